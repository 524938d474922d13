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
ATTITUDES = """\b
Examples:
  tripline measure attitudes corpus/gold/own
"""
LINK = """\b
Examples:
  TRIPLINE_DATA=~/corpora tripline measure link
  TRIPLINE_DATA=~/corpora tripline measure link --fit pipeline/linking/weights.toml
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


@app.command("attitudes", epilog=ATTITUDES)
def attitudes(
    gold: Annotated[list[Path], typer.Argument(help="Gold folders with texts.")],
    split: SplitOption = "dev",
    profile: ProfileOption = "default",
) -> None:
    """Attitudes: given gold's holders and targets, how often the right one is read, by rules, by the model, by both."""
    from pipeline import flow
    from pipeline.evaluate.attitudes import of_gold, table
    from pipeline.evaluate.given import predict
    from pipeline.gold.folder import read_gold
    from pipeline.ontology import schema as ontologies

    reading = flow.load(profile, min_score=0.0)
    for folder in gold:
        labelled = read_gold(folder, split)
        tallies = of_gold([(article, predict(article, reading, "entities")) for article in labelled], ontologies.load())
        print(f"{folder}, {split}\n{table(tallies)}\n")


@app.command("link", epilog=LINK)
def link(
    profile: ProfileOption = "default",
    kept_back: Annotated[Path, typer.Option(help="Gold folder whose test articles are left out of MEANTIME.")] = Path(
        "corpus/gold/wikinews"
    ),
    fit: Annotated[
        Path | None, typer.Option(help="First fit the weights on the train quarter and write them here.")
    ] = None,
) -> None:
    """Entities linked over the articles of MEANTIME's dev quarter: B-cubed, from gold's names and from names read."""
    from pipeline import flow
    from pipeline.gold.folder import index
    from pipeline.linking.signs import weights
    from pipeline.train import corpora, crossdoc, linking

    held = frozenset(row.url for row in index(kept_back) if row.split == "test")
    parts = {split: crossdoc.read(corpora.data_folder(), split, held) for split in ("train", "dev")}
    reading, by = flow.load(profile), weights()
    if fit:
        train = (linking.of_gold(parts["train"]), linking.of_flow(parts["train"], reading))
        by = linking.fitted([pair for corpus in train for pair in linking.pairs(corpus)])
        fit.write_text(linking.as_toml(by), encoding="utf-8")
    read = {"gold's names": linking.of_gold(parts["dev"]), "names read": linking.of_flow(parts["dev"], reading)}
    for title, corpus in read.items():
        print(f"{title}, {len(parts['dev'])} articles\n{linking.table(linking.measure(parts['dev'], corpus, by))}\n")
    error = linking.calibration([pair for corpus in read.values() for pair in linking.pairs(corpus)], by)
    print(f"expected calibration error of the pair score {error:.1f}")
