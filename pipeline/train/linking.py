"""Fits the weights by which entities are linked over a corpus, and measures what they give, on MEANTIME.

Logistic regression by Newton's method, with a Gaussian prior on the weights around what we hold likely: some fifty
things in several articles say much about names and little about what is rare among them, such as namesakes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.claims.names import Names
from pipeline.document import Document, Piece, Text
from pipeline.evaluate.coref import Cluster, Coref, of_clusters
from pipeline.evaluate.reliability import calibration_error
from pipeline.flow import Flow
from pipeline.io import rows
from pipeline.linking.context import Contexts
from pipeline.linking.linking import Linking, in_order
from pipeline.linking.names import kind_of
from pipeline.linking.run import Tables, linked
from pipeline.linking.signs import NAMES, Signs, Weights, odds
from pipeline.linking.thing import NEW, Appearance, Thing
from pipeline.train.crossdoc import Article

Array = NDArray[np.float64]
Key = tuple[str, str]  # document, entity

# Log odds that we hold likely; `context` is worth so much for articles about the same.
PRIOR = {
    "bias": -4.0, "same": 7.0, "alias": 5.5, "initials": 4.5, "person": 4.0, "part": 3.0, "lone": -1.0,
    "numbers": -3.0, "clash": -3.5, "gender": -3.0, "country": -1.0, "beside": -2.0, "context": 4.0, "rivals": -0.5,
}  # fmt: skip
SPREAD = 1.0  # standard deviation of the prior
STEPS = 30  # of Newton's method, which has converged long before


@dataclass(frozen=True, slots=True)
class Corpus:
    """Rows of articles, and which thing each entity is, where gold says it."""

    tables: Tables
    things: Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """An appearance and a thing that it may be, and whether it is."""

    signs: Signs
    right: bool


def of_gold(articles: Iterable[Article]) -> Corpus:
    """The chains of the articles as the entities of a run that found them all."""
    found = [(article.name, chain) for article in articles for chain in article.chains]
    entities = [chain.row(name) for name, chain in found]
    return Corpus(Tables(entities, []), {(name, chain.thing): chain.thing for name, chain in found})


def of_flow(articles: Iterable[Article], flow: Flow) -> Corpus:
    """What a flow reads in the articles; an entity is the thing that most of its names are names of."""
    entities, triples, things = list[rows.Row](), list[rows.Row](), dict[Key, str]()
    for article in articles:
        text = Text(article.raw, (Piece(0, len(article.raw), 0, len(article.raw)),))
        (document,) = flow([Document(article.name, article.raw, text=text)])
        named = {(m.start, m.end): chain.thing for chain in article.chains for m in chain.names}
        for row in rows.entities(document):
            entities.append(row)
            told = [named[span] for span in _spans(row) if span in named]
            if told:
                things[article.name, row["entity"]] = max(dict.fromkeys(told), key=told.count)
        triples += rows.triples(document)
    return Corpus(Tables(entities, triples), things)


def pairs(corpus: Corpus) -> Iterator[Pair]:
    """What is compared when each appearance is put to the thing that gold says."""
    linking = Linking(Contexts(corpus.tables.entities, corpus.tables.triples), ())
    known: dict[str, Thing] = {}
    for appearance in in_order(map(Appearance.of, corpus.tables.entities)):
        name = corpus.things.get((appearance.document, appearance.entity))
        if name is None:
            continue
        right = known.get(name)
        yield from (Pair(c.signs, c.thing is right) for c in linking.candidates(appearance))
        known[name] = linking.join(appearance, right or linking.new(appearance), 1.0, NEW)


def fitted(found: Sequence[Pair]) -> Weights:
    """The weights of the greatest posterior probability, in the order of `NAMES`."""
    signs = np.array([pair.signs.row() for pair in found])
    right = np.array([pair.right for pair in found], dtype=np.float64)
    prior = np.array([PRIOR[name] for name in NAMES])
    weights, pull = prior, 1 / SPREAD**2
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (chance - right) + pull * (weights - prior)
        bend = (signs * (chance * (1 - chance))[:, None]).T @ signs + pull * np.eye(len(NAMES))
        weights = weights - np.linalg.solve(bend, slope)
    return tuple(map(float, weights))


def as_toml(weights: Weights) -> str:
    """The weights as `linking/weights.toml` has them."""
    told = "# Fitted on the train quarter of MEANTIME by `tripline measure link --fit`; what the names mean: signs.py."
    return "\n".join([told, *(f"{n} = {w:.3f}" for n, w in zip(NAMES, weights, strict=True))]) + "\n"


# ------------------------------------------------------------------------------------------------ measuring


def calibration(found: Iterable[Pair], weights: Weights) -> float:
    """Expected calibration error of the pair score, in per cent."""
    chances = [(o / (1 + o), pair.right) for pair in found for o in [odds(pair.signs, weights)]]
    return 100 * calibration_error(chances)


def measure(articles: Sequence[Article], corpus: Corpus, weights: Weights) -> dict[str, Coref]:
    """The tallies over all names of the articles, of three ways to link them: by the same usual name, by the rule that
    `tripline claims` has without a table of things, and as `tripline link` does; "..., found" over the names that
    both have. Names that are read behind the labelled part of an article count only where gold has them."""
    starts = _starts(articles)
    gold = _clusters((c.thing, _places(starts[a.name], c.row(a.name))) for a in articles for c in a.chains)
    named = frozenset[tuple[int, int]]().union(*gold)
    ends = {article.name: starts[article.name] + article.labelled for article in articles}
    tallies = {}
    for way, homes in _ways(corpus.tables, weights).items():
        found = _clusters(
            (homes[name, row["entity"]], [p for p in _places(starts[name], row) if p in named or p[1] <= ends[name]])
            for row in corpus.tables.entities
            for name in [row["document"]]
        )
        both = named & frozenset[tuple[int, int]]().union(*found)
        tallies[way] = of_clusters(gold, found)
        tallies[f"{way}, found"] = of_clusters(_within(gold, both), _within(found, both))
    return tallies


def table(tallies: Mapping[str, Coref]) -> str:
    """A line a tally, in per cent."""
    lines = [f"{'':26}  B3  P      R     F1   CEAF-e"]
    for name, t in tallies.items():
        b = t.b_cubed
        figures = (b.precision, b.recall, b.f1, t.ceaf.f1)
        lines.append(f"{name:26} " + " ".join(f"{100 * figure:6.1f}" for figure in figures))
    return "\n".join(lines)


def _ways(tables: Tables, weights: Weights) -> dict[str, dict[Key, Hashable]]:
    """What each entity is taken for, by way of linking."""
    names = Names.of(tables.entities)
    appearances = {(row["document"], row["entity"]): Appearance.of(row) for row in tables.entities}
    linking = linked(tables, by=weights)
    return {
        "same name": {key: (kind_of(a.type), a.forms[0].words) for key, a in appearances.items()},
        "claims' rule": {key: names.key(a.type, a.names[0]) for key, a in appearances.items()},
        "linked": {(m.document, m.entity): thing.id for thing in linking.things for m in thing.members},
    }


def _starts(articles: Iterable[Article]) -> dict[str, int]:
    """Where each article begins if all stand one behind another."""
    starts, at = {}, 0
    for article in articles:
        starts[article.name] = at
        at += len(article.raw)
    return starts


def _spans(row: rows.Row) -> list[tuple[int, int]]:
    """Of the names of a row of entities, without a leading article."""
    skip = [(m, 4 if m["text"].casefold().startswith("the ") else 0) for m in row["mentions"] if m["kind"] == "name"]
    return [(m["start"] + by, m["end"]) for m, by in skip]


def _places(start: int, row: rows.Row) -> list[tuple[int, int]]:
    return [(start + first, start + end) for first, end in _spans(row)]


def _clusters(found: Iterable[tuple[Hashable, Iterable[tuple[int, int]]]]) -> list[Cluster]:
    by_thing: dict[Hashable, set[tuple[int, int]]] = {}
    for thing, places in found:
        by_thing.setdefault(thing, set()).update(places)
    return [frozenset(places) for places in by_thing.values() if places]


def _within(clusters: Iterable[Cluster], places: Cluster) -> list[Cluster]:
    return [kept for cluster in clusters if (kept := cluster & places)]
