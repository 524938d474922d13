"""Corpus sentences as padded training batches: pieces in, targets out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from pipeline.engine.labels import DEPRELS, NAME_TAGS, UPOS
from pipeline.engine.pieces import WordPieces
from pipeline.errors import CorpusError
from pipeline.train import corpora, gold
from pipeline.train.corpora import Sentence
from pipeline.train.recipe import CorpusPlan, Recipe

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its targets: `upos`, `heads` (0 root, 1+j word j), `deprels` [N] or None; `names` [N, 21] bool:
    the tags that the corpus allows at each word, or None."""

    words: tuple[str, ...]
    upos: tuple[int, ...] | None
    heads: tuple[int, ...] | None
    deprels: tuple[int, ...] | None
    names: np.ndarray[tuple[int, int], np.dtype[np.bool_]] | None


@dataclass(frozen=True, slots=True)
class Targets:
    """Tensors of a batch: `upos`, `heads`, `deprels` [B, N] with IGNORED where unknown; `names` [B, N, 21] bool, all
    True where unknown."""

    upos: Tensor
    heads: Tensor
    deprels: Tensor
    names: Tensor


def training(recipe: Recipe, data: Path, gold_folder: Path) -> list[Example]:
    """All training examples of a recipe, each as often as its corpus is repeated, in the recipe's order."""
    out: list[Example] = []
    for plan in recipe.corpus:
        source = gold.read(gold_folder, "train") if plan.name == "gold" else corpora.read(plan.name, "train", data)
        read = [example(s, plan) for s in source if len(s.words) <= recipe.optimiser.longest]
        out += read * plan.repeat
    return out


def example(sentence: Sentence, plan: CorpusPlan) -> Example:
    """One sentence with the label masks of its corpus."""
    return Example(
        words=sentence.words,
        upos=_indices(sentence.upos, UPOS),
        heads=_heads(sentence.heads),
        deprels=_indices(sentence.deprels, DEPRELS),
        names=_allowed(sentence.names, plan),
    )


def _indices(labels: Sequence[str] | None, known: tuple[str, ...]) -> tuple[int, ...] | None:
    return None if labels is None else tuple(known.index(label) for label in labels)


def _heads(heads: Sequence[int] | None) -> tuple[int, ...] | None:
    return None if heads is None else tuple(0 if head == at else head + 1 for at, head in enumerate(heads))


def _allowed(tags: Sequence[str] | None, plan: CorpusPlan) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]] | None:
    if tags is None:
        return None
    labels = {tag: _allowed_tags(tag, plan.name, _frozen(plan)) for tag in set(tags)}
    return np.array([labels[tag] for tag in tags])


def _frozen(plan: CorpusPlan) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    return tuple(sorted(plan.labels.items())), plan.silent


@cache
def _allowed_tags(
    tag: str, corpus: str, masks: tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]
) -> list[bool]:
    """Which of our tags the corpus's tag may stand for: the mask that keeps it from teaching what it does not know."""
    labels, silent = dict(masks[0]), masks[1]
    if tag == "O":
        return [t == "O" or t[2:] in silent for t in NAME_TAGS]
    prefix, label = tag[0], tag[2:]
    if label not in labels:
        raise CorpusError(f"corpus {corpus!r}: label {label!r} has no entry in the recipe")
    types = labels[label]
    return [(t == "O" and "O" in types) or (t[0] == prefix and t[2:] in types) for t in NAME_TAGS]


def targets(examples: Sequence[Example], width: int) -> Targets:
    """Targets of the examples, padded to `width` words."""
    shape = (len(examples), width)
    upos, heads, deprels = (np.full(shape, IGNORED, dtype=np.int64) for _ in range(3))
    names = np.ones((*shape, len(NAME_TAGS)), dtype=bool)
    for row, one in enumerate(examples):
        n = len(one.words)
        if one.upos is not None and one.heads is not None and one.deprels is not None:
            upos[row, :n], heads[row, :n], deprels[row, :n] = one.upos, one.heads, one.deprels
        if one.names is not None:
            names[row, :n] = one.names
    return Targets(*(torch.from_numpy(a) for a in (upos, heads, deprels, names)))


def epoch(sizes: Sequence[int], budget: int, seed: int) -> Iterator[list[int]]:
    """One epoch's batches of indices: similar lengths together, batches in random order, the same for the same seed."""
    rng = random.Random(seed)
    order = sorted(range(len(sizes)), key=lambda i: (sizes[i] + rng.random() * 4, i))
    batches: list[list[int]] = [[]]
    widest = 0
    for at in order:
        widest = max(widest, sizes[at])
        if batches[-1] and (len(batches[-1]) + 1) * widest > budget:
            batches.append([])
            widest = sizes[at]
        batches[-1].append(at)
    rng.shuffle(batches)
    yield from batches


def sizes(examples: Sequence[Example], pieces: WordPieces) -> list[int]:
    """Word pieces of each example."""
    return [pieces.length(one.words) for one in examples]
