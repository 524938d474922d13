"""A document less what is not likely enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Document, Stances


@pytest.mark.parametrize(
    ("least", "kept"),
    [(0.0, ["market_share", "denies"]), (0.9, ["market_share", "denies"]), (0.95, ["denies"]), (1.0, ["denies"])],
)
def test_what_scores_less_is_left_out(toy: Document, least: float, kept: list[str]) -> None:
    left = toy.likely(least)
    assert left.stances is not None
    assert [t.relation for t in (*(left.triples or ()), *left.stances.stances)] == kept


def test_nothing_refers_to_what_is_left_out(toy: Document) -> None:
    assert toy.stances is not None
    doubtful = replace(toy.stances.stances[0], score=0.1)
    assert toy.likely(0.95).stances == Stances(
        (replace(toy.stances.stances[0], target=None),), toy.stances.attributions
    )
    assert replace(toy, stances=replace(toy.stances, stances=(doubtful,))).likely(0.5).stances == Stances()


def test_layers_that_are_not_there_stay_so() -> None:
    assert Document("a", "b").likely(0.5) == Document("a", "b")
