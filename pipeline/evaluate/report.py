"""An evaluation as a printed table and as plain JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pipeline.document import Family
from pipeline.evaluate.reliability import calibration_error, reliability
from pipeline.evaluate.score import Counts, Report, Share


def table(report: Report, split: str, relations: bool = False) -> str:
    """Strict precision, recall and F1 per family and in total, then what was right about the matched triples.

    `relations`: one line per relation under its family.
    """
    return "\n".join(_lines(report, split, relations))


def _lines(report: Report, split: str, relations: bool) -> Iterator[str]:
    yield f"{report.articles} articles of split {split}, {report.missing} of them not in the run (all missed)"
    yield ""
    yield f"{'triples, strict':<24}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'found':>8}{'gold':>8}"
    for family in get_args(Family):
        yield _row(family, report.of_family(family))
        if relations:
            for (of, relation), counts in sorted(report.relations.items()):
                if of == family:
                    yield _row(f"  {relation}", counts)
    yield _row("total", report.strict)
    yield _row("right arguments, family", report.family)
    yield _row("right arguments", report.pair)
    yield ""
    yield "of the triples that match strictly"
    yield _share("factuality right", report.factuality)
    yield _share("source right", report.source)
    yield _share("source right, if gold", report.sourced)
    yield ""
    yield f"{'score':<24}{'mean':>7}{'right %':>7}{'found':>16}"
    for reading in reliability(report.scores):
        yield f"{reading.name:<24}{100 * reading.mean:7.1f}{100 * reading.right:7.1f}{reading.found:16,}"
    yield f"{'expected calibration error':<31}{100 * calibration_error(report.scores):7.1f}"
    yield ""
    yield f"{'names, exact':<24}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'found':>8}{'gold':>8}"
    for type_, counts in sorted(report.mentions.items()):
        yield _row(type_, counts)
    yield _row("total", sum(report.mentions.values(), Counts()))


def _row(name: str, counts: Counts) -> str:
    ratios = (counts.precision, counts.recall, counts.f1)
    numbers = (counts.matched, counts.predicted, counts.gold)
    return f"{name:<24}" + "".join(f"{100 * r:7.1f}" for r in ratios) + "".join(f"{n:8,}" for n in numbers)


def _share(name: str, share: Share) -> str:
    return f"{name:<24}{100 * share.accuracy:7.1f}{share.right:22,}{share.asked:16,}"


def as_json(report: Report) -> dict[str, Any]:
    """The same as plain values, ratios between 0 and 1."""
    return {
        "articles": report.articles,
        "missing": report.missing,
        "strict": _counts(report.strict),
        "families": {family: _counts(report.of_family(family)) for family in get_args(Family)},
        "relations": {relation: _counts(c) for (_, relation), c in sorted(report.relations.items())},
        "family": _counts(report.family),
        "pair": _counts(report.pair),
        "factuality": _accuracy(report.factuality),
        "source": _accuracy(report.source),
        "sourced": _accuracy(report.sourced),
        "calibration_error": calibration_error(report.scores),
        "mentions": {type_: _counts(c) for type_, c in sorted(report.mentions.items())},
        "mentions_total": _counts(sum(report.mentions.values(), Counts())),
    }


def _counts(counts: Counts) -> dict[str, float]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "matched": counts.matched,
        "predicted": counts.predicted,
        "gold": counts.gold,
    }


def _accuracy(share: Share) -> dict[str, float]:
    return {"accuracy": share.accuracy, "right": share.right, "asked": share.asked}
