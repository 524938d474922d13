"""Corpus sentences as padded training batches: pieces in, targets out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from pipeline.document import NAME_TYPES
from pipeline.engine.labels import DEPRELS, NAME_TAGS, OBJECT, ROLES, SUBJECT, UPOS
from pipeline.engine.pieces import WordPieces
from pipeline.errors import CorpusError
from pipeline.train import links
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.measure import spans
from pipeline.train.recipe import CorpusPlan, Places

IGNORED = -100

Labels = np.ndarray[tuple[int, int], np.dtype[np.int64]]
Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its targets: `upos`, `heads` (0 root, 1+j word j), `deprels` [N] or None; `names` [N, 21] bool:
    the tags that the corpus allows at each word, or None. `roles`: of each predicate (word, what each word is to it
    [N]), or None. `cues`, `asked`: as `Sentence` has them."""

    words: tuple[str, ...]
    upos: tuple[int, ...] | None
    heads: tuple[int, ...] | None
    deprels: tuple[int, ...] | None
    names: Mask | None
    roles: tuple[tuple[int, tuple[int, ...]], ...] | None = None
    cues: tuple[Cue, ...] | None = None
    asked: frozenset[str] | None = None


class Cued(Protocol):
    """A sentence with cues: `Example` and `Sentence` are."""

    @property
    def words(self) -> tuple[str, ...]: ...

    @property
    def cues(self) -> tuple[Cue, ...] | None: ...

    @property
    def asked(self) -> frozenset[str] | None: ...


@dataclass(frozen=True, slots=True)
class Taught:
    """Tensors of a batch of sentences with cues: `cues` [B, N, relations], 1 where the word expresses the relation;
    `asked` [B, N, relations], 1 where it is known whether it does; `linked` [C, 2]: sentence and word of each cue;
    `links` [C, N]: what each word is to it, IGNORED where that is not known."""

    cues: Tensor
    asked: Tensor
    linked: Tensor
    links: Tensor


@dataclass(frozen=True, slots=True)
class Targets:
    """Tensors of a batch: `upos`, `heads`, `deprels` [B, N] with IGNORED where unknown; `names` [B, N, 21] bool, all
    True where unknown; `predicates` [B, N], 1 for a predicate; `framed` [P, 2]: sentence and word of each predicate,
    `roles` [P, N]: what each word is to it, IGNORED beyond its sentence; `cued` [C]: the sentences with cues, and
    `taught` what these say."""

    taught: Taught
    upos: Tensor
    heads: Tensor
    deprels: Tensor
    names: Tensor
    predicates: Tensor
    framed: Tensor
    roles: Tensor
    cued: Tensor


def example(sentence: Sentence, plan: CorpusPlan, places: Places) -> Example:
    """One sentence with the label masks of its corpus; CorpusError for a label that the recipe does not map."""
    return Example(
        words=sentence.words,
        upos=_indices(sentence.upos, UPOS),
        heads=_heads(sentence.heads),
        deprels=_indices(sentence.deprels, DEPRELS),
        names=_allowed(sentence, plan, places),
        roles=_roles(sentence),
        cues=sentence.cues,
        asked=sentence.asked,
    )


def _indices(labels: Sequence[str] | None, known: tuple[str, ...]) -> tuple[int, ...] | None:
    if labels is None:
        return None
    unknown = set(labels).difference(known)
    if unknown:
        raise CorpusError(f"labels {sorted(unknown)}: the engine has none of them (see pipeline/engine/labels.py)")
    return tuple(known.index(label) for label in labels)


def _heads(heads: Sequence[int] | None) -> tuple[int, ...] | None:
    return None if heads is None else tuple(0 if head == at else head + 1 for at, head in enumerate(heads))


def _roles(sentence: Sentence) -> tuple[tuple[int, tuple[int, ...]], ...] | None:
    if sentence.frames is None:
        return None
    rows = []
    for frame in sentence.frames:
        roles = [0] * len(sentence.words)
        for word, role in frame.arguments:
            roles[word] = ROLES.index(role) if role in ROLES else 0
        rows.append((frame.predicate, tuple(roles)))
    return tuple(rows)


