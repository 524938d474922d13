"""Counts of what a run got right, and ratios as properties of the counts.

A gold item that was never proposed is a miss; articles without triples stay in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Document, Mention, Triple
from pipeline.evaluate.match import Judge, assign
from pipeline.ontology.schema import Ontology


@dataclass(frozen=True, slots=True)
class Counts:
    """Items matched one to one, items in gold, items predicted. A ratio over nothing is 0."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.matched + other.matched, self.gold + other.gold, self.predicted + other.predicted)

    @property
    def precision(self) -> float:
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.gold + self.predicted
        return 2 * self.matched / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `asked` were right. A ratio over nothing is 0."""

    right: int = 0
    asked: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.asked + other.asked)

    @property
    def accuracy(self) -> float:
        return self.right / self.asked if self.asked else 0.0


@dataclass(slots=True)
class Report:
    """All counts of an evaluation.

    `relations`: strict counts by (family, relation). `pair` and `family`: counts of the looser ways to match.
    `factuality` and `source` are asked of every strictly matched triple (no source is an answer too), `sourced` of
    those to which gold gives a source. `mentions`: exact span and type, by type, of the names. `scores`: of every
    predicted triple its score and whether it is strictly right.
    """

    articles: int = 0
    missing: int = 0
    relations: dict[tuple[str, str], Counts] = field(default_factory=dict)
    pair: Counts = Counts()
    family: Counts = Counts()
    factuality: Share = Share()
    source: Share = Share()
    sourced: Share = Share()
    mentions: dict[str, Counts] = field(default_factory=dict)
    scores: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def strict(self) -> Counts:
        """Strict counts over all relations."""
        return sum(self.relations.values(), Counts())

    def of_family(self, family: str) -> Counts:
        """Strict counts over the relations of one family."""
        return sum((counts for (f, _), counts in self.relations.items() if f == family), Counts())


def score(gold: Sequence[Document], predicted: Sequence[Document | None], ontology: Ontology) -> Report:
    """Compares documents pairwise, in order; a predicted document that is None has proposed nothing."""
    report = Report()
    for labelled, found in zip(gold, predicted, strict=True):
        report.articles += 1
        report.missing += found is None
        _add_triples(report, labelled, found or Document(labelled.name, labelled.raw), ontology)
        for type_, counts in mention_counts(labelled.mentions or (), found.mentions or () if found else ()).items():
            report.mentions[type_] = report.mentions.get(type_, Counts()) + counts
    return report


def mention_counts(gold: Sequence[Mention], predicted: Sequence[Mention]) -> dict[str, Counts]:
    """Counts by type for the names of one document; a mention is right if both offsets and the type are."""
    wanted = {(m.start, m.end, m.type) for m in gold if m.kind == "name"}
    found = {(m.start, m.end, m.type) for m in predicted if m.kind == "name"}
    types = sorted({type_ for _, _, type_ in wanted | found})
    by_type = [Counter(type_ for _, _, type_ in items) for items in (wanted & found, wanted, found)]
    return {type_: Counts(*(counter[type_] for counter in by_type)) for type_ in types}


def _add_triples(report: Report, gold: Document, predicted: Document, ontology: Ontology) -> None:
    judge = Judge.of(gold, predicted, ontology)
    wanted, found = _all_triples(gold), _all_triples(predicted)
    sizes = (len(wanted), len(found))
    report.pair += Counts(len(assign(wanted, found, judge.pair, judge.unlike)), *sizes)
    report.family += Counts(len(assign(wanted, found, judge.family, judge.unlike)), *sizes)
    matches = assign(wanted, found, judge.strict, judge.unlike)
    kinds = [Counter((t.family, t.relation) for t in triples) for triples in ([g for g, _ in matches], wanted, found)]
    for kind in sorted(kinds[1] | kinds[2]):
        report.relations[kind] = report.relations.get(kind, Counts()) + Counts(*(k[kind] for k in kinds))
    right = {id(p) for _, p in matches}
    report.scores += [(p.score, id(p) in right) for p in found]
    report.factuality += Share(sum(g.factuality == p.factuality for g, p in matches), len(matches))
    for g, p in matches:
        answer = Share(judge.same_source(g, p), 1)
        report.source += answer
        report.sourced += answer if g.id in judge.said else Share()


def _all_triples(document: Document) -> list[Triple]:
    return [*(document.triples or ()), *(document.stances.stances if document.stances else ())]
