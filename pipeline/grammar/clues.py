"""Triples that the engine saw itself: its clues with the arguments it linked to them, checked against the ontology.

The engine was taught on labelled articles, so it finds words that no cue of the ontology lists; the rules find what it
was not taught. Both have the shape cue -> subject, object.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from pipeline.document import Argument, Clue, Factuality, Triple
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.phrases import head_of
from pipeline.grammar.predications import Predication
from pipeline.grammar.triples import objection, triple
from pipeline.ontology.schema import Relation

# Of several arguments in one place all that are likelier than this are taken (coordination), else the likeliest.
LIKELY = 0.5

# What a rule's finding gains or loses in log odds where a clue to its relation at its cue is so likely or likelier.
# On the dev articles of both gold folders 76 % of the findings were right with a clue of 0.5 and more (275 of them),
# 66 % from 0.1 to 0.5 (96), 51 % with none (297), 63 % in all: log odds of +0.6, +0.1 and -0.5, of which three quarters
# are given, because a relation's own precision tells part of it.
AGREEMENT = ((0.5, 0.45), (0.1, 0.08), (0.0, -0.38))

Words = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Clues:
    """Reads the clues of one document. `least`: a triple less likely than this is left out."""

    arguments: Arguments
    predications: Sequence[Predication]
    least: float = 1.0

    def agreed(self, told: Iterable[Triple]) -> list[Triple]:
        """The triples that rules told, each scored by whether the engine takes its cue for one too."""
        likely = {(c.word, c.relation): c.score for c in self.arguments.syntax.clues}
        found = []
        for one in told:
            tokens = self.arguments.syntax.inside(one.cue.start, one.cue.end)
            clue = max((likely.get((token, one.relation), 0.0) for token in tokens), default=0.0)
            gain = next(gain for least, gain in AGREEMENT if clue >= least)
            found.append(replace(one, score=_moved(one.score, gain)))
        return found

    def untold(self, relations: Collection[Relation], told: Collection[Triple]) -> list[Triple]:
        """Triples of these relations that `told` does not speak against, the likeliest of each pair of things.

        Where rules tell something of the two things, or the same of its subject, they have read a cue and are believed.
        """
        pairs = {self._pair(one) for one in told}
        subjects = {(one.relation, self._thing(one.subject)) for one in told}
        found = []
        for one in sorted(self.triples(relations), key=lambda t: (-t.score, t.evidence.start, t.relation)):
            pair = self._pair(one)
            if pair not in pairs and (one.relation, self._thing(one.subject)) not in subjects:
                pairs.add(pair)
                found.append(one)
            else:
                why = f"told already of {one.subject.text!r} and {one.object.text!r}, or {one.relation} of the subject"
                self.arguments.reject(one.relation, one.cue, why)
        return found

    def _pair(self, told: Triple) -> tuple[str | int, ...]:
        """What a triple is about: its two things; of an attribute its relation and the place of its value."""
        if told.object.value is not None:
            return told.relation, told.object.start
        return self._thing(told.subject), self._thing(told.object)

    def _thing(self, argument: Argument) -> str | int:
        """An entity by its id, a topic by the token that heads it."""
        if argument.entity is not None:
            return argument.entity
        tokens = self.arguments.syntax.inside(argument.start, argument.end)
        return head_of(self.arguments.syntax, tokens) if tokens else argument.start

    def triples(self, relations: Collection[Relation]) -> Iterator[Triple]:
        """All triples of these relations that are likely enough, in the order of the clues; `score` says how likely."""
        by_name = {relation.name: relation for relation in relations}
        factual = {p.head: p.factuality for p in self.predications}
        for clue in self.arguments.syntax.clues:
            if clue.relation in by_name:
                yield from self._read(clue, by_name[clue.relation], self._factuality(clue.word, factual))

    def _read(self, clue: Clue, relation: Relation, factuality: Factuality) -> Iterator[Triple]:
        token = self.arguments.tree.tokens[clue.word]
        cue = self.arguments.document.quote(token.start, token.end)
        subjects = self._taken(clue.subjects, relation.subject_types, value=False)
        objects = self._taken(clue.objects, relation.object_types, value=relation.family == "attribute")
        for (subject, first), (object_, second) in product(subjects, objects):
            score = clue.score * first * second
            if against := self._against(score, relation, subject, object_):
                self.arguments.reject(relation.name, cue, against)
                continue
            document = self.arguments.document
            found = triple(document, relation, (subject, object_), cue, factuality, by="model")
            yield replace(found, score=score)

    def _against(self, score: float, relation: Relation, subject: Argument, object_: Argument) -> str:
        if score < self.least:
            pair = f"{subject.text!r} and {object_.text!r}"
            return f"the engine alone saw it between {pair}, likely to {score:.2f}; at least {self.least} is wanted"
        return objection(relation, subject, object_)

    def _taken(self, words: Words, types: frozenset[str], value: bool) -> list[tuple[Argument, float]]:
        """The likely arguments of fitting types with their probabilities, or else the likeliest one."""
        found = [(a, p) for word, p in words if (a := self._at(word, types, value))]
        return [pair for pair in found if pair[1] >= LIKELY] or found[:1]

    def _at(self, word: int, types: frozenset[str], value: bool) -> Argument | None:
        if not value:
            return self.arguments.at(word, types)
        mention = self.arguments.values.get(word)
        if mention is None or mention.value is None or mention.type not in types:
            return None
        return Argument(mention.type, mention.text, mention.start, mention.end, value=mention.value)

    def _factuality(self, word: int, factual: dict[int, Factuality]) -> Factuality:
        """That of the predication at the cue, or of the nearest above it."""
        return next((factual[t] for t in (word, *self.arguments.tree.above(word)) if t in factual), "fact")


def _moved(score: float, gain: float) -> float:
    """A probability with `gain` added to its log odds; certainty stays."""
    return score / (score + (1 - score) * math.exp(-gain)) if score > 0 else 0.0
