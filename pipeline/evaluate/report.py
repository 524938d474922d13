"""An evaluation as a printed table. Beside each figure stands its 95 % interval by the bootstrap over articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args

from pipeline.document import Family
from pipeline.evaluate.bootstrap import Interval, interval
from pipeline.evaluate.coref import Coref, Overlap
from pipeline.evaluate.given import Given, layers_up_to
from pipeline.evaluate.match import WAYS
from pipeline.evaluate.reliability import at_steps, calibration_error, curve, reliability
from pipeline.evaluate.score import Report
from pipeline.evaluate.tally import Counts, Share

By = Literal["relation", "family", "outlet", "layer"]
BYS: tuple[By, ...] = get_args(By)

WIDTH = 26
OF_MATCHES = {
    "factuality": "factuality",
    "source": "source",
    "source if gold": "source, if gold",
    "source elsewhere": "source, if named elsewhere",
}
COREF = {"MUC": "muc", "B-cubed": "b_cubed", "CEAF-e": "ceaf"}
HEAD = f"{'P':>7}{'R':>7}{'F1':>7}{'95 % of F1':>15}{'right':>8}{'found':>8}{'gold':>8}"
SHARE_HEAD = f"{'P':>7}{'R':>7}{'F1 / %':>7}{'95 % of it':>15}{'right':>8}{'found':>8}{'gold':>8}"


def table(report: Report, split: str, by: By = "family", given: Given | None = None) -> str:
    """The whole report; the lines of strictly matched triples are those of each relation, family, outlet or layer.

    Layers that were given are not scored.
    """
    layers = layers_up_to(given)
    blocks = [_head(report, split, given), _STRICT[by](report), _ways(report), _matched(report), _scores(report)]
    blocks += [block(report) for layer, block in _LAYERS.items() if layer not in layers]
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks)


def _head(report: Report, split: str, given: Given | None) -> Iterator[str]:
    yield f"{len(report.articles)} articles of split {split}, {report.missing} of them not in the run (all missed)"
    if given:
        yield f"given from gold, so right by themselves: {', '.join(layers_up_to(given))}"


# -------------------------------------------------------------------------------------------------- triples


def _by_family(report: Report, relations: bool = False) -> Iterator[str]:
    yield f"{'triples, strict':<{WIDTH}}{HEAD}"
    for family in get_args(Family):
        yield _line(report, f"strict {family}", family)
        if relations:
            yield from (_row(f"  {name}", c) for (of, name), c in report.relations.items() if of == family)
    yield _line(report, "strict", "total")


def _by_relation(report: Report) -> Iterator[str]:
    return _by_family(report, relations=True)


def _by_outlet(report: Report) -> Iterator[str]:
    yield f"{'triples, strict':<{WIDTH}}{HEAD}"
    for name, part in report.outlets.items():
        yield _line(part, "strict", f"{name or 'no outlet'} ({len(part.articles)})")
    yield _line(report, "strict", "total")


def _by_layer(report: Report) -> Iterator[str]:
    yield f"{'layer':<{WIDTH}}{HEAD}"
    yield _line(report, "cut", "text: what was cut")
    yield _line(report, "names", "mentions: names")
    yield _line(report, "coref", "entities: CoNLL mean")
    families = [report.of_articles(f"strict {f}") for f in get_args(Family) if f != "stance"]
    articles = [sum(tallies, Counts()) for tallies in zip(*families, strict=True)]
    yield _row("triples: strict", sum(articles, Counts()), interval(articles, lambda c: c.f1))
    yield _line(report, "strict stance", "stances: strict")


_STRICT = {"family": _by_family, "relation": _by_relation, "outlet": _by_outlet, "layer": _by_layer}


def _ways(report: Report) -> Iterator[str]:
    yield f"{'triples, otherwise':<{WIDTH}}{HEAD}"
    for way in WAYS:
        if way != "strict":
            yield _line(report, way, {"family": "same family", "pair": "arguments only"}.get(way, way))


def _matched(report: Report) -> Iterator[str]:
    yield f"{'of strict matches':<{WIDTH}}{SHARE_HEAD}"
    for measure, name in OF_MATCHES.items():
        yield _line(report, measure, name)
    yield _line(report, "qualifiers", "qualifiers")


def _scores(report: Report) -> Iterator[str]:
    yield f"{'kept if scored':<{WIDTH}}{HEAD}"
    for point in at_steps(curve(report.scores, report.strict.gold)):
        yield _row(f"{point.threshold:.1f} or more", point.counts)
    yield ""
    yield f"{'scored':<{WIDTH}}{'mean':>7}{'right %':>14}{'':15}{'':8}{'found':>8}"
    for reading in reliability(report.scores):
        yield f"{reading.name:<{WIDTH}}{100 * reading.mean:7.1f}{100 * reading.right:14.1f}{'':23}{reading.found:8,}"
    yield f"{'expected calibration error':<{WIDTH + 14}}{100 * calibration_error(report.scores):7.1f}"


# --------------------------------------------------------------------------------------------- lower layers


def _text(report: Report) -> Iterator[str]:
    yield f"{'text, by characters':<{WIDTH}}{HEAD}"
    yield _line(report, "cut", "cut")
    yield _line(report, "kept", "of the article, kept")


def _mentions(report: Report) -> Iterator[str]:
    yield f"{'names, exact':<{WIDTH}}{HEAD}"
    for type_, counts in report.names.items():
        yield _row(type_, counts)
    yield _line(report, "names", "total")


def _entities(report: Report) -> Iterator[str]:
    labelled = f"{report.labelling_all} of {len(report.articles)}"
    yield f"{'entities':<{WIDTH}}{HEAD}"
    for name, part in COREF.items():
        overlap: Overlap = getattr(report.measures["coref"], part)
        yield _row(name, overlap, report.interval("coref", f"{part}.f1"))
    yield _line(report, "coref", "mean (CoNLL)")
    for measure in ("pronouns", "descriptions"):
        if measure in report.measures:
            yield _line(report, measure, measure)
    yield f"gold labels pronouns and descriptions in {labelled} articles; the others are scored on names only"


_LAYERS = {"text": _text, "mentions": _mentions, "entities": _entities}


# ---------------------------------------------------------------------------------------------------- lines


def _line(report: Report, measure: str, name: str) -> str:
    """A measure with the interval of the figure it is known by."""
    tally = report.measures[measure]
    if isinstance(tally, Counts):
        return _row(name, tally, report.interval(measure, "f1"))
    if isinstance(tally, Coref):
        return f"{name:<{WIDTH}}{'':14}{100 * tally.mean:7.1f}{_between(report.interval(measure, 'mean'))}"
    assert isinstance(tally, Share)
    share = f"{'':14}{100 * tally.accuracy:7.1f}{_between(report.interval(measure, 'accuracy'))}"
    return f"{name:<{WIDTH}}{share}{tally.right:8,}{'':8}{tally.asked:8,}"


def _row(name: str, tally: Any, between: Interval | None = None) -> str:
    """A line of anything with precision, recall and F1; of Counts the numbers too."""
    ratios = "".join(f"{100 * r:7.1f}" for r in (tally.precision, tally.recall, tally.f1))
    numbers = (tally.matched, tally.predicted, tally.gold) if isinstance(tally, Counts) else ()
    return f"{name:<{WIDTH}}{ratios}{_between(between)}" + "".join(f"{n:8,}" for n in numbers)


def _between(found: Interval | None) -> str:
    return f"{f'{100 * found.low:.1f} to {100 * found.high:.1f}':>15}" if found else " " * 15
