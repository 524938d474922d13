"""Whether a score is a probability: of the triples scored about 0.7, 70 in 100 should be right.

`precisions` measures on labelled articles what the scores are made of; `reliability` checks them on others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.score import Report

BINS = 5
# A relation found seldom says little of itself: its precision is drawn towards its family's as by this many findings.
WEIGHT = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Triples whose scores lie in one fifth of [0, 1]: how many, their mean score, the share that is right."""

    name: str
    found: int
    mean: float
    right: float


def reliability(scores: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold any of the (score, right) pairs, in ascending order."""
    found = []
    for at in range(BINS):
        inside = [(s, r) for s, r in scores if min(int(s * BINS), BINS - 1) == at]
        if inside:
            name = f"{at / BINS:.1f} to {(at + 1) / BINS:.1f}"
            n = len(inside)
            found.append(Bin(name, n, sum(s for s, _ in inside) / n, sum(r for _, r in inside) / n))
    return found


def calibration_error(scores: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error (Guo et al. 2017) over the bins; 0 if there are no scores."""
    return sum(b.found * abs(b.mean - b.right) for b in reliability(scores)) / max(1, len(scores))


def precisions(report: Report) -> dict[str, float]:
    """Strict precision of each relation, drawn towards its family's: what the score of its next finding should be."""
    found = {}
    for (family, relation), counts in sorted(report.relations.items()):
        prior = report.of_family(family).precision
        found[relation] = (counts.matched + WEIGHT * prior) / (counts.predicted + WEIGHT)
    return found
