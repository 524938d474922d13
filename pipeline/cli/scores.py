"""`tripline scores`: fit the weights by which triples are scored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tripline scores corpus/gold/own ~/gold --out pipeline/grammar/scores.toml
"""


def scores(
    folders: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold folders with texts.")],
    split: Annotated[str, typer.Option(help="The split to fit on; never test.")] = "dev",
    model: Annotated[str, typer.Option(help="The engine: a shipped model's name, or a folder.")] = "news",
    out: Annotated[Path | None, typer.Option(help="Write the weights here.")] = None,
) -> None:
    """Fit the weights by which triples are scored, on labelled articles."""
    from pipeline.flow import Flow
    from pipeline.ontology import schema as ontologies
    from pipeline.profiles import schema as profiles
    from pipeline.train.scores import as_toml, fitted, table

    known = ontologies.load()
    found = fitted(folders, split, Flow.of(profiles.load("rules").model_copy(update={"model": model}), known), known)
    if out:
        out.write_text(as_toml(found, split), encoding="utf-8")
    print(table(found))
