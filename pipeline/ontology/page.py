"""docs/relations.md, made from the shipped ontology: `python -m pipeline.ontology.page > docs/relations.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from pipeline.document import Family
from pipeline.ontology.schema import Example, Ontology, Relation, load

_HEAD = """\
# The relations

What each of the {count} relations means, between which types it holds, and sentences that must give it, or must not.
Made by `python -m pipeline.ontology.page > docs/relations.md`; tests hold the page to `pipeline/ontology/news.toml`,
and the engine to the sentences. The words that express a relation: `tripline ontology RELATION`. How to add one of your
own: [the tutorial](tutorial.md#7-a-relation-of-your-own).

AGENT is PERSON, ORG, GPE or NORP; TOPIC is a phrase that names a thing or happening. Of an event or a stance the
subject may also be an unnamed actor ("prosecutors").
"""
_SAID = {
    "relation": "Lasting ties between two entities.",
    "attribute": "An entity and a value: a number with its unit, or a date.",
    "event": "Somebody did something to somebody or something.",
    "stance": "A position that somebody takes to a claim, a topic or an entity.",
}


def page() -> str:
    """The whole page, in the order of the ontology."""
    ontology = load()
    families: tuple[Family, ...] = get_args(Family)
    return _HEAD.format(count=len(ontology)) + "".join(_family(family, ontology) for family in families)


def _family(family: Family, ontology: Ontology) -> str:
    relations = ontology.of(family)
    links = " · ".join(f"[{r.name}](#{r.name})" for r in relations)
    return f"\n## {family.capitalize()}\n\n{_SAID[family]}\n\n{links}\n" + "".join(map(section, relations))


def section(relation: Relation) -> str:
    """What a relation means, its types, what else is known of it, its examples."""
    facts = {
        "from": _codes(relation.domain),
        "to": _codes(relation.range),
        "qualifiers": _codes(relation.qualifiers),
        "says more than": ", ".join(f"[{name}](#{name})" for name in relation.over),
        "the other way round": "the same" if relation.symmetric else _codes([relation.inverse or ""]),
        "Wikidata": ", ".join(map(_property, re.findall(r"P\d+", relation.wikidata or ""))),
        "PLOVER": relation.plover or "",
    }
    told = " · ".join(f"{name}: {fact}" for name, fact in facts.items() if fact)
    examples = "".join(map(_example, relation.examples))
    return f"\n### {relation.name}\n\n{relation.gloss}\n\n{told}\n\n{examples}"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names if name)


def _property(number: str) -> str:
    return f"[{number}](https://www.wikidata.org/wiki/Property:{number})"


def _example(example: Example) -> str:
    triples = [f"{' → '.join(pair)}{_told(factuality)}" for *pair, factuality in map(_full, example.triples)]
    failure = f" (not yet: {example.known_failure})" if example.known_failure else ""
    return f"- “{example.text}” — {'; '.join(triples) or 'nothing'}{failure}\n"


def _full(triple: tuple[str, ...]) -> tuple[str, str, str]:
    subject, object_, *factuality = triple
    return subject, object_, factuality[0] if factuality else "fact"


def _told(factuality: str) -> str:
    return "" if factuality == "fact" else f" ({factuality})"


if __name__ == "__main__":
    print(page(), end="")
