"""How far two people agree who labelled the same articles: F1 per layer, and kappa for factuality.

Neither of the two is right, so every figure reads the same whichever comes first: F1 is the share of what both have in
what each has. It is used for all that people may find or overlook, because a chance-corrected measure would need the
number of things that neither labelled; where the things are given, as the factuality of triples that both have, it is
Cohen's kappa.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from pipeline.document import Argument, Attribution, Document, Entity, Family, Quote, Stances, Triple
from pipeline.errors import GoldError
from pipeline.evaluate.coref import Coref, coref
from pipeline.evaluate.layers import cut_counts, name_counts, reference_counts
from pipeline.evaluate.match import Judge, all_triples, assign
from pipeline.evaluate.tally import Counts, ratio
from pipeline.gold.compile import read_quoted
from pipeline.gold.folder import index, is_gold, raw_text, read_article
from pipeline.ontology.schema import Ontology

NOWHERE = -1  # the place of an entity without a mention: it can be known by its name only


@dataclass(slots=True)
class Agreement:
    """Counts over all articles: of each layer what both, the first and the second have.

    - "cut characters": characters that are not the article, white space aside;
    - "names": span and type; "pronouns", "descriptions": span;
    - "triples: FAMILY": matched by `Judge.strict`, one to one;
    - "sources", "qualifiers" and "targets": those of matched triples; a qualifier's words must overlap, a target must
      be a matched triple.

    `entities` are the coreference metrics. `factuality` counts (first, second) over the matched triples.
    """

    articles: int = 0
    layers: dict[str, Counts] = field(default_factory=dict)
    entities: Coref = field(default_factory=Coref)
    factuality: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, layer: str, counts: Counts) -> None:
        self.layers[layer] = self.layers.get(layer, Counts()) + counts

    @property
    def kappa(self) -> float:
        """Cohen's kappa of factuality; 1 where there is nothing to disagree about."""
        return kappa(self.factuality)


def kappa(pairs: Counter[Any]) -> float:
    """(p_o - p_e) / (1 - p_e) over (first, second) pairs of labels: agreement beyond what the shares of the labels give
    by chance (Cohen 1960, A coefficient of agreement for nominal scales). 1 if both use one and the same label only."""
    total = pairs.total()
    firsts, seconds = Counter[Any](), Counter[Any]()
    for (first, second), count in pairs.items():
        firsts[first] += count
        seconds[second] += count
    observed = ratio(sum(count for (first, second), count in pairs.items() if first == second), total)
    expected = ratio(sum(firsts[label] * seconds[label] for label in firsts), total**2)
    return ratio(observed - expected, 1 - expected) if expected < 1 and total else 1.0


def labelled(folder: Path, ontology: Ontology, articles: Path | None = None) -> list[Document]:
    """All articles of a gold folder, or of a folder of quote labels; GoldError if a label has a fault.

    `articles`: where the texts stand that quote labels are of, if not beside them.
    """
    if is_gold(folder):
        return [read_article(folder, row, raw_text(folder, row)) for row in index(folder)]
    found, faults = read_quoted(folder, articles or folder / "articles", ontology)
    if faults:
        raise GoldError(f"{folder}: {len(faults)} faults, the first: {faults[0]}; `tripline gold compile` tells all")
    return [document for _, document in found]


def agreement(first: Sequence[Document], second: Sequence[Document], ontology: Ontology) -> Agreement:
    """Compares the articles that both have; GoldError if there is none or if one has another text."""
    others = {document.name: document for document in second}
    found = Agreement()
    for one in first:
        if one.name in others:
            _add(found, one, others[one.name], ontology)
    if not found.articles:
        raise GoldError(f"agreement: no article is in both ({len(first)} and {len(second)}); give the same articles")
    return found


