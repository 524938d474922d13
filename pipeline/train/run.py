"""`make train`: from corpora to a model folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.train import export, mix
from pipeline.train.fit import fit
from pipeline.train.mix import Sources
from pipeline.train.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Places:
    """Where the data come from, the folders of the checkpoint and the model, the file of the weights."""

    sources: Sources
    work: Path
    weights: Path
    model: Path


def train(recipe: Recipe, places: Places, report: Callable[[str], None]) -> None:
    """Train, write the weights, and make the model folder from the weights as they were written."""
    training = mix.training(recipe, places.sources)
    report(f"{len(training)} sentences, {sum(len(one.words) for one in training)} words")
    network = export.begin(places.weights if recipe.optimiser.go_on else Path(), recipe.optimiser.dropout)
    network = fit(recipe, network, training, places.work, report)
    export.save(network, places.weights)
    export.export(export.load(places.weights), places.model)
