"""What a run got right: the tallies of each article first, and a report that only sums them.

A gold item that was never proposed is a miss; articles without triples stay in; an article that the run does not have
has proposed nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from pipeline.document import Document, Family, Triple
from pipeline.evaluate.bootstrap import Interval, interval
from pipeline.evaluate.coref import ALL_KINDS, NAMES, coref, labels_all_kinds
from pipeline.evaluate.layers import cut_counts, kept_share, name_counts, reference_counts
from pipeline.evaluate.match import WAYS, Judge, all_triples, assign
from pipeline.evaluate.tally import Counts, Share, Tally
from pipeline.ontology.schema import Ontology

# Every measure and what it counts, in the order of a report.
MEASURES: Mapping[str, str] = {
    "cut": "characters that are not the article",
    "kept": "the article's own characters that were not cut",
    "names": "names, by both offsets and type",
    "pronouns": "pronouns that stand for an entity, by both offsets, where gold labels them",
    "descriptions": "descriptions that stand for an entity, by both offsets, where gold labels them",
    "coref": "MUC, B-cubed, CEAF-e and their mean, on names only where gold labels no pronouns and descriptions",
    "strict": "triples and stances: the same relation, and both arguments match",
    **{f"strict {family}": f"the same of the family {family}" for family in get_args(Family)},
    "exact spans": "strict, and both arguments stand exactly where gold has them",
    "end to end": "strict, and source and factuality are right too",
    "family": "relations of the same family, and both arguments match",
    "pair": "both arguments match, whatever the relation",
    "qualifiers": "qualifiers of strictly matched triples: the same name, and the words overlap",
    "factuality": "of strictly matched triples",
    "source": "of strictly matched triples; that there is none is an answer too",
    "source if gold": "of strictly matched triples to which gold gives a source",
    "source elsewhere": "of those, the ones whose evidence does not name the source",
}


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """Tallies of one article.

    `missing`: the run does not have it. `measures`: by the names of MEASURES, in their order; "pronouns" and
    "descriptions" only where gold labels them. `relations`: strict counts by (family, relation); `names`: by type.
    `scores`: of every predicted triple its score and whether it is strictly right.
    """

    name: str
    outlet: str
    missing: bool
    measures: Mapping[str, Tally]
    relations: Mapping[tuple[str, str], Counts]
    names: Mapping[str, Counts]
    scores: tuple[tuple[float, bool], ...]


@dataclass(frozen=True)
class Report:
    """An evaluation: its articles' scores, and nothing but sums of them."""

    articles: tuple[ArticleScore, ...]

    @property
    def missing(self) -> int:
        return sum(article.missing for article in self.articles)

    @property
    def labelling_all(self) -> int:
        """Articles whose gold labels pronouns and descriptions."""
        return sum("pronouns" in article.measures for article in self.articles)

    @property
    def tallies(self) -> dict[str, Mapping[str, Tally]]:
        """Article -> measure -> tally: what two runs are compared by."""
        return {article.name: article.measures for article in self.articles}

    @cached_property
    def measures(self) -> dict[str, Tally]:
        """The sum of every measure that any article has, in the order of MEASURES."""
        return {m: _sum(found) for m in MEASURES if (found := self.of_articles(m))}

    @cached_property
    def relations(self) -> dict[tuple[str, str], Counts]:
        """Strict counts by (family, relation)."""
        return _sums([article.relations for article in self.articles])

    @property
    def strict(self) -> Counts:
        """Strict counts over all relations."""
        return sum(self.relations.values(), Counts())

    @cached_property
    def names(self) -> dict[str, Counts]:
        """Counts of names by type."""
        return _sums([article.names for article in self.articles])

    @cached_property
    def scores(self) -> list[tuple[float, bool]]:
        """Of every predicted triple its score and whether it is strictly right."""
        return [pair for article in self.articles for pair in article.scores]

    @property
    def outlets(self) -> dict[str, Report]:
        """A report for each outlet, by name."""
        outlets = sorted({article.outlet for article in self.articles})
        return {name: Report(tuple(a for a in self.articles if a.outlet == name)) for name in outlets}

    def of_articles(self, measure: str) -> list[Tally]:
        """The measure's tally of each article, empty where it has none; [] if no article has it."""
        known = [a.measures[measure] for a in self.articles if measure in a.measures]
        return [a.measures.get(measure, type(known[0])()) for a in self.articles] if known else []

    def interval(self, measure: str, ratio: str) -> Interval:
        """95 % interval of a ratio of a measure, by the name of the property, dotted for a part ("muc.f1")."""

        def value(tally: Any) -> float:
            for part in ratio.split("."):
                tally = getattr(tally, part)
            return float(tally)

        return interval(self.of_articles(measure), value)


