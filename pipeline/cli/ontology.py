"""`tripline ontology`: list the relations, or show one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import OntologyOption
from pipeline.errors import OntologyError

if TYPE_CHECKING:
    from pipeline.ontology.schema import Cue, Ontology, Relation


EXAMPLES = """\b
Examples:
  tripline ontology
  tripline ontology market_share
"""


def show_ontology(
    relation: Annotated[str | None, typer.Argument(help="A relation's name; without it, all are listed.")] = None,
    ontology: OntologyOption = None,
) -> None:
    """List the relations, or show one."""
    from pipeline.ontology import schema as ontologies

    known = ontologies.load(ontology)
    if relation is None:
        _print_relations(known)
    elif relation in known.relations:
        _print_relation(known[relation])
    else:
        raise OntologyError(f"ontology: no relation {relation!r}{_did_you_mean(relation, known)}")


def _did_you_mean(name: str, ontology: Ontology) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, ontology.relations, n=3)
    return f"; did you mean {' or '.join(close)}?" if close else "; `tripline ontology` lists them"


def _print_relations(ontology: Ontology) -> None:
    family = None
    for relation in sorted(ontology, key=lambda r: ("relation", "attribute", "event", "stance").index(r.family)):
        if relation.family != family:
            family = relation.family
            print(f"{family} ({len(ontology.of(family))})")
        print(f"  {relation.name:<18} {relation.gloss}")


def _print_relation(relation: Relation) -> None:
    print(f"{relation.name} ({relation.family}): {relation.gloss}")
    facts = {
        "subject": ", ".join(relation.domain),
        "object": ", ".join(relation.range),
        "qualifiers": ", ".join(relation.qualifiers),
        "inverse": relation.name if relation.symmetric else relation.inverse,
        "wikidata": relation.wikidata,
        "plover": relation.plover,
        **{kind: ", ".join(map(_cue, getattr(relation, kind))) for kind in ("verbs", "nouns", "titles", "adjectives")},
    }
    for name, fact in facts.items():
        if fact:
            print(f"  {name:<11} {fact}")
    for example in relation.examples:
        print(f"  example     {example.text}")
        for subject, object_, *factuality in example.triples:
            print(f"                -> ({subject}, {relation.name}, {object_}) {' '.join(factuality)}".rstrip())
        if not example.triples:
            print("                -> nothing")


def _cue(cue: Cue) -> str:
    return f"{cue.cue} ({cue.subject} -> {cue.object})"
