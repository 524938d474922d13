"""Whether a score is a probability, and what a threshold on it gains and loses."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.reliability import Bin, Point, at_steps, calibration_error, curve, precisions, reliability
from pipeline.evaluate.tally import Counts


def test_bins_hold_what_lies_in_them() -> None:
    found = reliability([(0.1, False), (0.5, True), (0.59, False), (1.0, True)])
    assert found == [
        Bin("0.0 to 0.2", 1, 0.1, 0.0),
        Bin("0.4 to 0.6", 2, pytest.approx(0.545), 0.5),
        Bin("0.8 to 1.0", 1, 1.0, 1.0),
    ]


@pytest.mark.parametrize(
    ("scores", "error"),
    [
        ([], 0.0),
        ([(0.5, True), (0.5, False)], 0.0),
        ([(1.0, False)], 1.0),
        ([(0.9, True), (0.9, True), (0.1, True), (0.1, False)], 0.25),  # (2 * 0.1 + 2 * 0.4) / 4
    ],
)
def test_calibration_error(scores: list[tuple[float, bool]], error: float) -> None:
    assert calibration_error(scores) == pytest.approx(error)


def test_a_relation_seldom_found_is_drawn_towards_its_family() -> None:
    counts = {
        ("event", "bans"): Counts(matched=1, gold=1, predicted=1),
        ("event", "sells"): Counts(matched=49, gold=99, predicted=99),
        ("stance", "denies"): Counts(matched=0, gold=5, predicted=0),
    }
    found = precisions(counts)
    assert found["bans"] == pytest.approx((1 + 10 * 0.5) / 11)
    assert found["sells"] == pytest.approx((49 + 5) / 109)
    assert found["denies"] == 0.0


SCORES = [(0.9, True), (0.5, True), (0.5, False), (0.25, False)]


def test_curve_has_a_point_for_each_score() -> None:
    assert curve(SCORES, gold=4) == [
        Point(0.25, Counts(2, 4, 4)),
        Point(0.5, Counts(2, 4, 3)),
        Point(0.9, Counts(1, 4, 1)),
    ]
    assert curve([], gold=4) == []


def test_steps_that_drop_nothing_are_left_out() -> None:
    found = [(p.threshold, p.counts.predicted) for p in at_steps(curve(SCORES, gold=4))]
    assert found == [(0.0, 4), (0.3, 3), (0.6, 1)]
    assert at_steps([]) == []


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_a_higher_threshold_keeps_less_and_recalls_no_more(scores: list[tuple[float, bool]]) -> None:
    points = curve(scores, gold=len(scores) + 1)
    assert [p.threshold for p in points] == sorted({s for s, _ in scores})
    for point in points:
        kept = [right for score, right in scores if score >= point.threshold]
        assert point.counts == Counts(sum(kept), len(scores) + 1, len(kept))
    assert all(a.counts.recall >= b.counts.recall for a, b in pairwise(points))