def _allowed(sentence: Sentence, plan: CorpusPlan, places: Places) -> Mask | None:
    """Which of our tags each word may have: the mask that keeps a corpus from teaching what it does not know."""
    if sentence.names is None:
        return None
    rows = [_row("O", ("O", *plan.silent))] * len(sentence.words)
    for start, end, label in spans(sentence.names):
        types = places.settle(sentence.words[start:end], _types(plan, label))
        rows[start:end] = [_row("B", types), *[_row("I", types)] * (end - start - 1)]
    return np.array(rows)


def _types(plan: CorpusPlan, label: str) -> tuple[str, ...]:
    if label not in plan.labels:
        raise CorpusError(f"corpus {plan.name!r}: label {label!r} has no entry in the recipe")
    types = plan.labels[label]
    if not {"O", *NAME_TYPES} >= set(types) or not types:
        raise CorpusError(f"corpus {plan.name!r}: label {label!r} has the entry {types}; known are O, {NAME_TYPES}")
    return types


@cache
def _row(prefix: str, types: tuple[str, ...]) -> tuple[bool, ...]:
    """Columns allowed to a word outside ("O"), at the beginning ("B") or inside ("I") of a name of these types."""
    anywhere = prefix == "O"
    return tuple(
        (t == "O" and "O" in types) or (t != "O" and t[2:] in types and (anywhere or t[0] == prefix)) for t in NAME_TAGS
    )


def targets(examples: Sequence[Example], width: int) -> Targets:
    """Targets of the examples, padded to `width` words."""
    shape = (len(examples), width)
    upos, heads, deprels, predicates = (np.full(shape, IGNORED, dtype=np.int64) for _ in range(4))
    names = np.ones((*shape, len(NAME_TAGS)), dtype=bool)
    for row, one in enumerate(examples):
        n = len(one.words)
        if one.upos is not None and one.heads is not None and one.deprels is not None:
            upos[row, :n], heads[row, :n], deprels[row, :n] = one.upos, one.heads, one.deprels
        if one.names is not None:
            names[row, :n] = one.names
        if one.roles is not None:
            predicates[row, :n] = 0
            predicates[row, [word for word, _ in one.roles]] = 1
    framed, roles = pairs([(row, *frame) for row, one in enumerate(examples) for frame in one.roles or ()], width)
    cued = [row for row, one in enumerate(examples) if one.cues is not None]
    said = taught([examples[row] for row in cued], width)
    arrays = (upos, heads, deprels, names, predicates, framed, roles, np.array(cued, dtype=np.int64))
    return Targets(said, *(torch.from_numpy(array) for array in arrays))


def taught(sentences: Sequence[Cued], width: int) -> Taught:
    """What the cues of sentences say, padded to `width` words."""
    cues = np.zeros((len(sentences), width, len(links.RELATIONS)), dtype=np.float32)
    asked = np.ones_like(cues)
    rows = []
    for at, one in enumerate(sentences):
        for cue in one.cues or ():
            cues[at, cue.word, [links.RELATIONS.index(relation) for relation in cue.relations]] = 1
            rows.append((at, cue.word, _parts(cue, len(one.words))))
        if one.asked is not None:
            asked[at, :, [relation not in one.asked for relation in links.RELATIONS]] = 0
    linked, parts = pairs(rows, width)
    return Taught(*(torch.from_numpy(array) for array in (cues, np.maximum(asked, cues), linked, parts)))


def _parts(cue: Cue, size: int) -> tuple[int, ...]:
    """What each word of a sentence is to the cue."""
    parts = [0] * size
    for part, words in ((IGNORED, cue.unsure), (SUBJECT, cue.subjects), (OBJECT, cue.objects)):
        for word in words:
            parts[word] = part
    return tuple(parts)


def pairs(rows: Sequence[tuple[int, int, tuple[int, ...]]], width: int) -> tuple[Labels, Labels]:
    """Sentence and word of each row [K, 2], and the labels of all words to it [K, width]."""
    labels = np.full((len(rows), width), IGNORED, dtype=np.int64)
    for at, (_, _, found) in enumerate(rows):
        labels[at, : len(found)] = found
    return np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2), labels


def epoch(sizes: Sequence[int], budget: int, seed: int) -> Iterator[list[int]]:
    """One epoch's batches of indices: similar lengths together, batches in random order, the same for the same seed."""
    rng = random.Random(seed)
    order = sorted(range(len(sizes)), key=lambda i: (sizes[i] + rng.random() * 4, i))
    batches: list[list[int]] = [[]] if sizes else []
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
