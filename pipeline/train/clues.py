"""Teaches the heads of cues and their arguments, on the vectors of an encoder that stays as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.engine.labels import OBJECT, SUBJECT
from pipeline.train import examples as ex
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.fit import Report, all_batches, base_pieces, descend, pairs_loss, rate
from pipeline.train.links import RELATIONS
from pipeline.train.network import Network
from pipeline.train.recipe import Triples

PIECES_PER_BATCH = 2000  # when the vectors are read, which takes no gradient


@dataclass(frozen=True, slots=True)
class Taught:
    """Tensors of a batch: `layers` [B, N, layers D], `present` [B, N]; `cues` [B, N, relations], 1 where the word
    expresses the relation; `linked` [C, 2]: sentence and word of each cue; `links` [C, N]: what each word is to it."""

    layers: Tensor
    present: Tensor
    cues: Tensor
    linked: Tensor
    links: Tensor


def teach(network: Network, sentences: Sequence[Sentence], settings: Triples, report: Report) -> None:
    """Train `depth`, `cues` and `links` of the network in place; nothing else of it changes."""
    torch.manual_seed(settings.seed)
    vectors = read(network, sentences)
    heads = nn.ModuleList([network.depth, network.cues, network.links])
    _drop(heads, settings.dropout)
    optimiser = torch.optim.AdamW(heads.parameters(), lr=settings.rate, weight_decay=settings.weight_decay)
    batches = all_batches([len(one.words) for one in sentences], settings.words_per_batch, settings)
    heads.train()
    for step, batch in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * rate((step + 1) / (len(batches) + 1), settings)
        loss = loss_of(network, taught([sentences[i] for i in batch], [vectors[i] for i in batch]))
        descend(optimiser, loss, settings.clip)
        if (step + 1) % 200 == 0:
            report(json.dumps({"step": step + 1, "steps": len(batches), "loss": round(float(loss.detach()), 4)}))
    heads.eval()


def _drop(heads: nn.Module, dropout: float) -> None:
    for module in heads.modules():
        if isinstance(module, nn.Dropout):
            module.p = dropout


def read(network: Network, sentences: Sequence[Sentence]) -> list[Tensor]:
    """The vectors of each sentence's words in several layers [N, layers D], in half precision."""
    network.eval()
    pieces = base_pieces()
    sizes = [pieces.length(one.words) for one in sentences]
    found: list[Tensor | None] = [None] * len(sentences)
    for rows in ex.epoch(sizes, PIECES_PER_BATCH, seed=0):
        batch = pieces.batch([sentences[i].words for i in rows], range(len(rows)))
        inputs = (torch.from_numpy(a) for a in (batch.pieces, batch.cases, batch.mask, batch.firsts))
        with torch.no_grad():
            *_, layers = network.encode(*inputs)
        for at, row in enumerate(rows):
            found[row] = layers[at, : len(sentences[row].words)].half()
    return [vectors for vectors in found if vectors is not None]


def taught(sentences: Sequence[Sentence], vectors: Sequence[Tensor]) -> Taught:
    """One batch of sentences with cues and their vectors."""
    width = max(len(one.words) for one in sentences)
    layers = torch.zeros(len(sentences), width, vectors[0].shape[1])
    cues = np.zeros((len(sentences), width, len(RELATIONS)), dtype=np.float32)
    rows = []
    for at, (one, vector) in enumerate(zip(sentences, vectors, strict=True)):
        layers[at, : len(one.words)] = vector.float()
        for cue in one.cues or ():
            cues[at, cue.word, [RELATIONS.index(relation) for relation in cue.relations]] = 1
            rows.append((at, cue.word, _parts(cue, len(one.words))))
    present = np.arange(width)[None] < np.array([len(one.words) for one in sentences])[:, None]
    linked, links = ex.pairs(rows, width)
    return Taught(layers, *(torch.from_numpy(a) for a in (present, cues, linked, links)))


def _parts(cue: Cue, size: int) -> tuple[int, ...]:
    """What each word of a sentence is to the cue."""
    parts = [0] * size
    for part, words in ((SUBJECT, cue.subjects), (OBJECT, cue.objects)):
        for word in words:
            parts[word] = part
    return tuple(parts)


def loss_of(network: Network, batch: Taught) -> Tensor:
    """Every word is asked for every relation, the mean is over sentences; links are learned of gold cues."""
    words = network.depth(batch.layers, ~batch.present)
    logits, cues = network.cues(words)[batch.present], batch.cues[batch.present]
    total = functional.binary_cross_entropy_with_logits(logits, cues, reduction="sum") / len(batch.cues)
    return total + pairs_loss(network.links, words, batch.linked, batch.links) if len(batch.linked) else total
