"""Ways to match predicted triples with gold ones, each defined in its docstring, and the one-to-one assignment.

`WAYS` lists them by name. Arguments match only within their kind:

- an *entity* if its span overlaps a mention of the gold entity, or its name is one of the gold entity's names
  (letter case aside);
- a *value* by number and unit, whatever the words; a date by its ISO text;
- a *topic* if its span overlaps the gold topic's span.

A symmetric relation matches either way round.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.document import Argument, Document, Entity, Mention, Triple, Value
from pipeline.ontology.schema import Ontology

ArgumentWay = Callable[[Argument, Argument], bool]


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides for one article whether a predicted triple is a gold one.

    `entities` are gold's by id; `said` and `heard` are the sources of gold and of predicted triples, by triple id.
    """

    entities: Mapping[str, Entity]
    said: Mapping[str, Argument]
    heard: Mapping[str, Argument]
    ontology: Ontology

    @classmethod
    def of(cls, gold: Document, predicted: Document, ontology: Ontology) -> Judge:
        entities = {entity.id: entity for entity in gold.entities or ()}
        return cls(entities, _sources(gold), _sources(predicted), ontology)

    def strict(self, gold: Triple, predicted: Triple) -> bool:
        """The same relation, and both arguments match."""
        return gold.relation == predicted.relation and self._arguments(gold, predicted)

    def family(self, gold: Triple, predicted: Triple) -> bool:
        """Relations of the same family, and both arguments match."""
        return gold.family == predicted.family and self._arguments(gold, predicted)

    def pair(self, gold: Triple, predicted: Triple) -> bool:
        """Both arguments match, whatever the relation."""
        return self._arguments(gold, predicted)

    def exact_spans(self, gold: Triple, predicted: Triple) -> bool:
        """Strict, and both arguments stand exactly where gold has them.

        That is on the span of the gold argument, or on any gold mention of the entity. Where gold labels names only,
        an entity that was read from a pronoun or description is not exact.
        """
        return gold.relation == predicted.relation and self._arguments(gold, predicted, self.exact)

    def end_to_end(self, gold: Triple, predicted: Triple) -> bool:
        """Strict, and source and factuality are right too: all that a reader of the row takes from it."""
        right = gold.factuality == predicted.factuality and self.strict(gold, predicted)
        return right and self.same_source(gold, predicted)

    def unlike(self, gold: Triple, predicted: Triple) -> tuple[bool, ...]:
        """How a match falls short: another relation, evidence elsewhere, another source, another factuality."""
        elsewhere = predicted.evidence.end <= gold.evidence.start or gold.evidence.end <= predicted.evidence.start
        source = self.same_source(gold, predicted)
        return gold.relation != predicted.relation, elsewhere, not source, gold.factuality != predicted.factuality

    def same_source(self, gold: Triple, predicted: Triple) -> bool:
        """Whether both are in the article's own voice, or said by the same one."""
        wanted, found = self.said.get(gold.id), self.heard.get(predicted.id)
        if wanted is None or found is None:
            return wanted is found
        return self.same(wanted, found)

    def is_told_elsewhere(self, gold: Triple) -> bool:
        """Whether the triple has a source that its evidence does not name: a pronoun or nothing stands for it there."""
        source = self.said.get(gold.id)
        mentions = self.entities[source.entity].mentions if source and source.entity else ()
        names = [m for m in mentions if m.kind == "name"]
        return bool(names) and not any(m.start < gold.evidence.end and gold.evidence.start < m.end for m in names)

    def same(self, gold: Argument, predicted: Argument) -> bool:
        """Whether two arguments match by the rules above."""
        if gold.entity is not None:
            return predicted.entity is not None and self._same_entity(self.entities[gold.entity], predicted)
        if gold.value is not None:
            return predicted.value is not None and _same_value(gold.value, predicted.value)
        return predicted.entity is None and predicted.value is None and _overlap(gold, predicted)

    def exact(self, gold: Argument, predicted: Argument) -> bool:
        """Whether two arguments match and the predicted one's span is gold's, or that of a mention of gold's entity."""
        places: list[Argument | Mention] = [gold, *(self.entities[gold.entity].mentions if gold.entity else ())]
        here = (predicted.start, predicted.end)
        return self.same(gold, predicted) and any((place.start, place.end) == here for place in places)

    def _arguments(self, gold: Triple, predicted: Triple, match: ArgumentWay | None = None) -> bool:
        same = match or self.same
        if same(gold.subject, predicted.subject) and same(gold.object, predicted.object):
            return True
        if not self.ontology[gold.relation].symmetric:
            return False
        return same(gold.subject, predicted.object) and same(gold.object, predicted.subject)

    def _same_entity(self, gold: Entity, predicted: Argument) -> bool:
        if any(m.start < predicted.end and predicted.start < m.end for m in gold.mentions):
            return True
        return predicted.name is not None and predicted.name.casefold() in {n.casefold() for n in gold.names}


