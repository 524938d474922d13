"""`tripline measure`: figures of single abilities, on public corpora and on labelled articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ProfileOption

app = typer.Typer(
    help="Measure one ability on public corpora (TRIPLINE_DATA) and on labelled articles.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

VALUES = """\b
Examples:
  TRIPLINE_DATA=~/corpora tripline measure values corpus/gold/own
"""
COREF = """\b
Examples:
  TRIPLINE_DATA=~/corpora tripline measure coref
"""
SplitOption = Annotated[str, typer.Option(help="dev or test; test only to report a release.")]


@app.command("values", epilog=VALUES)
def values(
    gold: Annotated[list[Path], typer.Argument(help="Gold folders with texts.")],
    split: SplitOption = "dev",
    kept_back: Annotated[Path, typer.Option(help="Gold folder whose test articles are left out of MEANTIME.")] = Path(
        "corpus/gold/wikinews"
    ),
) -> None:
    """Values and dates: exact spans and numbers, publication dates; on MEANTIME and on gold's attributes."""
    from pipeline.evaluate.values import of_gold, table
    from pipeline.gold.folder import index, read_gold
    from pipeline.train import corpora, meantime

    for folder in gold:
        print(f"{folder}, {split}\n{table(of_gold(read_gold(folder, split)))}\n")
    held = frozenset(row.url for row in index(kept_back) if row.split == "test")
    articles = list(meantime.read(corpora.data_folder(), split, held))
    print(f"MEANTIME, {split} half, {len(articles)} articles\n{table(meantime.measure(articles))}")


@app.command("coref", epilog=COREF)
def coref(split: SplitOption = "dev", profile: ProfileOption = "default") -> None:
    """Coreference on OntoGUM, from raw text: the three usual metrics and their mean, the CoNLL score."""
    from pipeline import flow
    from pipeline.train import corpora, ontogum

    print(ontogum.table(ontogum.measure(flow.load(profile), ontogum.read(corpora.data_folder(), split))))
