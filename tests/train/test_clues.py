"""The heads of cues learn, and nothing else of the network changes."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("torch", reason="training needs the extra [train]")
pytest.importorskip("transformers", reason="training needs the extra [train]")

import torch

from pipeline.engine.labels import OBJECT, SUBJECT
from pipeline.train import clues, recipe
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.links import RELATIONS
from pipeline.train.network import Network

SETTINGS = recipe.load().triples.model_copy(update={"epochs": 200, "rate": 1e-2, "dropout": 0.0})
# Zoom denied the ban .
SENTENCE = Sentence(("Zoom", "denied", "the", "ban", "."), cues=(Cue(1, ("denies", "rejects"), (0,), (3,)),))
SILENT = Sentence(("It", "rained"), cues=())


def test_a_batch_holds_what_its_sentences_say(network: Network) -> None:
    batch = clues.taught([SENTENCE, SILENT], clues.read(network, [SENTENCE, SILENT]))
    assert batch.layers.shape[:2] == batch.present.shape == (2, 5)
    assert batch.present.sum(1).tolist() == [5, 2]
    assert not batch.layers[1, 2:].any()
    assert {RELATIONS[column] for _, _, column in batch.cues.nonzero().tolist()} == {"denies", "rejects"}
    assert batch.linked.tolist() == [[0, 1]]
    assert batch.links.tolist() == [[SUBJECT, 0, 0, OBJECT, 0]]


def test_cues_and_links_are_learned_and_all_else_stays(network: Network) -> None:
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    lines: list[str] = []
    clues.teach(network, [SENTENCE, SILENT] * 4, SETTINGS, lines.append)
    changed = {name.split(".")[0] for name, t in network.state_dict().items() if not torch.equal(t, before[name])}
    assert changed == {"depth", "cues", "links"}
    assert all(json.loads(line)["steps"] == SETTINGS.epochs for line in lines)
    batch = clues.taught([SENTENCE], clues.read(network, [SENTENCE]))
    with torch.no_grad():
        words = network.depth(batch.layers, ~batch.present)
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


def test_a_sentence_without_cues_teaches_that(network: Network) -> None:
    vectors = clues.read(network, [SILENT])
    loss = clues.loss_of(network, clues.taught([SILENT], vectors))
    assert float(loss.detach()) > 0
