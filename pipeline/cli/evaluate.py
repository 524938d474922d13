"""`tripline evaluate`: score the pipeline, or a run, against hand-labelled articles."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import MinScoreOption, OntologyOption, ProfileOption

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.evaluate.given import Given
    from pipeline.evaluate.score import Report
    from pipeline.ontology.schema import Ontology
    from pipeline.profiles.schema import Profile

EXAMPLES = """\b
Examples:
  tripline evaluate corpus/gold/own
  tripline evaluate corpus/gold/own --given entities --by relation
  tripline run corpus/gold/own/articles --out out && tripline evaluate corpus/gold/own out --json
  tripline evaluate corpus/gold/own --browse errors.html
  tripline evaluate corpus/gold/own --min-score 0.6
  tripline evaluate corpus/gold/own --split train --precisions pipeline/ontology/precision.toml
"""


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold folder: index.tsv, articles/, labels/.")],
    predicted: Annotated[
        Path | None, typer.Argument(help="Folder that `tripline run` wrote; without it, the articles are read now.")
    ] = None,
    given: Annotated[
        str | None, typer.Option(help="Give gold's layers up to this one: text, mentions, entities or triples.")
    ] = None,
    by: Annotated[str, typer.Option(help="A line for each relation, family, outlet or layer.")] = "family",
    split: Annotated[str, typer.Option(help="dev, train or test; test only to report a release.")] = "dev",
    profile: ProfileOption = "default",
    ontology: OntologyOption = None,
    min_score: MinScoreOption = None,
    json_: Annotated[bool, typer.Option("--json", help="Print numbers, ratios and intervals as JSON.")] = False,
    precisions: Annotated[
        Path | None, typer.Option(help="Write each relation's precision here: the scores of its triples.")
    ] = None,
    browse: Annotated[
        Path | None, typer.Option(help="Write a page here that shows every miss and every error in its article.")
    ] = None,
) -> None:
    """Score the pipeline, or a run, against hand-labelled articles."""
    from pipeline.evaluate.given import GIVEN
    from pipeline.evaluate.report import BYS, table
    from pipeline.profiles import schema as profiles

    if by not in BYS:
        raise typer.BadParameter(f"--by {by!r}: unknown; known are {', '.join(BYS)}")
    if given is not None and given not in GIVEN:
        raise typer.BadParameter(f"--given {given!r}: unknown; known are {', '.join(GIVEN)}")
    if predicted and given:
        raise typer.BadParameter("--given takes no PREDICTED: a run has read its layers already")
    compared = _compare(gold, predicted, split, given, profiles.load(profile, min_score), ontology)
    report = compared.report()
    if browse:
        browse.write_text(compared.page(f"Tripline errors · {gold.name}, {split}"), encoding="utf-8")
    if precisions:
        from pipeline.evaluate.reliability import precisions as measured

        lines = [f"{relation} = {precision:.3f}\n" for relation, precision in measured(report.relations).items()]
        precisions.write_text(f"# Measured on split {split} by `tripline evaluate --precisions`.\n" + "".join(lines))
    if json_:
        from pipeline.evaluate.plain import as_json

        print(json.dumps(as_json(report, split, given), indent=2))
    else:
        print(table(report, split, by, given))


def score_run(gold: Path, predicted: Path | None, split: str) -> Report:
    """The report on a run's folder; without one, on what the default flow reads in gold's articles now."""
    from pipeline.profiles import schema as profiles

    return _compare(gold, predicted, split, None, profiles.load(), None).report()


@dataclass(frozen=True, slots=True)
class _Compared:
    """Labelled articles and what was found in each, None where nothing was read; `outlets` by article."""

    labelled: list[Document]
    found: list[Document | None]
    ontology: Ontology
    outlets: dict[str, str]

    def report(self) -> Report:
        from pipeline.evaluate.score import score

        return score(self.labelled, self.found, self.ontology, self.outlets)

    def page(self, title: str) -> str:
        from pipeline.document import Document
        from pipeline.evaluate.browser.articles import Article
        from pipeline.evaluate.browser.page import page
        from pipeline.evaluate.outcomes import outcomes

        articles = [
            Article(g, p, outcomes(g, p or Document(g.name, g.raw), self.ontology), self.outlets[g.name])
            for g, p in zip(self.labelled, self.found, strict=True)
        ]
        return page(articles, self.ontology, title)


def _compare(
    gold: Path, predicted: Path | None, split: str, given: Given | None, profile: Profile, ontology: Path | None
) -> _Compared:
    from pipeline.evaluate.predicted import read_predicted
    from pipeline.gold.folder import index, read_gold
    from pipeline.ontology import schema as ontologies

    known, labelled = ontologies.load(ontology), read_gold(gold, split)
    found = read_predicted(predicted, labelled) if predicted else _read_now(labelled, given, profile, known)
    found = [document and document.likely(profile.min_score) for document in found]
    return _Compared(labelled, found, known, {row.id: row.outlet for row in index(gold)})


def _read_now(gold: list[Document], given: Given | None, profile: Profile, ontology: Ontology) -> list[Document | None]:
    """What the flow reads; like a run it first looks for lines that repeat across the articles."""
    from rich.console import Console
    from rich.progress import track

    from pipeline.evaluate.given import predict
    from pipeline.flow import Flow
    from pipeline.stages.clean.repeats import repeated_lines

    flow = Flow.of(profile, ontology, repeated_lines(gold))
    console = Console(stderr=True)
    shown = track(gold, "reading articles", console=console, transient=True, disable=not console.is_terminal)
    found = [predict(document, flow, given) for document in shown]
    failed = [g.name for g, p in zip(gold, found, strict=True) if p is None]
    if failed:
        print(f"tripline: {len(failed)} articles failed and count as missed: {', '.join(failed)}", file=sys.stderr)
    return found
