"""Silver: only what is likely to be right teaches, and of what is doubtful nothing is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="training needs the extra [train]")

from pipeline.document import Document
from pipeline.flow import load
from pipeline.train import silver

RAW = "Norvik bought Tarn Dairy in May. Norvik sued Helix Labs. The lake is deep."


@pytest.fixture(scope="module")
def read() -> Document:
    (document,) = load()([Document("a.txt", RAW)])
    return document


def scored(document: Document, score: float) -> Document:
    return replace(document, triples=tuple(replace(t, score=score) for t in document.triples or ()))


def test_what_is_sure_teaches_its_own_relations(read: Document) -> None:
    found = list(silver._silver(scored(read, 1.0)))
    assert [one.words[1] for one in found] == ["bought", "sued"]
    assert [one.asked for one in found] == [frozenset({"acquires"}), frozenset({"sues"})]
    assert [[(c.word, c.relations) for c in one.cues or ()] for one in found] == [
        [(1, ("acquires",))],
        [(1, ("sues",))],
    ]


def test_what_is_doubtful_teaches_nothing(read: Document) -> None:
    assert list(silver._silver(scored(read, silver.SURE / 2))) == []
