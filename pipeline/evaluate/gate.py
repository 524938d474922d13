"""Floors under the dev scores: a change that costs accuracy does not pass unseen.

The floors file (`pipeline.evaluate.floors`) holds each measure's figure on the dev articles, and the tallies of every
article, at the time it was pinned. A later run over the same gold is held against it. When is a drop more than noise?

The run itself has no noise: same input, same output, so any difference is a real one *on these articles*. The question
is whether it says something about articles at large, and that is what drawing the articles anew answers: a measure
falls if the 95 % interval of its paired difference (`pipeline.evaluate.bootstrap.paired`) lies below 0. With 14 to 30
articles that sees early what goes wrong a little in many: a rule that loses one triple in each of six articles and
gains none fails. It cannot see what goes wrong in three articles or fewer: e^-3 = 5 % of the draws hold none of three
given articles, so the interval reaches 0 however bad they are. Therefore a drop larger than the measure's tolerance
fails as well, whatever the interval says.

The tolerance is written when the floors are pinned: 1.5 points, about what one emptied article of 14 costs an F1 near
50; or, if that is more, the most that leaving out any one article moves the figure, because where the choice of
articles alone moves it so far (a family with forty triples), a drop of that size is no news. Never more than
10 points, or a measure that one article carries could not fall at all.

Simulated with 30 articles of 17 triples, 40 % of them found: a change that loses 6 % of those always fails (with 14
articles three times of four), one that loses 3 % four times of five (one of four), one that gains as many as it loses,
2 % of all triples each, one time of thirty.

All drops are held against the pinned run, not the last one, so small ones do not add up unseen. A dozen measures are
tested at once: a neutral change that shuffles many triples will now and then fail one by chance. The list of changed
articles is there to tell, and a floor can be lowered with a reason (`floors.check_lowered`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Literal, get_args

from pipeline.document import Family
from pipeline.errors import GoldError
from pipeline.evaluate.compare import Change, Tallies, change, check_same, column, measures, ratios, total
from pipeline.evaluate.floors import Floor, Floors
from pipeline.evaluate.tally import Tally

SPLIT = "dev"
# Of `score.MEASURES` what users rely on; "pair" and its like are for finding out why one of these fell.
PINNED = (
    "cut",
    "kept",
    "names",
    "coref",
    "strict",
    *(f"strict {family}" for family in get_args(Family)),
    "end to end",
    "factuality",
    "source",
    "source if gold",
)
TOLERANCE, MOST = 0.015, 0.1
DIGITS = 4  # of a written figure; what is smaller is no difference

Verdict = Literal["rose", "same", "noise", "fell", "fell far"]


@dataclass(frozen=True, slots=True)
class Held:
    """A measure held against its floor."""

    change: Change
    verdict: Verdict

    @property
    def fails(self) -> bool:
        return self.verdict in ("fell", "fell far")


def pinned_of(run: Tallies) -> dict[str, dict[str, Tally]]:
    """The run's tallies of the measures that are pinned."""
    return {name: {m: article[m] for m in PINNED if m in article} for name, article in run.items()}


def pin(gold: str, run: Tallies) -> Floors:
    """The floors that the run sets; `gold`: the fingerprint of what it was scored on."""
    return Floors(
        gold=gold,
        measures={measure: _floor(column(run, measure, empty)) for measure, empty in measures(run).items()},
        articles={name: {m: astuple(tally) for m, tally in run[name].items()} for name in sorted(run)},
    )


def _floor(tallies: Sequence[Tally]) -> Floor:
    figure = _figure(total(tallies))
    without = [_figure(total([*tallies[:at], *tallies[at + 1 :]])) for at in range(len(tallies))] if tallies[1:] else []
    tolerance = min(MOST, max([TOLERANCE, *(abs(figure - other) for other in without)]))
    counts = tuple(f.name for f in fields(tallies[0]))
    return Floor(figure=round(figure, DIGITS), tolerance=round(tolerance, DIGITS), counts=counts)


def _figure(tally: Tally) -> float:
    return float(getattr(tally, ratios(tally)[-1]))


def hold(floors: Floors, now: Tallies) -> list[Held]:
    """Every pinned measure against its floor, on the same gold; GoldError if a measure or an article is gone."""
    pinned = floors.tallies(now)
    check_same(pinned, now)
    known = measures(now)
    gone = [measure for measure in floors.measures if measure not in known]
    if gone:
        raise GoldError(f"floors: {gone[0]}: pinned, but no longer measured; `--pin --lower` gives it up")
    columns = {m: (column(pinned, m, known[m]), column(now, m, known[m])) for m in floors.measures}
    return [_held(floor, measure, *columns[measure]) for measure, floor in floors.measures.items()]


def _held(floor: Floor, measure: str, pinned: Sequence[Tally], now: Sequence[Tally]) -> Held:
    found = change(measure, ratios(pinned[0])[-1], pinned, now)
    if abs(found.first - floor.figure) > 10**-DIGITS:
        raise GoldError(f"floors: {measure}: the figure {floor.figure} is not that of its tallies; restore the file")
    return Held(found, _verdict(found, floor.tolerance))


def _verdict(found: Change, tolerance: float) -> Verdict:
    drop = round(found.first - found.second, DIGITS)
    if drop == 0:
        return "same"
    if drop < 0:
        return "rose"
    if drop > tolerance:
        return "fell far"
    return "fell" if found.difference.high < 0 else "noise"
