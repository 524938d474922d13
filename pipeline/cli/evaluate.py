"""`tripline evaluate`: score a run against hand-labelled articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tripline run gold/articles --out out && tripline evaluate gold out
  tripline evaluate gold out --split train --json
  tripline evaluate gold out --split train --precisions pipeline/ontology/precision.toml
"""


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of labelled articles: index.tsv, articles/, labels/.")],
    out: Annotated[Path, typer.Argument(help="Folder that `tripline run` wrote.")],
    split: Annotated[str, typer.Option(help="dev, train or test; test only to report a release.")] = "dev",
    relations: Annotated[bool, typer.Option("--relations", help="One line per relation too.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the counts and ratios as JSON.")] = False,
    precisions: Annotated[
        Path | None, typer.Option(help="Write each relation's precision here: the scores of its triples.")
    ] = None,
) -> None:
    """Score a run against hand-labelled articles."""
    from pipeline.evaluate.gold import read_gold
    from pipeline.evaluate.predicted import read_predicted
    from pipeline.evaluate.report import as_json, table
    from pipeline.evaluate.score import score
    from pipeline.ontology import schema as ontologies

    ontology = ontologies.load()
    labelled = read_gold(gold, split, ontology)
    report = score(labelled, read_predicted(out, labelled), ontology)
    if precisions:
        from pipeline.evaluate.reliability import precisions as measured

        lines = [f"{relation} = {precision:.3f}\n" for relation, precision in measured(report).items()]
        precisions.write_text(f"# Measured on split {split} by `tripline evaluate --precisions`.\n" + "".join(lines))
    if json_:
        print(json.dumps(as_json(report), indent=2))
    else:
        print(table(report, split, relations))
