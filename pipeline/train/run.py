"""`make train`: from corpora to a model folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from pipeline.train import examples, export
from pipeline.train.fit import fit
from pipeline.train.recipe import Recipe


def train(recipe: Recipe, data: Path, gold: Path, work: Path, model: Path, report: Callable[[str], None]) -> None:
    """Train in the folder `work` (checkpoint, fp32 model; resumes there) and put the int8 model into `model`."""
    training = examples.training(recipe, data, gold)
    report(f"{len(training)} sentences, {sum(len(one.words) for one in training)} words")
    fit(recipe, training, work, report)
    export.export(export.network_of(work / "checkpoint.pt"), work)
    model.mkdir(parents=True, exist_ok=True)
    for name in ("model.onnx", "config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(work / name, model / name)
