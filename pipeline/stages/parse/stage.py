"""Stage `parse`: body text to sentences, words, tags and trees, read by the engine in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from pipeline.document import Clue, Document, Layer, Role, Syntax, Text, Token
from pipeline.engine.bundle import Engine, Reading
from pipeline.stages.parse.lemmas import lemma
from pipeline.stages.parse.segment import Word, sentences


@dataclass(frozen=True, slots=True)
class Parse:
    """Gives `syntax`; what the other heads read in the same pass goes into its `readings`."""

    engine: Engine
    name: str = "parse"
    needs: frozenset[Layer] = frozenset({"text"})
    gives: Layer = "syntax"

    def __call__(self, documents: Sequence[Document]) -> list[Syntax]:
        """One Syntax per document; an empty body gives an empty one."""
        return [self._parse(document.text) for document in documents]

    def _parse(self, text: Text | None) -> Syntax:
        if text is None:
            raise ValueError("parse needs the layer text")
        split = sentences(text.body)
        readings = self.engine.read([[word.form for word in sentence] for sentence in split])
        tokens: list[Token] = []
        ranges: list[tuple[int, int]] = []
        roles: list[Role] = []
        clues: list[Clue] = []
        for sentence, reading in zip(split, readings, strict=True):
            first = len(tokens)
            tokens += _tokens(sentence, reading, first, text)
            roles += [Role(first + p, first + a, label, score) for p, a, label, score in reading.roles]
            clues += [_moved(clue, first) for clue in reading.clues]
            ranges.append((first, len(tokens)))
        return Syntax(tuple(tokens), tuple(ranges), tuple(roles), tuple(clues), _readings(readings))


def _moved(clue: Clue, by: int) -> Clue:
    """The clue of a sentence as one of the document."""
    subjects, objects = (tuple((word + by, score) for word, score in part) for part in (clue.subjects, clue.objects))
    return Clue(clue.word + by, clue.relation, clue.score, subjects, objects)


def _tokens(sentence: list[Word], reading: Reading, first: int, text: Text) -> list[Token]:
    out = []
    for word, upos, head, deprel in zip(sentence, reading.upos, reading.heads, reading.deprels, strict=True):
        raw = text.to_raw(word.start, word.end)
        out.append(Token(word.form, raw.start, raw.end, lemma(word.form, upos), upos, first + head, deprel))
    return out


def _readings(readings: list[Reading]) -> Mapping[str, np.ndarray[Any, Any]]:
    if not readings:
        return MappingProxyType({})
    return MappingProxyType({"names": np.concatenate([reading.names for reading in readings])})