WAYS: Mapping[str, Callable[[Judge, Triple, Triple], bool]] = {
    "strict": Judge.strict,
    "exact spans": Judge.exact_spans,
    "end to end": Judge.end_to_end,
    "family": Judge.family,
    "pair": Judge.pair,
}


def all_triples(document: Document) -> list[Triple]:
    """Triples and stances of a document, in this order."""
    return [*(document.triples or ()), *(document.stances.stances if document.stances else ())]


def _sources(document: Document) -> dict[str, Argument]:
    return {a.triple: a.source for a in (document.stances.attributions if document.stances else ())}


def _same_value(gold: Value, predicted: Value) -> bool:
    if gold.unit != predicted.unit:
        return False
    if isinstance(gold.value, str) or isinstance(predicted.value, str):
        return str(gold.value) == str(predicted.value)
    return math.isclose(gold.value, predicted.value, rel_tol=1e-6)


def _overlap(gold: Argument, predicted: Argument) -> bool:
    return gold.start < predicted.end and predicted.start < gold.end


Way = Callable[[Triple, Triple], bool]
Cost = Callable[[Triple, Triple], tuple[bool, ...]]


def assign(gold: Sequence[Triple], predicted: Sequence[Triple], way: Way, unlike: Cost) -> list[tuple[Triple, Triple]]:
    """As many (gold, predicted) pairs as can match one to one, in the order of gold.

    By augmenting paths (Kuhn's method), the pairs that are least `unlike` each other first, so that of two matches
    for a gold triple the better one is taken; of equally good ones that with the higher score, then the one that
    stands first in the text, whatever the order they come in.
    """
    wanted, found = sorted(gold, key=_rank), sorted(predicted, key=_rank)
    costs = {
        (g, p): unlike(wanted[g], found[p])
        for g in range(len(wanted))
        for p in range(len(found))
        if way(wanted[g], found[p])
    }
    holders: dict[int, int] = {}  # predicted -> gold
    for limit in sorted(set(costs.values())):
        allowed: dict[int, list[int]] = {}
        for (g, p), cost in sorted(costs.items(), key=lambda item: item[1]):
            if cost <= limit:
                allowed.setdefault(g, []).append(p)
        for g in sorted(allowed.keys() - set(holders.values())):
            _place(g, allowed, holders, set())
    order = {id(triple): at for at, triple in enumerate(gold)}
    return sorted(((wanted[g], found[p]) for p, g in holders.items()), key=lambda pair: order[id(pair[0])])


def _rank(triple: Triple) -> tuple[float, int, int, int, str]:
    return -triple.score, triple.evidence.start, triple.evidence.end, triple.cue.start, triple.id


def _place(g: int, allowed: Mapping[int, list[int]], holders: dict[int, int], tried: set[int]) -> bool:
    for p in allowed[g]:
        if p not in tried:
            tried.add(p)
            if p not in holders or _place(holders[p], allowed, holders, tried):
                holders[p] = g
                return True
    return False
