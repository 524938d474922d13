"""A spaCy CNN pipeline (tagger, parser, ner; `init config --optimize efficiency`) on the engine's own training data.

    python benchmarks/spacy_cnn.py FOLDER [--epochs 6]     trains it into FOLDER/model-best

The same words and trees (UD EWT, GUM's free genres) and the labelled articles' names. The corpora whose labels are only
sets of our types are left out: spaCy's ner cannot learn from them. Data: TRIPLINE_DATA, gold folder: TRIPLINE_GOLD.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin, Span

from pipeline.train import corpora, gold, measure
from pipeline.train.corpora import Sentence

BLANK = spacy.blank("en")


def document(sentence: Sentence) -> Doc:
    """A Doc of one sentence with what its corpus annotates."""
    words = list(sentence.words)
    if sentence.heads and sentence.deprels and sentence.upos:
        return Doc(
            BLANK.vocab, words, heads=list(sentence.heads), deps=list(sentence.deprels), tags=list(sentence.upos)
        )
    doc = Doc(BLANK.vocab, words)
    spans = measure.spans(sentence.names or ())
    doc.set_ents([Span(doc, a, b, label=t) for a, b, t in spans], default="outside")
    return doc


def write(sentences: Iterable[Sentence], path: Path) -> None:
    DocBin(docs=[document(s) for s in sentences if len(s.words) > 1]).to_disk(path)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--epochs", type=int, default=6)
    given = options.parse_args()
    data, labelled = corpora.data_folder(), Path(os.environ["TRIPLINE_GOLD"])
    given.folder.mkdir(parents=True, exist_ok=True)
    train_set = [*corpora.read("ud-ewt", "train", data), *corpora.read("gum", "train", data)]
    write([*train_set, *list(gold.read(labelled, "train")) * 2], given.folder / "train.spacy")
    write([*corpora.read("ud-ewt", "dev", data), *gold.read(labelled, "dev")], given.folder / "dev.spacy")
    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    config.to_disk(given.folder / "config.cfg")
    overrides = {
        "paths.train": str(given.folder / "train.spacy"),
        "paths.dev": str(given.folder / "dev.spacy"),
        "training.max_epochs": given.epochs,
        "training.patience": 0,
        "training.eval_frequency": 1000,
    }
    train(given.folder / "config.cfg", given.folder, overrides=overrides)


if __name__ == "__main__":
    main()
