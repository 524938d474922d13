"""An evaluation as plain values for JSON; all ratios lie between 0 and 1."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.evaluate.compare import ratios
from pipeline.evaluate.given import Given, layers_up_to
from pipeline.evaluate.reliability import calibration_error, curve, reliability
from pipeline.evaluate.report import COREF
from pipeline.evaluate.score import MEASURES, Report
from pipeline.evaluate.tally import Tally


def as_json(report: Report, split: str, given: Given | None = None) -> dict[str, Any]:
    """Every measure with its numbers, its ratios and their 95 % intervals; parts by relation, type and outlet.

    `tallies` are the measures' numbers article by article, `curve` is [threshold, precision, recall, F1].
    """
    points = curve(report.scores, report.strict.gold)
    return {
        "split": split,
        "given": list(layers_up_to(given)),
        "articles": len(report.articles),
        "missing": report.missing,
        "labelling_pronouns": report.labelling_all,
        "measures": {
            measure: {"counts": MEASURES[measure]} | _measure(report, measure, tally)
            for measure, tally in report.measures.items()
        },
        "relations": {relation: _ratios(counts) for (_, relation), counts in report.relations.items()},
        "names": {type_: _ratios(counts) for type_, counts in report.names.items()},
        "outlets": {name: _measure(part, "strict", part.measures["strict"]) for name, part in report.outlets.items()},
        "curve": [[p.threshold, p.counts.precision, p.counts.recall, p.counts.f1] for p in points],
        "reliability": [asdict(bin_) for bin_ in reliability(report.scores)],
        "calibration_error": calibration_error(report.scores),
        "tallies": {
            article.name: {measure: asdict(tally) for measure, tally in article.measures.items()}
            for article in report.articles
        },
    }


def _measure(report: Report, measure: str, tally: Tally) -> dict[str, Any]:
    """The measure's ratios and numbers and, by the ratio's name, [low, high]; of coreference the three metrics too."""
    found = _ratios(tally)
    bounds = {ratio: report.interval(measure, ratio) for ratio in ratios(tally)}
    found["interval"] = {ratio: [b.low, b.high] for ratio, b in bounds.items()}
    if measure == "coref":
        parts = {name: getattr(tally, part) for name, part in COREF.items()}
        found |= {name: {r: getattr(part, r) for r in ratios(part)} for name, part in parts.items()}
    return found


def _ratios(tally: Tally) -> dict[str, Any]:
    return {ratio: getattr(tally, ratio) for ratio in ratios(tally)} | asdict(tally)
