"""What the first view of a report tells of a whole run, counted article by article.

Entities of different articles are one where they have one name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from pipeline.document import Factuality, Family
from pipeline.view.report.articles import Article, Facts, Row
from pipeline.view.report.disputes import Disputes

LISTED = 200  # so many failures are listed one by one


@dataclass(slots=True)
class _Entity:
    """An entity of the whole run; `triples` and `articles` count those it stands in."""

    types: Counter[str] = field(default_factory=Counter)
    others: set[int] = field(default_factory=set)
    triples: int = 0
    articles: int = 0


@dataclass(slots=True)
class Tally:
    """Counts of the articles that were added so far; entities are numbered as they come."""

    articles: list[list[Any]] = field(default_factory=list)
    words: int = 0
    whole: int = 0
    relations: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    factualities: Counter[str] = field(default_factory=Counter)
    sourced: int = 0
    disputes: Disputes = field(default_factory=Disputes)
    numbers: dict[str, int] = field(default_factory=dict)
    entities: list[_Entity] = field(default_factory=list)

    def add(self, article: Article) -> None:
        """Counts one article."""
        summary = article.summary
        title = article.words(summary["title"]["text"]) if summary["title"] else ""
        known = [article.name, title, summary["outlet"] or "", summary["published"] or "", len(article.triples)]
        self.words += summary["words"]
        self.whole += article.raw is not None
        numbers = [self.number(article.words(row["name"])) for row in article.entities]
        for number, row in zip(numbers, article.entities, strict=True):
            self.entities[number].types[row["type"]] += len(row["mentions"])
        for number in set(numbers):
            self.entities[number].articles += 1
        for row in article.triples:
            self._add_triple(article, row)
        self.disputes.add(article, len(self.articles))
        self.articles.append(known)

    def number(self, name: str) -> int:
        """The number of the entity of this name."""
        if name not in self.numbers:
            self.numbers[name] = len(self.entities)
            self.entities.append(_Entity())
        return self.numbers[name]

    def _add_triple(self, article: Article, row: Row) -> None:
        self.relations[row["family"]][row["relation"]] += 1
        self.factualities[row["factuality"]] += 1
        self.sourced += row["source"] is not None
        ends = {self.number(article.called(end)) for end in (row["subject"], row["object"]) if "entity" in end}
        for number in ends:
            self.entities[number].triples += 1
            self.entities[number].others |= ends - {number}

    def overview(self, failures: Sequence[Row]) -> Facts:
        """Counts, relations by family, disputes and what could not be read."""
        disputed, disputes = self.disputes.facts()
        return {
            "counts": {
                "articles": len(self.articles),
                "words": self.words,
                "triples": self.factualities.total(),
                "entities": len(self.entities),
                "with a source": self.sourced,
                "disputed": disputed,
                "failures": len(failures),
            },
            "whole": self.whole,
            "families": [[family, self.relations[family].most_common()] for family in get_args(Family)],
            "factualities": [[kind, self.factualities[kind]] for kind in get_args(Factuality)],
            "disputes": disputes,
            "failures": [[row["document"], row["stage"], row["message"]] for row in failures[:LISTED]],
        }

    def entity_table(self) -> list[list[Any]]:
        """By number: name, type, how many entities it is tied to, how many triples and articles it stands in."""
        return [
            [name, max(e.types, key=lambda t: (e.types[t], t), default=""), len(e.others), e.triples, e.articles]
            for name, e in zip(self.numbers, self.entities, strict=True)
        ]
