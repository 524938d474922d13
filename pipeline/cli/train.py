"""`tripline train` and `tripline card`: train the engine, measure it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

TRAIN_EXAMPLES = """\b
Examples:
  TRIPLINE_DATA=~/corpora TRIPLINE_GOLD=~/gold tripline train
"""

GoldOption = Annotated[Path, typer.Option(envvar="TRIPLINE_GOLD", help="Folder of labelled articles.")]
OwnOption = Annotated[Path, typer.Option(help="Folder of our own labelled articles.")]
PassagesOption = Annotated[Path, typer.Option(help="Folder of labelled passages.")]
ModelOption = Annotated[Path, typer.Option(help="Model folder.")]
WeightsOption = Annotated[Path, typer.Option(help="File of trained weights.")]
MODEL, WEIGHTS = Path("models/news"), Path("models/weights/news.safetensors")
OWN, PASSAGES = Path("corpus/gold/own"), Path("corpus/passages")


def train(
    gold: GoldOption,
    work: Annotated[Path, typer.Option(help="Folder of the checkpoint; a run that was cut off goes on there.")] = Path(
        "checkpoints/news"
    ),
    weights: WeightsOption = WEIGHTS,
    model: ModelOption = MODEL,
    own: OwnOption = OWN,
    passages: PassagesOption = PASSAGES,
) -> None:
    """Train the engine from public corpora (TRIPLINE_DATA) and labelled articles."""
    from pipeline.train import corpora, recipe
    from pipeline.train.mix import Sources
    from pipeline.train.run import Places, train

    places = Places(Sources(corpora.data_folder(), (own, gold), passages, weights), work, weights, model)
    train(recipe.load(), places, lambda line: print(line, flush=True))


CARD_EXAMPLES = """\b
Examples:
  TRIPLINE_DATA=~/corpora TRIPLINE_GOLD=~/gold tripline card --spacy-cnn checkpoints/spacy/model-best
"""


def card(
    gold: GoldOption,
    weights: WeightsOption = WEIGHTS,
    model: ModelOption = MODEL,
    passages: PassagesOption = PASSAGES,
    articles: Annotated[Path, typer.Option(help="Articles on which speed is measured.")] = Path("corpus/raw"),
    spacy_cnn: Annotated[Path | None, typer.Option(help="Trained spaCy pipeline to compare with.")] = None,
) -> None:
    """Measure a trained engine and write its model card."""
    from pipeline.train import corpora, recipe
    from pipeline.train.card import Places, write

    places = Places(corpora.data_folder(), gold, passages, weights, model, articles, spacy_cnn)
    print(write(recipe.load(), places))
