"""The shipped passages: no label has a fault, every relation is shown often, and ways of saying it differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.evaluate.match import all_triples
from pipeline.gold import passages
from pipeline.ontology.schema import load

FOLDER = Path(__file__).parents[2] / "corpus/passages"
ONTOLOGY = load()


@cache
def shipped() -> tuple[list[Document], list[str]]:
    return passages.read(FOLDER, ONTOLOGY)


def test_no_passage_has_a_fault() -> None:
    assert shipped()[1] == []


@pytest.mark.parametrize("relation", [r.name for r in ONTOLOGY])
def test_every_relation_is_shown_often_and_in_many_words(relation: str) -> None:
    cues = Counter(t.cue.text.lower() for d in shipped()[0] for t in all_triples(d) if t.relation == relation)
    assert cues.total() >= 25
    assert len(cues) >= 8


def test_hard_negatives_are_there() -> None:
    empty = sum(not all_triples(d) for d in shipped()[0])
    assert empty >= len(shipped()[0]) / 20


def test_a_stance_has_many_cues() -> None:
    cues: dict[str, set[str]] = defaultdict(set)
    for triple in (t for d in shipped()[0] for t in all_triples(d)):
        cues[triple.relation].add(triple.cue.text.lower())
    assert len(cues["denies"]) >= 150
    assert len(cues["doubts"]) >= 100


def test_denials_and_doubts_held_out_are_enough_to_measure() -> None:
    held = [d for d in shipped()[0] if passages.is_held_out(d)]
    assert sum(any(t.relation in ("denies", "doubts") for t in all_triples(d)) for d in held) >= 200
