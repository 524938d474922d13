"""What was spoken of before a place in the text, and how prominently: bounded, so that long articles cost no more."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.grammar.tree import Tree
from pipeline.stages.coref.referents import Referent

LOOK_BACK = 60  # mentions that are remembered
KNOWN = 40  # things that a description may go back to, the latest spoken of

# How prominent a role makes a thing: subjects are spoken of again more often than objects, those than the rest.
WEIGHTS = {"nsubj": 1.0, "obj": 0.45, "iobj": 0.45, "obl": 0.25, "nmod": 0.15, "compound": 0.0, "amod": 0.0}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A thing at a place: the head token, its sentence, and the token through which it hangs in its clause."""

    referent: Referent
    token: int
    sentence: int
    weight: float


class Memory:
    """The latest occurrences, nearest first, and the latest things with how often they were spoken of."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._occurrences: deque[Occurrence] = deque(maxlen=LOOK_BACK)
        self._known: dict[Referent, int] = {}
        self._counts: Counter[Referent] = Counter()

    def add(self, referent: Referent, token: int, sentence: int) -> None:
        """Something is spoken of."""
        weight = WEIGHTS.get(self._tree.base(self._tree.first_conjunct(token)), 0.2)
        if self._tree.is_root(token):
            weight = WEIGHTS["nsubj"] / 2
        self._occurrences.append(Occurrence(referent, token, sentence, weight))
        self._counts[referent] += 1
        self._known.pop(referent, None)
        self._known[referent] = sentence
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]

    def latest(self) -> Iterator[Occurrence]:
        """Occurrences, the latest first."""
        return reversed(self._occurrences)

    def known(self) -> Iterator[tuple[Referent, int]]:
        """Named things with the sentence that last spoke of them, the latest first."""
        return ((r, s) for r, s in reversed(self._known.items()) if r.named)

    def count(self, referent: Referent) -> int:
        """How often it was spoken of so far."""
        return self._counts[referent]
