"""Appearances one after another joined to the things that they most likely are.

Each is compared with the few things that share a key with it. These, and a thing that is not known yet, are taken for
the only ones that it can be: where two things fit equally well, neither is likely.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.linking.context import Contexts, Vector, dot, name_term
from pipeline.linking.index import Index
from pipeline.linking.names import name_of
from pipeline.linking.signs import Match, Signs, Weights, match, odds, signs
from pipeline.linking.thing import NEW, Appearance, Thing, identity

LIKELY = 0.5  # from which on an appearance joins a thing
TOLD = "aliases"  # the reason of what a user's aliases join


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that an appearance may be."""

    thing: Thing
    match: Match
    signs: Signs


def in_order(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Full names before short ones, so that these find them; then by article."""
    return sorted(appearances, key=lambda a: (-len(name_of(a.names[0], a.type).words), a.document, a.entity))


class Linking:
    """The things found so far, in the order in which they were first seen.

    `compared`: how many pairs of an appearance and a thing were looked at.
    """

    def __init__(self, contexts: Contexts, weights: Weights) -> None:
        self.things: list[Thing] = []
        self.compared = 0
        self._contexts, self._weights = contexts, weights
        self._index = Index()
        self._ids: set[str] = set()
        self._homes: dict[int, Thing] = {}  # group of a user's aliases -> its thing

    def place(self, appearance: Appearance) -> Thing:
        """Joins the appearance to the thing that it most likely is, or makes a new one of it."""
        told = [self._homes[g] for g in appearance.labels.same if g in self._homes]
        home = next((thing for thing in told if not thing.parted(appearance.labels.different)), None)
        if home is not None:
            return self.join(appearance, home, 1.0, TOLD)
        score, best = self._likeliest(self.candidates(appearance))
        if best is not None and score >= LIKELY:
            return self.join(appearance, best.thing, score, best.match.reason)
        return self.join(appearance, self.new(appearance), 1.0, NEW)

    def new(self, appearance: Appearance) -> Thing:
        """An empty thing whose id is that of its first member to be."""
        turn = 0
        while (id_ := identity(appearance.document, appearance.entity, turn)) in self._ids:
            turn += 1
        return self.add(Thing(id_))

    def add(self, thing: Thing) -> Thing:
        """Takes in an empty thing whose id is given."""
        self.things.append(thing)
        self._ids.add(thing.id)
        return thing

    def join(self, appearance: Appearance, thing: Thing, score: float, by: str) -> Thing:
        """Makes the appearance a member; things that a user calls the same become one."""
        thing.take(appearance, score, by)
        self._index.add(thing, appearance.forms)
        self._learn(thing, appearance)
        for group in appearance.labels.same:
            home = self._homes.setdefault(group, thing)
            if home is not thing:
                thing = self._merge(home, thing)
        return thing

    def candidates(self, appearance: Appearance) -> list[Candidate]:
        """The things that the appearance may be, with the signs."""
        vector = self._contexts.vector(appearance.document)
        found: list[tuple[Thing, Match]] = []
        for thing in self._index.find(appearance.forms):
            self.compared += 1
            if not thing.parted(appearance.labels.different) and (by := match(appearance, thing)):
                found.append((thing, by))
        ranks = Counter(by.rank for _, by in found)
        return [
            Candidate(thing, by, signs(appearance, thing, by, _cosine(vector, thing), ranks[by.rank]))
            for thing, by in found
        ]

    def _likeliest(self, found: list[Candidate]) -> tuple[float, Candidate | None]:
        """The best candidate and its probability beside the others and a thing that is not known yet."""
        weighed = [odds(candidate.signs, self._weights) for candidate in found]
        if not weighed:
            return 0.0, None
        at = max(range(len(found)), key=lambda n: weighed[n])
        return weighed[at] / (1 + sum(weighed)), found[at]

    def _learn(self, thing: Thing, appearance: Appearance) -> None:
        """Adds the article to the thing's context, without the thing itself."""
        vector = dict(self._contexts.vector(appearance.document))
        for name in appearance.names:
            vector.pop(name_term(name, appearance.type), None)
        thing.norm += 2 * dot(vector, thing.context) + dot(vector, vector)
        for term, weight in vector.items():
            thing.context[term] = thing.context.get(term, 0.0) + weight

    def _merge(self, one: Thing, other: Thing) -> Thing:
        """The later of the two things goes into the earlier one; the later stays as it is if a user parts them."""
        into, gone = sorted((one, other), key=self.things.index)
        if into.parted(gone.different):
            return other
        into.absorb(gone)
        self._index.add(into, into.forms)
        self.things.remove(gone)
        self._homes = {group: into if home is gone else home for group, home in self._homes.items()}
        return into


def _cosine(vector: Vector, thing: Thing) -> float:
    return dot(vector, thing.context) / math.sqrt(thing.norm) if thing.norm > 0 else 0.0
