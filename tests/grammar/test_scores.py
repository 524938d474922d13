"""Scores are probabilities made of signs, by weights that stand in a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.grammar.scores import KINDS, LEAST, NAMES, Kind, Signs, log_odds, score, weights

EVEN = Signs(precision=0.0, cue=0.0, subject=0.0, object=0.0)


def test_every_kind_has_a_weight_for_every_sign() -> None:
    assert set(weights()) == set(KINDS)
    assert all(len(row) == len(NAMES) == len(EVEN.row()) for row in weights().values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_likelier_cue_scores_higher(kind: Kind) -> None:
    low, even, high = (score(kind, replace(EVEN, cue=log_odds(p))) for p in (0.1, 0.5, 0.9))
    assert 0 < low < even < high < 1


def test_the_engine_agreeing_scores_higher() -> None:
    assert score("told", replace(EVEN, agreed=1.0)) > score("told", EVEN)
    assert score("seen", replace(EVEN, disputed=1.0)) < score("seen", EVEN)


@pytest.mark.parametrize(("probability", "same_as"), [(0.0, LEAST), (1.0, 1 - LEAST), (0.5, 0.5)])
def test_log_odds_are_bounded(probability: float, same_as: float) -> None:
    assert log_odds(probability) == pytest.approx(log_odds(same_as))
    assert log_odds(0.5) == pytest.approx(0.0)
