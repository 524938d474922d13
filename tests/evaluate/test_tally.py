"""Tallies add up, and ratios are taken of sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.coref import Coref
from pipeline.evaluate.tally import Counts, Share

counts = st.tuples(*[st.integers(0, 50)] * 3).filter(lambda c: c[0] <= min(c[1:]))


@given(counts)
def test_f1_is_the_harmonic_mean(numbers: tuple[int, int, int]) -> None:
    found = Counts(*numbers)
    p, r = found.precision, found.recall
    assert found.f1 == pytest.approx(2 * p * r / (p + r) if p + r else 0.0)


@pytest.mark.parametrize("kind", [Counts, Share, Coref])
def test_an_empty_tally_is_zero_and_its_ratios_are_0(kind: type) -> None:
    zero = kind()
    assert zero + zero == zero
    names = {"precision", "recall", "f1", "accuracy", "mean"} & set(dir(kind))
    assert names
    assert all(getattr(zero, name) == 0 for name in names)


def test_sums_are_not_means_of_ratios() -> None:
    assert (Counts(1, 1, 1) + Counts(0, 3, 3)).f1 == 0.25
    assert (Share(1, 1) + Share(0, 3)).accuracy == 0.25
