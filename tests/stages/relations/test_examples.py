"""The examples of the ontology are the tests of its cues: what each must give, and what none may give."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from pipeline.document import Argument, Document, Triple
from pipeline.errors import ModelError
from pipeline.flow import Flow, load, model_folder
from pipeline.ontology import schema
from pipeline.ontology.schema import Example, Relation

FAMILIES = ("relation", "attribute", "event")
PUBLISHED = "2021-04-07"


@cache
def flow() -> Flow:
    try:
        model_folder("news")
    except ModelError as error:
        pytest.skip(str(error))
    return load("rules")


@cache
def read(text: str) -> Document:
    return flow().read_text(text, published=PUBLISHED)


def cases() -> list[Any]:
    found = []
    for relation in schema.load().of(*FAMILIES):
        for number, example in enumerate(relation.examples, 1):
            why = example.known_failure
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            found.append(pytest.param(relation, example, id=f"{relation.name}-{number}", marks=marks))
    return found


def overlaps(argument: Argument, text: str, quote: str) -> bool:
    """Whether the argument stands where the quote does, or stands for it under another of its mentions."""
    at = text.index(quote)
    same = argument.name is not None and (argument.name in quote or quote in argument.name)
    return same or (argument.start < at + len(quote) and at < argument.end)


def gives(found: Triple, text: str, wanted: tuple[str, ...]) -> bool:
    subject, object_, *factuality = wanted
    told = found.factuality == (factuality[0] if factuality else "fact")
    return told and overlaps(found.subject, text, subject) and overlaps(found.object, text, object_)


@pytest.mark.parametrize(("relation", "example"), cases())
def test_example(relation: Relation, example: Example) -> None:
    triples = read(example.text).triples or ()
    found = [t for t in triples if t.relation == relation.name]
    shown = [(t.relation, t.subject.text, t.object.text, t.factuality) for t in triples]
    if not example.triples:
        assert not found, shown
    for wanted in example.triples:
        turned = (wanted[1], wanted[0], *wanted[2:])
        ways = [wanted, turned] if relation.symmetric else [wanted]
        assert any(gives(t, example.text, way) for t in found for way in ways), (wanted, shown)
