"""Finds the word that expresses a fact, so that facts of public sets can teach cues and their arguments.

The sets do not say which word that is: it is a hidden variable, set to its likeliest value by the network as it stands
(hard expectation maximisation: place, teach, place anew).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import torch

from pipeline.document import Syntax, Token
from pipeline.engine import decode
from pipeline.engine.labels import DEPRELS, OBJECT, SUBJECT, UPOS
from pipeline.grammar.phrases import head_of
from pipeline.ontology import schema as ontologies
from pipeline.stages.parse.lemmas import lemma
from pipeline.train import examples as ex
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.facts import Fact, Told
from pipeline.train.fit import base_pieces
from pipeline.train.links import RELATIONS
from pipeline.train.meanings import Reading
from pipeline.train.network import Network

# A word's chance to be the cue is the network's, mixed with KNOWN of certainty where the ontology lists the word for
# the relation, and with OWN for the object itself ("an Italian painter": citizen); that it links to an argument is the
# network's, mixed with NEAR of 1 / (1 + words between them).
KNOWN = 0.2
OWN = 0.05
NEAR = 0.05
# What is left of the chance of a word in a name that is no argument, and of one that the reading does not list.
NAMED = 0.02
UNLISTED = 0.05
# A fact whose best word is less likely than this teaches nothing: what it says is not said by a word, or not here.
LEAST = 2e-3
# Nor does one that is less likely than this share of another with the same cue and the same subject or object: of
# several mentions of one thing the cue links the nearest.
RIVAL = 0.05

PIECES_PER_BATCH = 1500
# Tags of words that may be arguments which a set did not tell of.
_THINGS = frozenset({"PROPN", "PRON", "NUM"})

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """Sentences with cues, in order, and how many facts got one, and got none, by their first reading's relation."""

    sentences: tuple[Sentence, ...]
    found: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the network sees in a sentence: its tree; `cues` [N, relations]; `links` [N cues, N words, 3]."""

    syntax: Syntax
    cues: Array
    links: Array


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fact is expressed: subject and object are the words that head them."""

    cue: int
    relation: str
    subject: int
    object: int
    score: float


def place(network: Network, told: Sequence[Told]) -> Placed:
    """The sentences with a cue for each fact that is likely to be expressed by a word."""
    found: list[Sentence] = []
    counts = Counter[str](), Counter[str]()
    for one, seen in zip(told, _read(network, told), strict=True):
        places = [_likeliest(fact, seen) for fact in one.facts]
        kept = [place if place.score >= LEAST and not _is_outdone(place, places) else None for place in places]
        for fact, place in zip(one.facts, kept, strict=True):
            counts[place is None][fact.readings[0].relation] += 1
        sentence = _sentence(one, kept, seen)
        if sentence.cues or sentence.asked:
            found.append(sentence)
    return Placed(tuple(found), *counts)


def _is_outdone(place: _Place, places: Sequence[_Place]) -> bool:
    same = [p for p in places if (p.cue, p.relation) == (place.cue, place.relation)]
    near = [p.score for p in same if p.subject == place.subject or p.object == place.object]
    return place.score < RIVAL * max(near)


def _likeliest(fact: Fact, seen: _Seen) -> _Place:
    """The reading and the word that make the fact likeliest."""
    subject, object_ = (head_of(seen.syntax, words) for words in (fact.subject, fact.object))
    best = _Place(0, "", subject, object_, 0.0)
    for reading in fact.readings:
        ends = (object_, subject) if reading.swapped else (subject, object_)
        chances = _cue(reading, ends[1], seen) * _outside(fact, seen.syntax)
        for end, part in zip(ends, (SUBJECT, OBJECT), strict=True):
            chances = chances * _linked(end, part, seen)
        word = int(chances.argmax())
        if chances[word] > best.score:
            best = _Place(word, reading.relation, *ends, float(chances[word]))
    return best


def _cue(reading: Reading, object_: int, seen: _Seen) -> Array:
    """Of each word that it expresses the reading [N]."""
    words = [{token.lemma.lower(), token.form.lower()} for token in seen.syntax.tokens]
    listed = np.array([not reading.by.isdisjoint(forms) for forms in words])
    known = listed if reading.by else np.array([not _lemmas(reading.relation).isdisjoint(forms) for forms in words])
    own = np.where(np.arange(len(words)) == object_, OWN, 0.0)
    prior = np.maximum(KNOWN * known, own)
    found = (1 - KNOWN) * seen.cues[:, RELATIONS.index(reading.relation)] + prior
    return np.asarray(found * np.where(listed, 1.0, UNLISTED) if reading.by else found)


