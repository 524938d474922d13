"""Documents that are copies of each other: an agency's text in several outlets is one voice.

A run writes no texts, so documents are compared by the evidence of their triples: the sentences that matter here. Of
each document the smallest hashes of its runs of words are kept (a bottom-k sketch: Cohen and Kaplan, "Summarizing data
using bottom-k sketches", PODC 2007), so memory does not grow with its length.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Iterable

RUN = 4  # words
KEPT = 48  # hashes of a document
SEEDS = 8  # smallest hashes by which copies find each other
ALIKE = 0.7  # of the hashes of two documents together

_WORD = re.compile(r"[^\W_]+")


class Copies:
    """Finds copies among documents; each is given once, with the texts that it is compared by."""

    def __init__(self) -> None:
        self._sketches: dict[str, tuple[int, ...]] = {}
        self._by_seed: dict[int, str] = {}
        self._originals: dict[str, str] = {}

    def add(self, document: str, texts: Iterable[str]) -> None:
        """Takes in a document; it is a copy of the first one before it that is much like it."""
        sketch = _sketch(texts)
        self._sketches[document] = sketch
        others = (self._by_seed[seed] for seed in sketch[:SEEDS] if seed in self._by_seed)
        original = next((other for other in others if _likeness(sketch, self._sketches[other]) >= ALIKE), document)
        self._originals[document] = original
        if original == document:
            for seed in sketch[:SEEDS]:
                self._by_seed.setdefault(seed, document)

    def original(self, document: str) -> str:
        """The document that this one is a copy of; itself if it is none."""
        return self._originals.get(document, document)


def _sketch(texts: Iterable[str]) -> tuple[int, ...]:
    hashes: set[int] = set()
    for text in texts:
        words = _WORD.findall(text.casefold())
        runs = (" ".join(words[at : at + RUN]) for at in range(max(min(1, len(words)), len(words) - RUN + 1)))
        hashes.update(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) for run in runs)
    return tuple(heapq.nsmallest(KEPT, hashes))


def _likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimate of the Jaccard similarity of the two sets of runs of words."""
    smallest = heapq.nsmallest(KEPT, {*one, *other})
    return len({*one} & {*other} & {*smallest}) / len(smallest) if smallest else 0.0
