"""Claims that somebody denies or doubts, or that others put another way: with links to who says what, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.view.report.articles import Article, Facts, Row

# The attitudes of the ontology that put a claim in question.
ATTITUDES = ("denies", "doubts")
LISTED = 200  # so many are listed one by one

# A triple by its document and id, and where it stands: the numbers of its article and of itself in that.
Key = tuple[str, str]
Place = tuple[int, int]


@dataclass(slots=True)
class Disputes:
    """Of the contested rows of claims.jsonl; where there is none (`claims` None) of each article by itself."""

    claims: Sequence[Row] | None = None
    places: dict[Key, Place] = field(default_factory=dict)
    found: list[Facts] = field(default_factory=list)
    count: int = 0

    def add(self, article: Article, number: int) -> None:
        """Takes an article's triples into account; `number` is the article's."""
        numbers = {row["id"]: n for n, row in enumerate(article.triples)}
        self.places |= {(article.name, id): (number, n) for id, n in numbers.items()} if self.claims else {}
        if self.claims is not None:
            return
        questioned = [row for row in article.triples if row["relation"] in ATTITUDES and row.get("target") in numbers]
        self.count += len({row["target"] for row in questioned})
        for row in questioned[: LISTED - len(self.found)]:
            claim = article.triples[numbers[row["target"]]]
            voice = [row["relation"], article.called(row["subject"]), number, numbers[row["id"]]]
            ends = {part: article.called(claim[part]) for part in ("subject", "object")}
            self.found.append({**ends, "relation": claim["relation"], "voices": [voice], "others": [], "outlets": 1})

    def facts(self) -> tuple[int, list[Facts]]:
        """How many there are, and those that are listed: first what is asserted and denied, then what most tell."""
        if self.claims is None:
            return self.count, self.found
        told = [claim for row in sorted(self.claims, key=_weight) if (claim := self._claim(row))["voices"]]
        return len(told), told[:LISTED]

    def _claim(self, row: Row) -> Facts:
        return {
            "subject": _called(row["subject"]),
            "relation": row["relation"],
            "object": _called(row["object"]),
            "voices": list(self._voices(row)),
            "others": [_called(other["object"]) for other in row["contradicts"]],
            "outlets": row["outlets"],
        }

    def _voices(self, row: Row) -> Iterator[list[Any]]:
        """Attitude, name and the place of the first telling; one that is not in this run is left out."""
        sides: Mapping[str, Sequence[Row]] = {**row["positions"], "asserts": row["asserts"], "denies": row["denies"]}
        for attitude in ("asserts", *ATTITUDES):
            for voice in sides.get(attitude, ()):
                told = [self.places.get((telling["document"], telling["triple"])) for telling in voice["told"]]
                place = next(filter(None, told), None)
                if place:
                    yield [attitude, voice["name"], *place]


def _weight(row: Row) -> tuple[bool, int, str]:
    return not (row["asserts"] and row["denies"]), -row["outlets"], row["id"]


def _called(row: Row) -> str:
    return " ".join(str(row.get("name") or row["text"]).split())