def _linked(word: int, part: int, seen: _Seen) -> Array:
    """Of each word that, as a cue, it has the word as its subject or object (`part`) [N]."""
    near = 1 / (1 + np.abs(np.arange(len(seen.cues)) - word))
    return np.asarray((1 - NEAR) * seen.links[:, word, part] + NEAR * near)


def _outside(fact: Fact, syntax: Syntax) -> Array:
    """NAMED for words of names that are not the fact's, else 1 [N]."""
    own = {*fact.subject, *fact.object}
    return np.array([NAMED if t.upos == "PROPN" and at not in own else 1.0 for at, t in enumerate(syntax.tokens)])


@cache
def _lemmas(relation: str) -> frozenset[str]:
    """Lemmas of the words that head the relation's cues."""
    one = ontologies.load()[relation]
    cues = (cue for cues in (one.verbs, one.nouns, one.titles, one.adjectives) for cue in cues)
    return frozenset(cue.lemma.rsplit("-", 1)[-1].partition("_")[0] for cue in cues)


def _sentence(told: Told, places: Sequence[_Place | None], seen: _Seen) -> Sentence:
    """`places`: of each fact where it is expressed, None where that is not known."""
    lost = [fact for fact, place in zip(told.facts, places, strict=True) if place is None]
    cues: dict[int, list[_Place]] = {}
    for place in places:
        if place is not None:
            cues.setdefault(place.cue, []).append(place)
    things = _things(told, lost, seen.syntax)
    doubtful = {reading.relation for fact in lost for reading in fact.readings}
    told_of = {place.relation for place in places if place is not None}
    return Sentence(
        words=told.words,
        cues=tuple(_cue_of(word, cues[word], things) for word in sorted(cues)),
        asked=(told.settled | told_of) - doubtful,
    )


def _cue_of(word: int, places: Sequence[_Place], things: set[int]) -> Cue:
    subjects, objects = {place.subject for place in places}, {place.object for place in places}
    parts = (tuple(sorted(part)) for part in (subjects, objects, things - subjects - objects))
    return Cue(word, tuple(sorted({place.relation for place in places})), *parts)


def _things(told: Told, lost: Sequence[Fact], syntax: Syntax) -> set[int]:
    """Words of which it is open what they are to a cue: arguments of facts without one; in a set that tells only of
    chosen pairs, all words that may be arguments."""
    found = {word for fact in lost for part in (fact.subject, fact.object) for word in part}
    if told.exhaustive:
        return found
    return found | {at for at, token in enumerate(syntax.tokens) if token.upos in _THINGS}


# --------------------------------------------------------------------------------------------- what the network sees


def _read(network: Network, told: Sequence[Told]) -> Iterator[_Seen]:
    """What the network sees in each sentence, in order."""
    network.eval()
    pieces = base_pieces()
    sizes = [pieces.length(one.words) for one in told]
    found: list[_Seen | None] = [None] * len(told)
    for rows in ex.epoch(sizes, PIECES_PER_BATCH, seed=0):
        batch = pieces.batch([told[i].words for i in rows], range(len(rows)))
        inputs = [torch.from_numpy(a) for a in (batch.pieces, batch.cases, batch.mask, batch.firsts)]
        with torch.no_grad():
            words, places, layers = network.encode(*inputs)
            deep = network.depth(layers, inputs[3].eq(0))
            outputs = (
                network.upos(words),
                network.syntax.arcs(words, places),
                network.syntax.labels(words.unsqueeze(2), places.unsqueeze(1)).argmax(-1),
                network.cues(deep).sigmoid(),
                network.links.labels(deep.unsqueeze(2), deep.unsqueeze(1)).softmax(-1),
            )
            upos, arcs, labels, cues, links = (output.numpy() for output in outputs)
        for at, row in enumerate(rows):
            n = len(told[row].words)
            syntax = _syntax(told[row].words, upos[at, :n], arcs[at, :n, : n + 1], labels[at])
            found[row] = _Seen(syntax, cues[at, :n], links[at, :n, :n].astype(np.float16))
    yield from (seen for seen in found if seen is not None)


def _syntax(words: Sequence[str], upos: Array, arcs: Array, labels: Array) -> Syntax:
    heads = decode.tree(arcs)
    tokens = []
    for at, (word, head) in enumerate(zip(words, heads, strict=True)):
        tag = UPOS[int(upos[at].argmax())]
        deprel = DEPRELS[int(labels[at, 0 if head == at else head + 1])]
        tokens.append(Token(word, at, at + 1, lemma(word, tag), tag, head, deprel))
    return Syntax(tuple(tokens), ((0, len(words)),))
