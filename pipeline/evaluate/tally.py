"""Tallies: numbers that add up over articles, and ratios as properties of them.

A ratio is taken of sums only, so no article or relation weighs more than what stands in it. A ratio over nothing is 0.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Tally:
    """Plain numbers that add up field by field; without arguments a tally is zero."""

    def __add__(self, other: Self) -> Self:
        return type(self)(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Counts(Tally):
    """Items matched one to one, items in gold, items predicted. A gold item that was never proposed is a miss."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        return ratio(self.matched, self.predicted)

    @property
    def recall(self) -> float:
        return ratio(self.matched, self.gold)

    @property
    def f1(self) -> float:
        return ratio(2 * self.matched, self.gold + self.predicted)


@dataclass(frozen=True, slots=True)
class Share(Tally):
    """How many of `asked` were right."""

    right: int = 0
    asked: int = 0

    @property
    def accuracy(self) -> float:
        return ratio(self.right, self.asked)


def ratio(part: float, whole: float) -> float:
    """Part of the whole; 0 of nothing."""
    return part / whole if whole else 0.0
