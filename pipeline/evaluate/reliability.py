"""Whether a score is a probability: of the triples scored about 0.7, 70 in 100 should be right.

`precisions` measures on labelled articles what the scores are made of; `reliability` checks them on others; `curve`
says what is gained and lost by keeping only triples with a high score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.tally import Counts

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


def precisions(relations: Mapping[tuple[str, str], Counts]) -> dict[str, float]:
    """Strict precision of each relation, drawn towards its family's: what the score of its next finding should be.

    `relations`: strict counts by (family, relation).
    """
    found = {}
    for (family, relation), counts in sorted(relations.items()):
        prior = sum((c for (of, _), c in relations.items() if of == family), Counts()).precision
        found[relation] = (counts.matched + WEIGHT * prior) / (counts.predicted + WEIGHT)
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """What stays of a run when only triples scored `threshold` or more are kept."""

    threshold: float
    counts: Counts


def curve(scores: Sequence[tuple[float, bool]], gold: int) -> list[Point]:
    """Precision and recall at every score that occurs, ascending; `gold`: how many gold triples there are.

    A triple stays right or wrong whatever else is dropped.
    """
    points: dict[float, Counts] = {}
    kept = Counts(0, gold, 0)
    for score, right in sorted(scores, reverse=True):
        kept += Counts(int(right), 0, 1)
        points[score] = kept
    return [Point(score, points[score]) for score in sorted(points)]


def at_steps(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """The curve at thresholds 0, 0.1, 0.2 ..., as far as any triple is kept; a step that drops nothing is left out."""
    found: list[Point] = []
    for step in range(steps):
        kept = [p for p in points if p.threshold >= step / steps]
        if kept and (not found or kept[0].counts != found[-1].counts):
            found.append(Point(step / steps, kept[0].counts))
    return found
