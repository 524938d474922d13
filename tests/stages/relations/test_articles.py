"""Whole articles of our own, from raw text to triples."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from pipeline.document import Argument, Document, Triple
from pipeline.errors import ModelError
from pipeline.flow import load, model_folder

FILE = Path(__file__).parents[2] / "cases/relations/articles.toml"
ARTICLES = {a["name"]: a for a in tomllib.loads(FILE.read_text(encoding="utf-8"))["article"]}


@cache
def read(name: str) -> Document:
    try:
        model_folder("news")
    except ModelError as error:
        pytest.skip(str(error))
    return load("rules").read_text(ARTICLES[name]["text"], name, published=ARTICLES[name]["published"])


def names(argument: Argument, wanted: str) -> bool:
    return wanted in (argument.name or argument.text)


def given(triples: tuple[Triple, ...], row: str) -> bool:
    relation, subject, object_, *factuality = row.split(" | ")
    return any(
        t.relation == relation
        and names(t.subject, subject)
        and names(t.object, object_)
        and factuality in ([], [t.factuality])
        for t in triples
    )


def rows(key: str) -> list[tuple[str, str]]:
    return [(name, row) for name, article in ARTICLES.items() for row in article[key]]


@pytest.mark.parametrize(("name", "row"), rows("has"))
def test_is_read(name: str, row: str) -> None:
    triples = read(name).triples or ()
    assert given(triples, row), [(t.relation, t.subject.name, t.object.text, t.factuality) for t in triples]


@pytest.mark.parametrize(("name", "row"), rows("not"))
def test_is_not_read(name: str, row: str) -> None:
    assert not given(read(name).triples or (), row)


@pytest.mark.parametrize("name", ARTICLES)
def test_a_fact_is_told_once(name: str) -> None:
    triples = read(name).triples or ()
    told = [(t.relation, t.subject.entity, t.object.entity) for t in triples if t.subject.entity and t.object.entity]
    assert len(told) == len(set(told))
