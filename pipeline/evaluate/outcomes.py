"""What became of each triple of an article: right, or what is wrong about it.

Every gold and every predicted triple (stances too) stands in exactly one outcome. Pairs are made in three rounds, each
of what the rounds before left over and one to one by `match.assign`:

1. *strict* matches: "right", or "wrong source", else "wrong factuality" where those differ;
2. *pair* matches: both arguments match under another relation, "wrong relation";
3. the same relation where evidence or cue overlap and one of the two arguments matches: "wrong subject" or "wrong
   object" names the other. Of a symmetric relation either side may have found its match on either side.

What is left is "missed" if it is gold's, and "spurious" if it is predicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.document import Document, Quote, Triple
from pipeline.evaluate.match import Judge, Way, all_triples, assign
from pipeline.ontology.schema import Ontology

Kind = Literal[
    "right",
    "wrong source",
    "wrong factuality",
    "wrong relation",
    "wrong subject",
    "wrong object",
    "missed",
    "spurious",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A gold triple and the predicted one it was paired with; None where there is none."""

    kind: Kind
    gold: Triple | None
    predicted: Triple | None


def outcomes(gold: Document, predicted: Document, ontology: Ontology) -> list[Outcome]:
    """Outcomes of one article: those of gold's triples in their order, then what is spurious, in predicted order."""
    judge = Judge.of(gold, predicted, ontology)
    wanted, found = all_triples(gold), all_triples(predicted)
    paired: dict[int, Outcome] = {}
    left, free = list(enumerate(wanted)), list(enumerate(found))
    for way in (judge.strict, judge.pair, lambda g, p: _half_right(judge, g, p) is not None):
        pairs = _pairs(left, free, way, judge)
        paired |= {g: Outcome(_kind(judge, wanted[g], found[p]), wanted[g], found[p]) for g, p in pairs.items()}
        left = [(i, t) for i, t in left if i not in pairs]
        free = [(i, t) for i, t in free if i not in set(pairs.values())]
    told = [paired.get(i) or Outcome("missed", triple, None) for i, triple in enumerate(wanted)]
    return [*told, *(Outcome("spurious", None, triple) for _, triple in free)]


Numbered = Sequence[tuple[int, Triple]]


def _pairs(gold: Numbered, predicted: Numbered, way: Way, judge: Judge) -> dict[int, int]:
    """Number of a gold triple -> number of the predicted one it is paired with."""
    of_gold = {id(t): i for i, t in gold}
    of_predicted = {id(t): i for i, t in predicted}
    pairs = assign([t for _, t in gold], [t for _, t in predicted], way, judge.unlike)
    return {of_gold[id(g)]: of_predicted[id(p)] for g, p in pairs}


def _kind(judge: Judge, gold: Triple, predicted: Triple) -> Kind:
    if judge.end_to_end(gold, predicted):
        return "right"
    if judge.strict(gold, predicted):
        return "wrong factuality" if judge.same_source(gold, predicted) else "wrong source"
    if judge.pair(gold, predicted):
        return "wrong relation"
    return _half_right(judge, gold, predicted) or "spurious"


def _half_right(judge: Judge, gold: Triple, predicted: Triple) -> Literal["wrong subject", "wrong object"] | None:
    """Which argument is wrong, if the relation and the other one are right, at the same place of the text."""
    near = _overlap(gold.evidence, predicted.evidence) or _overlap(gold.cue, predicted.cue)
    if gold.relation != predicted.relation or not near:
        return None
    turned = judge.ontology[gold.relation].symmetric
    if judge.same(gold.subject, predicted.subject) or (turned and judge.same(gold.subject, predicted.object)):
        return "wrong object"
    if judge.same(gold.object, predicted.object) or (turned and judge.same(gold.object, predicted.subject)):
        return "wrong subject"
    return None


def _overlap(one: Quote, other: Quote) -> bool:
    return one.start < other.end and other.start < one.end
