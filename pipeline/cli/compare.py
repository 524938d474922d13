"""`tripline compare`: two runs over the same labelled articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.evaluate.compare import Change

EXAMPLES = """\b
Examples:
  tripline run gold/articles --profile rules --out rules && tripline run gold/articles --out both
  tripline compare gold rules both
  tripline compare gold rules both --split train --json
"""


def compare(
    gold: Annotated[Path, typer.Argument(help="Gold folder.")],
    first: Annotated[Path, typer.Argument(help="Folder that `tripline run` wrote.")],
    second: Annotated[Path, typer.Argument(help="Folder of the run to compare with it.")],
    split: Annotated[str, typer.Option(help="dev, train or test; test only to report a release.")] = "dev",
    json_: Annotated[bool, typer.Option("--json", help="Print the differences as JSON.")] = False,
) -> None:
    """Compare two runs by the paired bootstrap over articles: what the second has over the first."""
    from dataclasses import asdict

    from pipeline.cli.evaluate import score_run
    from pipeline.evaluate import compare as comparison

    found = comparison.compare(*(score_run(gold, run, split).tallies for run in (first, second)))
    if json_:
        print(json.dumps([asdict(change) for change in found], indent=2))
    else:
        _print(found)


def _print(changes: Sequence[Change]) -> None:
    print(f"{'measure':<24}{'ratio':<10}{'first':>7}{'second':>7}{'diff':>7}  {'95 % interval':<15}{'p':>8}")
    for change in changes:
        print(f"{change.measure:<24}{change.ratio:<10}{change.shown}{change.difference.p:8.4f}")
