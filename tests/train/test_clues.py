"""The heads of cues learn, and nothing else of the network changes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="training needs the extra [train]")
pytest.importorskip("transformers", reason="training needs the extra [train]")

import torch

from pipeline.engine.labels import OBJECT, SUBJECT
from pipeline.train import clues, recipe
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.examples import taught
from pipeline.train.links import RELATIONS
from pipeline.train.losses import cues_loss
from pipeline.train.network import Network

SETTINGS = recipe.load().triples.model_copy(update={"epochs": 200, "rate": 1e-2, "dropout": 0.0})
# Zoom denied the ban .
SENTENCE = Sentence(("Zoom", "denied", "the", "ban", "."), cues=(Cue(1, ("denies", "rejects"), (0,), (3,)),))
SILENT = Sentence(("It", "rained"), cues=())


def test_vectors_are_padded_to_the_longest_sentence(network: Network) -> None:
    layers, present = clues.padded(clues.read(network, [SENTENCE, SILENT]))
    assert layers.shape[:2] == present.shape == (2, 5)
    assert present.sum(1).tolist() == [5, 2]
    assert not layers[1, 2:].any()


def test_cues_and_links_are_learned_and_all_else_stays(network: Network) -> None:
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    lines: list[str] = []
    clues.teach(network, [SENTENCE, SILENT] * 4, SETTINGS, lines.append)
    changed = {name.split(".")[0] for name, t in network.state_dict().items() if not torch.equal(t, before[name])}
    assert changed == {"depth", "cues", "links"}
    assert all(json.loads(line)["steps"] == SETTINGS.epochs for line in lines)
    layers, present = clues.padded(clues.read(network, [SENTENCE]))
    with torch.no_grad():
        words = network.depth(layers, ~present)
        cues = network.cues(words).sigmoid()[0]
        links = network.links.labels(words[0, 1], words[0]).argmax(-1)
    assert {(word, RELATIONS[column]) for word, column in (cues > 0.5).nonzero().tolist()} == {
        (1, "denies"), (1, "rejects")
    }  # fmt: skip
    assert links.tolist() == [SUBJECT, 0, 0, OBJECT, 0]


def test_the_same_seed_teaches_the_same(network: Network) -> None:
    other = Network(network.encoder.config, relations=len(RELATIONS))
    other.load_state_dict(network.state_dict())
    short = SETTINGS.model_copy(update={"epochs": 2})
    for one in (network, other):
        clues.teach(one, [SENTENCE, SILENT], short, print)
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), other.parameters(), strict=True))


def loss_of(network: Network, sentence: Sentence) -> float:
    layers, present = clues.padded(clues.read(network, [sentence]))
    return float(cues_loss(network, layers, present, taught([sentence], layers.shape[1])).detach())


def test_a_sentence_without_cues_teaches_that(network: Network) -> None:
    assert loss_of(network, SILENT) > 0


def test_the_loss_is_blind_to_what_is_not_asked(network: Network) -> None:
    assert loss_of(network, replace(SILENT, asked=frozenset())) == 0
