"""Words for tools that think in tokens: spaCy's, cut further wherever a mark begins or ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language

from pipeline.gold.tools.sheet import Mark


@dataclass(frozen=True, slots=True)
class Word:
    """A run of raw characters; `space`: whether a space follows that is not a word of its own."""

    text: str
    start: int
    space: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@cache
def english() -> Language:
    """A blank English pipeline: its tokenizer loses no character."""
    return spacy.blank("en")


def words_of(raw: str, marks: Iterable[Mark]) -> list[Word]:
    """Words that give the text back when joined, so that every mark begins with a word and ends with one.

    A token that a mark cuts becomes several words, a space at which a mark begins or ends becomes a word.
    """
    starts, ends = set[int](), set[int]()
    for mark in marks:
        starts.add(mark.start)
        ends.add(mark.end)
    words: list[Word] = []
    for token in english().tokenizer(raw):
        first, last = token.idx, token.idx + len(token.text)
        cuts = [first, *(at for at in range(first + 1, last) if at in starts or at in ends), last]
        own_space = bool(token.whitespace_) and (last in starts or last + 1 in ends)
        for start, end in pairwise(cuts):
            words.append(Word(raw[start:end], start, end == last and bool(token.whitespace_) and not own_space))
        if own_space:
            words.append(Word(" ", last, False))
    return words