def _sum(tallies: Sequence[Tally]) -> Tally:
    return sum(tallies[1:], start=tallies[0])


def _sums(found: Sequence[Mapping[Any, Counts]]) -> dict[Any, Counts]:
    keys = sorted({key for counts in found for key in counts})
    return {key: sum((counts.get(key, Counts()) for counts in found), Counts()) for key in keys}


def score(
    gold: Sequence[Document],
    predicted: Sequence[Document | None],
    ontology: Ontology,
    outlets: Mapping[str, str] | None = None,
) -> Report:
    """Compares documents pairwise; a predicted document that is None has proposed nothing.

    `outlets`: names of the outlets by those of gold's articles. The report has the articles in the order of their
    names, so that its intervals are the same whatever order they came in.
    """
    of = outlets or {}
    pairs = sorted(zip(gold, predicted, strict=True), key=lambda pair: pair[0].name)
    return Report(tuple(score_article(g, p, ontology, of.get(g.name, "")) for g, p in pairs))


def score_article(gold: Document, predicted: Document | None, ontology: Ontology, outlet: str = "") -> ArticleScore:
    """The tallies of one article."""
    found = predicted or Document(gold.name, gold.raw)
    names = name_counts(gold.mentions or (), found.mentions or ())
    judge = Judge.of(gold, found, ontology)
    triples = all_triples(gold), all_triples(found)
    pairs = assign(*triples, judge.strict, judge.unlike)
    relations = _relations(*triples, pairs)
    measures = {
        "cut": cut_counts(gold, found),
        "kept": kept_share(gold, found),
        "names": sum(names.values(), Counts()),
        **_entities(gold, found),
        **_families(relations),
        **_ways(judge, *triples),
        **_of_matches(judge, pairs),
    }
    right = {id(p) for _, p in pairs}
    scores = tuple((p.score, id(p) in right) for p in triples[1])
    ordered = {measure: measures[measure] for measure in MEASURES if measure in measures}
    return ArticleScore(gold.name, outlet, predicted is None, ordered, relations, names, scores)


Pairs = Sequence[tuple[Triple, Triple]]


def _entities(gold: Document, predicted: Document) -> dict[str, Tally]:
    if not labels_all_kinds(gold):
        return {"coref": coref(gold, predicted, NAMES)}
    return {
        "coref": coref(gold, predicted, ALL_KINDS),
        "pronouns": reference_counts(gold, predicted, "pronoun"),
        "descriptions": reference_counts(gold, predicted, "description"),
    }


def _relations(gold: Sequence[Triple], predicted: Sequence[Triple], pairs: Pairs) -> dict[tuple[str, str], Counts]:
    matched = [g for g, _ in pairs]
    kinds = [Counter((t.family, t.relation) for t in triples) for triples in (matched, gold, predicted)]
    return {kind: Counts(*(k[kind] for k in kinds)) for kind in sorted(kinds[1] | kinds[2])}


def _families(relations: Mapping[tuple[str, str], Counts]) -> dict[str, Tally]:
    of = {f: sum((c for (family, _), c in relations.items() if family == f), Counts()) for f in get_args(Family)}
    return {f"strict {family}": counts for family, counts in of.items()}


def _ways(judge: Judge, gold: Sequence[Triple], predicted: Sequence[Triple]) -> dict[str, Tally]:
    def count(way: str) -> int:
        return len(assign(gold, predicted, lambda g, p: WAYS[way](judge, g, p), judge.unlike))

    return {way: Counts(count(way), len(gold), len(predicted)) for way in WAYS}


def _of_matches(judge: Judge, pairs: Pairs) -> dict[str, Tally]:
    same_source = [(judge.same_source(g, p), g.id in judge.said) for g, p in pairs]
    elsewhere = [judge.same_source(g, p) for g, p in pairs if judge.is_told_elsewhere(g)]
    return {
        "qualifiers": sum((_qualifiers(g, p) for g, p in pairs), Counts()),
        "factuality": Share(sum(g.factuality == p.factuality for g, p in pairs), len(pairs)),
        "source": Share(sum(same for same, _ in same_source), len(pairs)),
        "source if gold": Share(sum(s for s, given in same_source if given), sum(given for _, given in same_source)),
        "source elsewhere": Share(sum(elsewhere), len(elsewhere)),
    }


def _qualifiers(gold: Triple, predicted: Triple) -> Counts:
    """A gold qualifier is found if one of its name overlaps it; each counts once."""
    free = list(predicted.qualifiers)
    for name, quote in gold.qualifiers:
        hits = [q for q in free if q[0] == name and q[1].start < quote.end and quote.start < q[1].end]
        if hits:
            free.remove(hits[0])
    both = len(predicted.qualifiers) - len(free)
    return Counts(both, len(gold.qualifiers), len(predicted.qualifiers))
