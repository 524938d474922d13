"""Teaches the heads of cues and their arguments, on the vectors of an encoder that stays as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from pipeline.train import examples as ex
from pipeline.train.corpora import Sentence
from pipeline.train.fit import Report, all_batches, base_pieces, descend, rate
from pipeline.train.losses import cues_loss
from pipeline.train.network import Network
from pipeline.train.recipe import Triples

PIECES_PER_BATCH = 2000  # when the vectors are read, which takes no gradient


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
        layers, present = padded([vectors[i] for i in batch])
        loss = cues_loss(network, layers, present, ex.taught([sentences[i] for i in batch], layers.shape[1]))
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


def padded(vectors: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """The vectors of sentences as one batch [B, N, layers D], and where there are words [B, N]."""
    lengths = torch.tensor([len(one) for one in vectors])
    layers = nn.utils.rnn.pad_sequence([one.float() for one in vectors], batch_first=True)
    return layers, torch.arange(layers.shape[1])[None] < lengths[:, None]
