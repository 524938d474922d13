"""What each head of the network still does wrong, as one number to go down."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipeline.engine.pieces import Batch
from pipeline.train import examples as ex
from pipeline.train.network import Linker, Network


def losses(network: Network, batch: Batch, wanted: ex.Targets, device: torch.device, cues: float) -> Tensor:
    """Sum of the heads' losses, that of cues and their links times `cues`; a head without a target in the batch adds
    nothing."""
    inputs = (torch.from_numpy(a).to(device) for a in (batch.pieces, batch.cases, batch.mask, batch.firsts))
    words, places, layers = network.encode(*inputs)
    present = torch.from_numpy(np.arange(words.shape[1])[None] < batch.lengths[:, None]).to(device)
    total = names_loss(network.names(words), wanted.names.to(device), present)
    if (wanted.heads != ex.IGNORED).any():
        total = total + _tree_loss(network, words, places, present, wanted)
    if (wanted.predicates != ex.IGNORED).any():
        total = total + _roles_loss(network, words, wanted)
    if len(wanted.cued):
        cued = wanted.cued.to(device)
        total = total + cues * cues_loss(network, layers[cued], present[cued], wanted.taught)
    return total


def _tree_loss(network: Network, words: Tensor, places: Tensor, present: Tensor, wanted: ex.Targets) -> Tensor:
    heads = wanted.heads.to(words.device)
    known = heads != ex.IGNORED
    total = functional.cross_entropy(network.upos(words)[known], wanted.upos.to(words.device)[known])
    beyond = ~torch.cat([torch.ones_like(present[:, :1]), present], dim=1)
    arcs = network.syntax.arcs(words, places).masked_fill(beyond.unsqueeze(1), -1e9)
    total = total + functional.cross_entropy(arcs[known], heads[known])
    index = heads.clamp_min(0).unsqueeze(-1).expand(-1, -1, places.shape[-1])
    labels = network.syntax.labels(words[known], places.gather(1, index)[known])
    return total + functional.cross_entropy(labels, wanted.deprels.to(words.device)[known])


def _roles_loss(network: Network, words: Tensor, wanted: ex.Targets) -> Tensor:
    """Roles are learned of gold predicates; the mean is over predicates, because most words are nothing to one."""
    predicates = wanted.predicates.to(words.device)
    known = predicates != ex.IGNORED
    total = functional.cross_entropy(network.predicates(words)[known], predicates[known])
    if not len(wanted.framed):
        return total
    return total + pairs_loss(network.roles, words, wanted.framed, wanted.roles)


def pairs_loss(linker: Linker, words: Tensor, firsts: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy of what all words are to some, summed over the words, mean over those some."""
    logits = linker.labels_from(firsts.to(words.device), words).flatten(0, 1)
    wanted = labels.to(words.device).flatten()
    return functional.cross_entropy(logits, wanted, ignore_index=ex.IGNORED, reduction="sum") / len(labels)


def names_loss(logits: Tensor, allowed: Tensor, present: Tensor) -> Tensor:
    """-log of the probability of all allowed tags together, mean over words where any tag is ruled out.

    A word whose corpus allows a set of tags is taught no more than that set (Jin & Ghahramani 2002, partial labels).
    """
    taught = present & ~allowed.all(-1)
    if not taught.any():
        return logits.sum() * 0.0
    log = logits[taught].log_softmax(-1)
    return -log.masked_fill(~allowed[taught], -1e9).logsumexp(-1).mean()


def cues_loss(network: Network, layers: Tensor, present: Tensor, wanted: ex.Taught) -> Tensor:
    """Every word is asked for every relation that its sentence is asked for, the mean is over words; links are learned
    of the cues that are there."""
    words = network.depth(layers, ~present)
    logits, cues, asked = (
        part[present] for part in (network.cues(words), wanted.cues.to(words.device), wanted.asked.to(words.device))
    )
    total = functional.binary_cross_entropy_with_logits(logits, cues, asked, reduction="sum") / len(cues)
    return total + pairs_loss(network.links, words, wanted.linked, wanted.links) if len(wanted.linked) else total
