"""Two runs over the same articles, measure by measure, and which articles they differ in.

A run is given as its tallies: article -> measure -> tally. A measure that an article does not have counts as an empty
tally there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from pipeline.errors import GoldError
from pipeline.evaluate.bootstrap import Difference, paired
from pipeline.evaluate.tally import Tally

Tallies = Mapping[str, Mapping[str, Tally]]

RATIOS = ("precision", "recall", "f1", "accuracy", "mean")


@dataclass(frozen=True, slots=True)
class Change:
    """One ratio of one measure in both runs, and the paired bootstrap's word on the difference."""

    measure: str
    ratio: str
    first: float
    second: float
    difference: Difference

    @property
    def shown(self) -> str:
        """First, second, difference and its interval, in points."""
        d = self.difference
        interval = f"[{100 * d.low:+.1f}, {100 * d.high:+.1f}]"
        return f"{100 * self.first:7.1f}{100 * self.second:7.1f}{100 * d.mean:+7.1f}  {interval:<15}"


def ratios(tally: Tally) -> tuple[str, ...]:
    """Names of the ratios that a tally has; the last is the figure that it is known by."""
    return tuple(name for name in RATIOS if hasattr(tally, name))


def compare(first: Tallies, second: Tallies) -> list[Change]:
    """Every ratio of every measure that either run has; GoldError if they are over different articles."""
    check_same(first, second)
    return [
        change(measure, ratio, column(first, measure, empty), column(second, measure, empty))
        for measure, empty in measures(first, second).items()
        for ratio in ratios(empty)
    ]


def check_same(first: Tallies, second: Tallies) -> None:
    """GoldError if the runs are over different articles."""
    if first.keys() != second.keys():
        only = min(first.keys() ^ second.keys())
        raise GoldError(f"{only}: stands in one of the runs only; compare runs over the same articles")


def change(measure: str, ratio: str, first: Sequence[Tally], second: Sequence[Tally]) -> Change:
    """The change of one ratio; `first` and `second`: a tally an article, in the same order."""

    def value(tally: Tally) -> float:
        return float(getattr(tally, ratio))

    return Change(measure, ratio, value(total(first)), value(total(second)), paired(first, second, value))


def measures(*runs: Tallies) -> dict[str, Tally]:
    """All measures that any article has, in order of their first appearance, each with its empty tally."""
    articles = [article for run in runs for article in run.values()]
    return {measure: type(tally)() for article in articles for measure, tally in article.items()}


def column(run: Tallies, measure: str, empty: Tally) -> list[Tally]:
    """The measure's tally of each article, in the order of the articles' names; `empty` where an article has none."""
    return [run[name].get(measure, empty) for name in sorted(run)]


def total(tallies: Sequence[Tally]) -> Tally:
    """The sum of tallies; there must be one."""
    return sum(tallies[1:], start=tallies[0])


def differing(first: Tallies, second: Tallies) -> Iterator[tuple[str, str, str]]:
    """(article, measure, "field before -> after, ...") of every tally that differs, by articles' names.

    Only of measures that the first run has: what was not counted before has not changed.
    """
    known = measures(first)
    for name in sorted(first):
        for measure, empty in known.items():
            before, after = (run[name].get(measure, empty) for run in (first, second))
            if before != after:
                yield name, measure, _told(before, after)


def _told(before: Tally, after: Tally) -> str:
    pairs = [(f.name, getattr(before, f.name), getattr(after, f.name)) for f in fields(before)]
    return ", ".join(f"{name} {was:g} -> {now:g}" for name, was, now in pairs if was != now)
