"""`make train`: from corpora to a model folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.train import examples, export
from pipeline.train.examples import Labelled
from pipeline.train.fit import fit
from pipeline.train.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of the public corpora, what we labelled, the checkpoint and the model; the file of the weights."""

    data: Path
    labelled: Labelled
    work: Path
    weights: Path
    model: Path


def train(recipe: Recipe, places: Places, report: Callable[[str], None]) -> None:
    """Train, write the weights, and make the model folder from the weights as they were written."""
    training = examples.training(recipe, places.data, places.labelled)
    report(f"{len(training)} sentences, {sum(len(one.words) for one in training)} words")
    network = export.begin(places.weights if recipe.optimiser.go_on else Path(), recipe.optimiser.dropout)
    network = fit(recipe, network, training, places.work, report)
    export.save(network, places.weights)
    export.export(export.load(places.weights), places.model)
