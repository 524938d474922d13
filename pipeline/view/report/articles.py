"""The rows of one article as the plain facts that the page's script draws. Offsets count UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.view.pages.offsets import number
from pipeline.view.report.reading import Piece, Reading

SPACE = re.compile(r"\s*")
Row = dict[str, Any]
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Article:
    """What a run wrote of one article, and its raw text if that is at hand."""

    summary: Row
    triples: Sequence[Row] = ()
    entities: Sequence[Row] = ()
    raw: str | None = None

    @property
    def name(self) -> str:
        return str(self.summary["document"])

    @property
    def form(self) -> str:
        return str(self.summary["format"])

    def words(self, raw: str) -> str:
        """Raw words on one line, without the markup that stands between them."""
        return " ".join((Reading.of_article(raw, "html", ()).text if self.form == "html" else raw).split())

    def called(self, row: Row) -> str:
        """What an argument is called: an entity by its name, all else by its words."""
        return self.words(row["name"] if "entity" in row else row["text"])

    def is_same_text(self) -> bool:
        """Whether the raw text has at its place all that the rows quote of it."""
        raw = self.raw
        return raw is None or all(raw.startswith(text, start) for start, text in self.quotes())

    def quotes(self) -> Iterator[Piece]:
        """All quotes of the article in its rows, save mentions."""
        for row in self.triples:
            parts = [row["evidence"], row["cue"], row["subject"], row["object"], *row["qualifiers"].values()]
            for source in (row["source"], *row.get("via", ())):
                parts += [source, source["cue"]] if source else []
            yield from ((part["start"], part["text"]) for part in parts)
        if self.summary["title"]:
            yield self.summary["title"]["start"], self.summary["title"]["text"]


def reading(article: Article) -> Reading:
    """The article as it is read: all of it, or what its rows quote."""
    if article.raw is None:
        return Reading.of_quotes(article.quotes(), article.form)
    cuts = ((cut["start"], cut["end"]) for cut in article.summary["cuts"])
    return Reading.of_article(article.raw, article.form, cuts)


def facts(article: Article, shown: Reading) -> Facts:
    """One article: its text, what is marked in it, and its triples, in the order of their places in the text."""
    summary = article.summary
    title = summary["title"]
    numbers = {row["id"]: n for n, row in enumerate(article.triples)}
    drawing = _Drawing(article, shown, numbers)
    triples = [drawing.triple(row) for row in article.triples]
    for n, triple in enumerate(triples):
        if triple["target"] is not None:
            triples[triple["target"]]["stances"].append(n)
    return {
        "name": article.name,
        "whole": article.raw is not None,
        "text": shown.text,
        "title": shown.span(title["start"], title["end"]) if title else None,
        "cuts": [] if article.raw is None else _cuts(article.raw, summary["cuts"], shown),
        "entities": [
            {"name": article.words(e["name"]), "type": e["type"], "mentions": list(map(drawing.span, e["mentions"]))}
            for e in article.entities
        ],
        "triples": triples,
    }


def _cuts(raw: str, cuts: Sequence[Row], shown: Reading) -> list[list[Any]]:
    """[start, end, reason]; the blank behind a cut goes with it."""
    ends = [SPACE.match(raw, cut["end"]) for cut in cuts]
    return [[*shown.span(c["start"], e.end() if e else c["end"]), c["reason"]] for c, e in zip(cuts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """An article's rows on its text; `numbers` of its triples by id."""

    article: Article
    shown: Reading
    numbers: Mapping[str, int]

    def triple(self, row: Row) -> Facts:
        source = row["source"]
        return {
            "family": row["family"],
            "relation": row["relation"],
            "subject": self.argument(row["subject"]),
            "object": self.argument(row["object"]),
            "cue": self.span(row["cue"]),
            "evidence": self.span(row["evidence"]),
            "qualifiers": [[name, self.span(quote)] for name, quote in row["qualifiers"].items()],
            "factuality": row["factuality"],
            "source": source and {**self.argument(source), "cue": self.span(source["cue"])},
            "via": [self.article.called(relay) for relay in row.get("via", ())],
            "target": self.numbers.get(row.get("target", "")),
            "stances": [],
            "score": row["score"],
            "by": row["by"],
        }

    def argument(self, row: Row) -> Facts:
        return {
            "name": self.article.called(row),
            "type": row["type"],
            "entity": "entity" in row,
            "span": self.span(row),
            "value": value(row),
        }

    def span(self, row: Row) -> list[int]:
        return self.shown.span(row["start"], row["end"])


def value(row: Row) -> str:
    """The normalised value of an argument with its unit."""
    if "value" not in row:
        return ""
    return number(row["value"]) if row["unit"] == "date" else f"{number(row['value'])} {row['unit']}".strip()
