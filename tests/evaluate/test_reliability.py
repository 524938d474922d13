"""Whether a score is a probability."""

import pytest

from pipeline.evaluate.reliability import Bin, calibration_error, precisions, reliability
from pipeline.evaluate.score import Counts, Report


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
    found = precisions(Report(relations=counts))
    assert found["bans"] == pytest.approx((1 + 10 * 0.5) / 11)
    assert found["sells"] == pytest.approx((49 + 5) / 109)
    assert found["denies"] == 0.0
