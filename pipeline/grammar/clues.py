"""Triples that the engine saw itself, beside those that rules tell: its clues with the arguments it linked to them.

The engine was taught on labelled articles and passages, so it finds words that no cue of the ontology lists; the rules
find what it was not taught. Both have the shape cue -> subject, object, and both are scored by what speaks for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from pipeline.document import SAYS, Argument, Clue, Factuality, Triple
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.phrases import head_of
from pipeline.grammar.predications import Predication
from pipeline.grammar.scores import LEAST, Kind, Signs, log_odds, score
from pipeline.grammar.triples import objection, triple
from pipeline.ontology.schema import Relation, learned

# Of several arguments in one place all that are likelier than this are taken (coordination), else the likeliest.
LIKELY = 0.5
# A clue with its arguments that is less likely than this is no candidate.
CANDIDATE = 0.03

Words = tuple[tuple[int, float], ...]
Thing = str | int
Key = tuple[str, Thing, Thing]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A triple that rules told or the engine saw, with what speaks for and against it."""

    triple: Triple
    kind: Kind
    signs: Signs

    def scored(self) -> Triple:
        """The triple with the probability that it is right."""
        return replace(self.triple, score=score(self.kind, self.signs))


@dataclass(frozen=True, slots=True)
class Clues:
    """Reads the clues of one document."""

    arguments: Arguments
    predications: Sequence[Predication]

    def joined(self, told: Collection[Triple], relations: Collection[Relation], least: float) -> list[Triple]:
        """What rules told, scored, and of what the engine alone saw that which is at least so likely to be right.

        A relation of the user's own, which the engine was not taught, keeps its rules' precision as its score.
        """
        found = []
        for one in self.candidates(told, relations):
            scored = one.scored() if one.triple.relation in learned() else one.triple
            if one.kind == "told" or scored.score >= least:
                found.append(scored)
            else:
                why = f"the engine alone saw it between {_pair(scored)}, {scored.score:.2f}; it must be {least} or more"
                self.arguments.reject(scored.relation, scored.cue, why)
        return found

    def candidates(self, told: Collection[Triple], relations: Collection[Relation]) -> list[Candidate]:
        """What rules told, then of what the engine saw besides the likeliest triple of each relation and pair."""
        by_name = {relation.name: relation for relation in relations}
        seen: dict[Key, tuple[Triple, Clue]] = {}
        for one, clue in sorted(self._seen(by_name), key=lambda s: (-s[0].score, s[0].evidence.start, s[0].relation)):
            seen.setdefault(self._key(one, by_name), (one, clue))
        keys = [self._key(one, by_name) for one in told]
        found = []
        for key, one in zip(keys, told, strict=True):
            signs = self._signs(one, by_name[one.relation], self._clue(one))
            found.append(Candidate(one, "told", replace(signs, agreed=float(key in seen))))
        pairs, subjects = {key[1:] for key in keys}, {key[:2] for key in keys}
        for key, (one, clue) in seen.items():
            if key not in keys:
                signs = self._signs(one, by_name[one.relation], clue)
                disputed = key[1:] in pairs or key[:2] in subjects or self._is_outdone(clue)
                found.append(Candidate(one, "seen", replace(signs, disputed=float(disputed))))
                pairs.add(key[1:])
        return found

    def _is_outdone(self, clue: Clue) -> bool:
        """Whether the engine takes the word rather for a cue of another relation."""
        rivals = (c for c in self.arguments.syntax.clues if c.word == clue.word and c.relation != SAYS)
        return any(c.score > clue.score for c in rivals)

    def _clue(self, told: Triple) -> Clue | None:
        """The likeliest clue to the triple's relation among the words of its cue."""
        words = self.arguments.syntax.inside(told.cue.start, told.cue.end)
        found = [c for c in self.arguments.syntax.clues if c.word in words and c.relation == told.relation]
        return max(found, key=lambda c: c.score, default=None)

    def _signs(self, one: Triple, relation: Relation, clue: Clue | None) -> Signs:
        return Signs(
            precision=log_odds(relation.precision),
            cue=log_odds(clue.score if clue else LEAST),
            subject=log_odds(self._linked(one.subject, clue.subjects)) if clue else 0.0,
            object=log_odds(self._linked(one.object, clue.objects)) if clue else 0.0,
            blind=float(clue is None),
            unnamed=float(one.subject.entity is None),
            topic=float(one.object.entity is None and one.object.value is None),
            attribute=float(one.family == "attribute"),
            event=float(one.family == "event"),
            stance=float(one.family == "stance"),
        )

    def _linked(self, argument: Argument, words: Words) -> float:
        """How likely the engine links any word of the argument to the cue."""
        inside = self.arguments.syntax.inside(argument.start, argument.end)
        return max((chance for word, chance in words if word in inside), default=LEAST)

    def _key(self, told: Triple, relations: Mapping[str, Relation]) -> Key:
        """A triple's relation and two things, of a symmetric one in order; of an attribute the place of its value."""
        subject = self._thing(told.subject)
        object_ = told.object.start if told.object.value is not None else self._thing(told.object)
        if relations[told.relation].symmetric and str(object_) < str(subject):
            subject, object_ = object_, subject
        return told.relation, subject, object_

    def _thing(self, argument: Argument) -> Thing:
        """An entity by its id, a topic by the token that heads it."""
        if argument.entity is not None:
            return argument.entity
        tokens = self.arguments.syntax.inside(argument.start, argument.end)
        return head_of(self.arguments.syntax, tokens) if tokens else argument.start

    def _seen(self, relations: Mapping[str, Relation]) -> Iterator[tuple[Triple, Clue]]:
        """All triples of these relations that the engine saw, in the order of the clues, each with its clue; the score
        is the product of what the engine gives cue, subject and object."""
        factual = {p.head: p.factuality for p in self.predications}
        for clue in self.arguments.syntax.clues:
            if clue.relation in relations:
                factuality = self._factuality(clue.word, factual)
                yield from ((one, clue) for one in self._read(clue, relations[clue.relation], factuality))

    def _read(self, clue: Clue, relation: Relation, factuality: Factuality) -> Iterator[Triple]:
        token = self.arguments.tree.tokens[clue.word]
        cue = self.arguments.document.quote(token.start, token.end)
        subjects = self._taken(clue.subjects, relation.subject_types, value=False)
        objects = self._taken(clue.objects, relation.object_types, value=relation.family == "attribute")
        for (subject, first), (object_, second) in product(subjects, objects):
            likely = clue.score * first * second
            if likely < CANDIDATE:
                continue
            if against := objection(relation, subject, object_):
                self.arguments.reject(relation.name, cue, against)
            else:
                document = self.arguments.document
                found = triple(document, relation, (subject, object_), cue, factuality, by="model")
                yield replace(found, score=likely)

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

    def _factuality(self, word: int, factual: Mapping[int, Factuality]) -> Factuality:
        """That of the predication at the cue, or of the nearest above it."""
        return next((factual[t] for t in (word, *self.arguments.tree.above(word)) if t in factual), "fact")


def _pair(told: Triple) -> str:
    return f"{told.subject.text!r} and {told.object.text!r}"
