"""Words to word pieces with their letter case, and sentences to padded batches.

An uncased encoder does not see that "Zoom" is a name and "zoom" is not, so each piece carries one of sixteen case
classes, which the encoder embeds beside the piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from pipeline.errors import ModelError

Array = np.ndarray[Any, Any]

CASES = 16
# A word's first pieces carry it; the rest of a very long one (a URL) adds nothing and would fill the window.
PIECES_PER_WORD = 12
# Positions that the encoder has, those of [CLS] and [SEP] included.
PIECES_PER_SENTENCE = 512
_CONTINUED = 8


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded sentences: `pieces`, `cases` [B, T] int64, `mask` [B, T] int64, `firsts` [B, N] int64 (each word's first
    piece, 0 where padded), `lengths` [B] words per sentence, `rows` the sentences' places in the input."""

    pieces: Array
    cases: Array
    mask: Array
    firsts: Array
    lengths: Array
    rows: tuple[int, ...]


class WordPieces:
    """Splits words into (piece id, case class) pairs; each distinct word is split once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._start, self._end, self._unknown = (self._id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the tokenizer has no {token}")
        return int(found)

    def split(self, word: str) -> tuple[tuple[int, int], ...]:
        """(piece id, case class) of each piece, at least one, at most PIECES_PER_WORD."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:  # bounded memory over a corpus of any size
                self._known.clear()
            found = self._known[word] = self._split(word)
        return found

    def _split(self, word: str) -> tuple[tuple[int, int], ...]:
        encoded = self._tokenizer.encode(word[:512], add_special_tokens=False)
        pairs = [
            (id_, case_class(word[start:end]) + (_CONTINUED if at else 0))
            for at, (id_, (start, end)) in enumerate(zip(encoded.ids, encoded.offsets, strict=True))
        ]
        return tuple(pairs[:PIECES_PER_WORD]) or ((self._unknown, case_class(word)),)

    def length(self, words: Sequence[str]) -> int:
        """Pieces of a sentence, with the two that frame it; ModelError if it has more words than the encoder places."""
        return 2 + sum(map(len, self._fitting(words)))

    def _fitting(self, words: Sequence[str]) -> list[tuple[tuple[int, int], ...]]:
        """Pieces of each word; where a sentence of long words would not fit, every word keeps as many as possible."""
        split = [self.split(word) for word in words]
        for most in range(PIECES_PER_WORD, 0, -1):
            if 2 + sum(min(most, len(pieces)) for pieces in split) <= PIECES_PER_SENTENCE:
                return [pieces[:most] for pieces in split]
        raise ModelError(f"a sentence of {len(words)} words is longer than the encoder's {PIECES_PER_SENTENCE} places")

    def batch(self, sentences: Sequence[Sequence[str]], rows: Sequence[int]) -> Batch:
        """The sentences at `rows`, padded to the longest."""
        encoded = [self._fitting(sentences[row]) for row in rows]
        sizes = [2 + sum(map(len, words)) for words in encoded]
        width, words_wide = max(sizes), max(map(len, encoded))
        pieces, cases, mask = (np.zeros((len(rows), width), dtype=np.int64) for _ in range(3))
        firsts = np.zeros((len(rows), words_wide), dtype=np.int64)
        for at, words in enumerate(encoded):
            flat = [pair for word in words for pair in word]
            pieces[at, : sizes[at]] = [self._start, *(p for p, _ in flat), self._end]
            cases[at, 1 : sizes[at] - 1] = [c for _, c in flat]
            mask[at, : sizes[at]] = 1
            firsts[at, : len(words)] = np.cumsum([1, *map(len, words[:-1])])
        lengths = np.array([len(words) for words in encoded], dtype=np.int64)
        return Batch(pieces, cases, mask, firsts, lengths, tuple(rows))


def case_class(text: str) -> int:
    """0 nothing, 1 lower, 2 Title, 3 UPPER, 4 one capital, 5 miXed, 6 digits, 7 other signs."""
    if text.islower():
        return 1
    if text.isupper():
        return 4 if len(text) == 1 else 3
    if any(c.isalpha() for c in text):
        return 2 if text[0].isupper() and text[1:].islower() else 5
    if any(c.isdigit() for c in text):
        return 6
    return 7 if text else 0


def by_length(sizes: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices grouped by similar size, ascending, so that rows x longest size of a group stays within `budget`."""
    group: list[int] = []
    for at in sorted(range(len(sizes)), key=lambda i: (sizes[i], i)):
        if group and (len(group) + 1) * sizes[at] > budget:
            yield group
            group = []
        group.append(at)
    if group:
        yield group
