"""What articles are about, as far as the tables of a run tell: the things they name and the cues of their triples."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.io.rows import Row
from pipeline.linking.names import name_of

Vector = Mapping[str, float]


def name_term(name: str, type_: str) -> str:
    """The term that a named entity gives its article."""
    return " ".join(name_of(name, type_).words)


class Contexts:
    """A tf-idf vector of unit length for each article: its entities by their names, the cues of its triples."""

    def __init__(self, entities: Iterable[Row], triples: Iterable[Row]) -> None:
        self._terms: dict[str, dict[str, None]] = {}
        for row in entities:
            self._add(row["document"], name_term(row["name"], row["type"]))
        for row in triples:
            self._add(row["document"], f"cue {row['cue']['text'].casefold()}")
        self._in = Counter(term for terms in self._terms.values() for term in terms)

    def _add(self, document: str, term: str) -> None:
        self._terms.setdefault(document, {})[term] = None

    def vector(self, document: str) -> Vector:
        """The article's terms, each weighted by how few articles have it."""
        count = len(self._terms)
        weights = {term: math.log(1 + count / self._in[term]) for term in self._terms.get(document, ())}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()}


def dot(one: Vector, other: Vector) -> float:
    """The product of two vectors; takes as long as the first one has terms."""
    return sum(weight * other[term] for term, weight in one.items() if term in other)
