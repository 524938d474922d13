"""How far a figure would move on other articles: intervals and paired differences by the document bootstrap.

The articles are drawn anew, with replacement, as many as there are, many times over; each time their tallies are summed
and the ratio is taken of the sums (Efron and Tibshirani 1993, chapters 13 and 16; for comparing two systems by such
ratios Berg-Kirkpatrick, Burkett and Klein 2012). Articles, not triples, are drawn: the triples of an article share its
names, its subject and its writer, so they stand or fall together.

A tally is any frozen dataclass of plain numbers that adds up over articles; a ratio takes a tally, whose fields may be
floats, and gives a float. Where draws of few articles hold nothing to divide by, the ratio's own answer counts (0 for
`Counts`), so an interval for what stands in one or two articles reaches down to 0, as it should.

The draws depend on the number of articles and the seed only: same tallies, same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)
else:
    T = TypeVar("T")

Array = np.ndarray[Any, np.dtype[np.float64]]

DRAWS = 2000
SEED = 20121
TAIL = 0.025  # on either side of the middle 95 %
ROUNDING = 1e-12  # ties that floating point parts are ties


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the draws, in the ratio's unit."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second run has over the first, in the ratio's unit.

    `mean`: the ratio over all articles of the second run less that of the first. `low` and `high`: the middle 95 % of
    that difference over the draws. `p`: two-sided, see `paired`.
    """

    mean: float
    low: float
    high: float
    p: float


def interval(tallies: Sequence[T], ratio: Callable[[T], float], draws: int = DRAWS, seed: int = SEED) -> Interval:
    """The 95 % percentile interval of `ratio(sum of tallies)`, one tally an article; ValueError if there is none."""
    low, high = np.quantile(_ratios(tallies, ratio, draws, seed), (TAIL, 1 - TAIL))
    return Interval(float(low), float(high))


def paired(
    first: Sequence[T], second: Sequence[T], ratio: Callable[[T], float], draws: int = DRAWS, seed: int = SEED
) -> Difference:
    """The second run against the first on the same articles, in the same order: each draw takes the same for both.

    `p` is the share of draws whose difference lies at least as far from the observed one as that lies from 0: the
    draws, shifted so that they scatter about "no difference", are a picture of chance, and p says how often chance
    does as much (Berg-Kirkpatrick et al. 2012, here for both directions; the shift is Efron and Tibshirani's, 16.4).
    The observed run counts as one draw more, so p is never 0 (Davison and Hinkley 1997, 4.4). Equal runs have p 1.

    ValueError if there are no articles or not the same number.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} articles; a paired comparison takes the same for both runs")
    changes = _ratios(second, ratio, draws, seed) - _ratios(first, ratio, draws, seed)
    observed = _of_sum(second, ratio) - _of_sum(first, ratio)
    as_far = int(np.count_nonzero(np.abs(changes - observed) >= abs(observed) - ROUNDING))
    low, high = np.quantile(changes, (TAIL, 1 - TAIL))
    return Difference(observed, float(low), float(high), (as_far + 1) / (draws + 1))


def _of_sum(tallies: Sequence[T], ratio: Callable[[T], float]) -> float:
    return float(ratio(type(tallies[0])(*map(sum, zip(*map(astuple, tallies), strict=True)))))


def _ratios(tallies: Sequence[T], ratio: Callable[[T], float], draws: int, seed: int) -> Array:
    """The ratio of each draw's sum, [draws]."""
    if not tallies:
        raise ValueError("no articles to draw from")
    sums = _weights(len(tallies), draws, seed) @ np.array([astuple(tally) for tally in tallies], dtype=float)
    kind = type(tallies[0])
    return np.array([ratio(kind(*row)) for row in sums.tolist()], dtype=float)


@lru_cache(maxsize=8)
def _weights(articles: int, draws: int, seed: int) -> Array:
    """How often each draw took each article, [draws, articles]."""
    drawn = np.random.default_rng(seed).multinomial(articles, np.full(articles, 1 / articles), size=draws)
    weights: Array = drawn.astype(float)
    weights.flags.writeable = False
    return weights
