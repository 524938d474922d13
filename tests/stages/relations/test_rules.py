"""Trees and names written by hand, read with the shipped ontology."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document, Entity, Mention, Text, Triple
from pipeline.ontology import schema
from pipeline.stages.relations.stage import Relations
from tests.grammar import conllu

FILE = Path(__file__).parents[2] / "cases/relations/rules.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
STAGE = Relations(schema.load())


def entities(names: dict[str, str], raw: str) -> tuple[Entity, ...]:
    """One entity per name, with a mention at each of its places; "ORG of Zorg" adds a description to another's."""
    found: dict[str, Entity] = {}
    for text, given in names.items():
        type_, _, other = given.partition(" of ")
        name = other or text
        kind = "description" if other else "name"
        places = [at for at in range(len(raw)) if raw.startswith(text, at) and f" {raw} "[at] == " "]
        here = tuple(Mention(at, at + len(text), text, type_, kind) for at in places)  # type: ignore[arg-type]
        before = found[name].mentions if name in found else ()
        found[name] = Entity(name, name, type_, tuple(sorted((*before, *here), key=lambda m: m.start)))
    return tuple(found.values())


def document(case: dict[str, Any]) -> Document:
    syntax = conllu.read(case["tree"])
    raw = conllu.text_of(syntax)
    things = entities(case["names"], raw)
    mentions = tuple(sorted((m for e in things for m in e.mentions), key=lambda m: m.start))
    return Document("case.txt", raw, text=Text(raw, ()), syntax=syntax, mentions=mentions, entities=things)


def line(found: Triple) -> str:
    subject, object_ = (a.name or a.text for a in (found.subject, found.object))
    return f"{found.relation} | {subject} | {object_} | {found.factuality}"


def marked(case: dict[str, Any]) -> Any:
    why = case.get("known_failure")
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    triples = STAGE([document(case)])[0]
    assert sorted(map(line, triples)) == sorted(case["triples"])


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_every_part_is_a_quote_and_ids_are_stable(case: dict[str, Any]) -> None:
    read = document(case)
    triples = STAGE([read])[0]
    assert triples == STAGE([read, read])[1]
    for triple in triples:
        for part in (triple.subject, triple.object, triple.cue, triple.evidence, *(q for _, q in triple.qualifiers)):
            assert read.raw[part.start : part.end] == part.text
        assert triple.evidence.start <= triple.cue.start <= triple.cue.end <= triple.evidence.end
        assert len(triple.id) == 16
    assert len({t.id for t in triples}) == len(triples)


SALE = """
Telvia Telvia PROPN 2 nsubj
sold sell VERB 0 root
three three NUM 4 nummod
ships ship NOUN 2 obj
to to ADP 7 case
the the DET 7 det
navy navy NOUN 2 obl
"""


def test_qualifiers_are_the_phrases_of_their_prepositions() -> None:
    case = {"tree": SALE, "names": {"Telvia": "ORG"}}
    (sale,) = STAGE([document(case)])[0]
    assert sale.relation == "sells"
    assert [(name, quote.text) for name, quote in sale.qualifiers] == [("to", "navy")]
    assert sale.evidence.text == "Telvia sold three ships to the navy"
