"""Intervals and paired differences, by properties and against scipy's bootstrap."""

import time
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.bootstrap import interval, paired


@dataclass(frozen=True, slots=True)
class Tally:
    matched: float = 0
    gold: float = 0
    predicted: float = 0


def f1(tally: Tally) -> float:
    both = tally.gold + tally.predicted
    return 2 * tally.matched / both if both else 0.0


def recall(tally: Tally) -> float:
    return tally.matched / tally.gold if tally.gold else 0.0


def run_of(articles: int, share: float, seed: int = 0) -> list[Tally]:
    """A run that finds each gold triple with a chance of `share`, and about as many wrong ones."""
    random = np.random.default_rng(seed)
    gold = random.integers(12, 31, articles)
    matched = random.binomial(gold, share)
    return [
        Tally(int(m), int(g), int(m + w)) for m, g, w in zip(matched, gold, random.poisson(6, articles), strict=True)
    ]


counts = st.integers(0, 30).flatmap(
    lambda gold: st.tuples(st.integers(0, gold), st.integers(0, 20)).map(lambda t: Tally(t[0], gold, t[0] + t[1]))
)
runs = st.lists(counts, min_size=1, max_size=12)


@given(runs)
def test_interval_lies_in_the_ratio_range_and_is_the_same_each_time(run: list[Tally]) -> None:
    found = interval(run, f1, draws=100)
    assert 0 <= found.low <= found.high <= 1
    assert interval(run, f1, draws=100) == found


@pytest.mark.parametrize("seed", range(8))
def test_interval_holds_the_figure(seed: int) -> None:
    run = run_of(14, 0.5, seed)
    whole = Tally(*(sum(getattr(t, name) for t in run) for name in ("matched", "gold", "predicted")))
    found = interval(run, f1)
    assert found.low < f1(whole) < found.high


def test_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Recall is 0.5 by construction; 95 % of intervals should hold it (fewer with 20 articles: they are few)."""
    held = [interval(run_of(20, 0.5, seed), recall, draws=300) for seed in range(200)]
    share = sum(found.low <= 0.5 <= found.high for found in held) / 200
    assert 0.87 <= share <= 0.99


def test_more_articles_narrow_the_interval() -> None:
    few, many = (interval(run_of(n, 0.5), f1) for n in (10, 160))
    assert (many.high - many.low) < 0.5 * (few.high - few.low)


def test_one_article_or_articles_all_alike_have_no_width() -> None:
    for run in ([Tally(3, 4, 5)], [Tally(3, 4, 5)] * 9):
        found = interval(run, f1)
        assert found.low == pytest.approx(found.high) == pytest.approx(6 / 9)


def test_draws_that_hold_nothing_count_as_the_ratio_says() -> None:
    found = interval([Tally(1, 1, 1), Tally()], f1)
    assert (found.low, found.high) == (0.0, 1.0)


def test_interval_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy is the oracle")
    run = run_of(25, 0.4)
    columns = [[getattr(t, name) for t in run] for name in ("matched", "gold", "predicted")]

    def statistic(m: np.ndarray, g: np.ndarray, p: np.ndarray, axis: int = -1) -> np.ndarray:
        return 2 * m.sum(axis=axis) / (g.sum(axis=axis) + p.sum(axis=axis))

    oracle = stats.bootstrap(
        columns, statistic, paired=True, method="percentile", n_resamples=20_000, rng=np.random.default_rng(1)
    ).confidence_interval
    found = interval(run, f1, draws=20_000)
    assert (found.low, found.high) == pytest.approx((oracle.low, oracle.high), abs=0.002)


@given(runs)
def test_equal_runs_do_not_differ(run: list[Tally]) -> None:
    found = paired(run, list(run), f1, draws=50)
    assert (found.mean, found.low, found.high, found.p) == (0, 0, 0, 1)


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=12))
def test_swapping_the_runs_mirrors_the_difference(pairs: list[tuple[Tally, Tally]]) -> None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    there, back = paired(first, second, f1, draws=100), paired(second, first, f1, draws=100)
    assert (back.mean, back.low, back.high) == pytest.approx((-there.mean, -there.high, -there.low))
    assert back.p == there.p
    assert 0 < there.p <= 1


def test_the_difference_is_the_seconds_gain() -> None:
    worse = [Tally(4, 10, 10)] * 7
    better = [Tally(6, 10, 10)] * 7
    found = paired(worse, better, f1)
    assert (found.mean, found.low, found.high) == pytest.approx((0.2, 0.2, 0.2))
    assert found.p == pytest.approx(1 / 2001)


def test_pairing_sees_what_two_intervals_hide() -> None:
    """Articles differ more than the runs do; that both runs read the same articles is what shows the gain."""
    first = [Tally(m, 20, 20) for m in (2, 4, 6, 8, 10, 12, 14, 16, 18, 19)]
    second = [Tally(t.matched + 1, 20, 20) for t in first]
    assert interval(second, f1).low < interval(first, f1).high
    found = paired(first, second, f1)
    assert found.low > 0
    assert found.p < 0.01


def test_p_of_chance_is_spread_evenly() -> None:
    """Two runs of the same quality: about 5 in 100 comparisons have p < 0.05."""
    ps = [paired(run_of(25, 0.5, s), run_of(25, 0.5, s + 1000), recall, draws=300).p for s in range(150)]
    assert 0.005 <= sum(p < 0.05 for p in ps) / 150 <= 0.13
    assert 0.35 <= float(np.mean(ps)) <= 0.62


def test_p_of_a_hand_worked_case() -> None:
    """Two articles, one gained by 1 and one equal. Of the four equally likely draws the gain is 0, 1/2, 1/2 and 1.

    Seen is 1/2; 0 and 1 lie as far from it as it lies from 0, 1/2 does not: p is 1/2.
    """
    found = paired([Tally(0, 1, 1), Tally(1, 1, 1)], [Tally(1, 1, 1), Tally(1, 1, 1)], f1, draws=20_000)
    assert found.mean == 0.5
    assert found.p == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: interval([], f1), "no articles"),
        (lambda: paired([], [], f1), "no articles"),
        (lambda: paired([Tally()], [Tally(), Tally()], f1), "1 and 2 articles"),
    ],
)
def test_what_cannot_be_drawn_is_an_error(call, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        call()


def test_a_table_of_measures_takes_well_under_a_second() -> None:
    run = run_of(40, 0.5)
    begin = time.perf_counter()
    for _ in range(30):
        interval(run, f1)
    assert time.perf_counter() - begin < 2.0, "0.1 s on a quiet machine"