def _add(found: Agreement, one: Document, other: Document, ontology: Ontology) -> None:
    if one.raw != other.raw:
        raise GoldError(f"agreement: {one.name}: the two labelled different texts; let both label the same file")
    found.articles += 1
    found.add("cut characters", cut_counts(one, other))
    found.add("names", sum(name_counts(one.mentions or (), other.mentions or ()).values(), Counts()))
    found.add("pronouns", reference_counts(one, other, "pronoun"))
    found.add("descriptions", reference_counts(one, other, "description"))
    found.entities += coref(one, other)
    other = _placed(other, one)
    judge = Judge.of(one, other, ontology)
    pairs = assign(all_triples(one), all_triples(other), judge.strict, judge.unlike)
    for family in get_args(Family):
        sizes = [sum(t.family == family for t in all_triples(document)) for document in (one, other)]
        found.add(f"triples: {family}", Counts(sum(g.family == family for g, _ in pairs), *sizes))
    found.factuality.update((g.factuality, p.factuality) for g, p in pairs)
    same = {g.id: p.id for g, p in pairs}
    for layer in ("sources", "targets", "qualifiers"):
        found.add(layer, Counts())
    for g, p in pairs:
        sources = (judge.said.get(g.id), judge.heard.get(p.id))
        found.add("sources", _both_have(*sources, sources[0] is not None and judge.same_source(g, p)))
        found.add("targets", _both_have(g.target, p.target, g.target is not None and same.get(g.target) == p.target))
        found.add("qualifiers", _qualifiers(g, p))


def _both_have(one: object, other: object, same: bool) -> Counts:
    return Counts(int(same), int(one is not None), int(other is not None))


def _qualifiers(one: Triple, other: Triple) -> Counts:
    same = sum(any(name == n and _overlap(quote, q) for n, q in other.qualifiers) for name, quote in one.qualifiers)
    return Counts(same, len(one.qualifiers), len(other.qualifiers))


def _overlap(one: Quote, other: Quote) -> bool:
    return one.start < other.end and other.start < one.end


# ------------------------------------------------------------------------------------- arguments as predicted


def _placed(document: Document, other: Document) -> Document:
    """The document with every argument that is an entity on a mention of it, if possible one that `other` has too.

    The judge asks whether a predicted argument's span overlaps a mention of the gold entity. Where no mention stands in
    the evidence a labelled argument is the whole evidence, which would overlap all that stands there.
    """
    shared = {(m.start, m.end) for m in document.mentions or ()} & {(m.start, m.end) for m in other.mentions or ()}
    entities = {e.id: e for e in document.entities or ()}

    def put(argument: Argument) -> Argument:
        entity = entities.get(argument.entity or "")
        start, end = _place(entity, shared) if entity else (argument.start, argument.end)
        return replace(argument, start=start, end=end)

    def put_all(triples: Iterable[Triple]) -> tuple[Triple, ...]:
        return tuple(replace(t, subject=put(t.subject), object=put(t.object)) for t in triples)

    said = document.stances or Stances()
    attributions = tuple(Attribution(a.triple, put(a.source), a.cue) for a in said.attributions)
    stances = Stances(put_all(said.stances), attributions)
    return replace(document, triples=put_all(document.triples or ()), stances=stances)


def _place(entity: Entity, shared: set[tuple[int, int]]) -> tuple[int, int]:
    at = min(entity.mentions, key=lambda m: ((m.start, m.end) not in shared, m.kind != "name"), default=None)
    return (at.start, at.end) if at else (NOWHERE, NOWHERE)


# ------------------------------------------------------------------------------------------------ showing


def as_json(found: Agreement) -> dict[str, Any]:
    """Counts and ratios of an agreement."""
    return {
        "articles": found.articles,
        "layers": {
            layer: {"both": c.matched, "first": c.gold, "second": c.predicted, "f1": c.f1}
            for layer, c in found.layers.items()
        },
        "entities": {
            "conll": found.entities.mean,
            **{name: getattr(found.entities, name).f1 for name in ("muc", "b_cubed", "ceaf")},
        },
        "factuality": {
            "kappa": found.kappa,
            "pairs": [{"first": a, "second": b, "count": n} for (a, b), n in sorted(found.factuality.items())],
        },
    }


def table(found: Agreement) -> str:
    """An agreement as text: a line a layer."""
    lines = [f"{found.articles} articles", f"{'':<26} {'both':>6} {'first':>6} {'second':>6} {'F1':>6}"]
    for layer, c in found.layers.items():
        lines.append(f"{layer:<26} {c.matched:>6} {c.gold:>6} {c.predicted:>6} {100 * c.f1:>6.1f}")
    lines.append(f"{'entities (CoNLL)':<26} {'':>20} {100 * found.entities.mean:>6.1f}")
    lines.append(f"factuality of {found.factuality.total()} triples that both have: kappa {found.kappa:.2f}")
    return "\n".join(lines)
