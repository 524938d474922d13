"""`tripline report`: one HTML file over everything that a run wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import OntologyOption

if TYPE_CHECKING:
    from pipeline.io.read import Source
    from pipeline.view.report.articles import Article

EXAMPLES = """\b
Examples:
  tripline run corpus/raw --out out && tripline report out --articles corpus/raw
  tripline claims out && tripline report out --articles corpus/raw
  tripline report out --to wire-in-march.html --title "The wire in March"

The tables of a run hold no texts: give the articles again, as you gave them to `run`, with --articles (once for
each path). Without them, the report shows of each article what its triples quote. `tripline claims out`, run before,
puts the claims that are disputed across articles into the overview.
"""


def report(
    out: Annotated[Path, typer.Argument(help="Folder that `tripline run` wrote.")],
    articles: Annotated[
        list[str] | None, typer.Option(help="Files, folders or patterns of the articles that the run read.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="The file to write; without it, OUT/report.html.")] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the report.")] = None,
    ontology: OntologyOption = None,
) -> None:
    """Write one HTML file over a run: overview, search, articles with their triples marked, graphs."""
    from pipeline.io.write import aside, read
    from pipeline.ontology import schema as ontologies
    from pipeline.view.report.page import Run, page

    glosses = {relation.name: relation.gloss for relation in ontologies.load(ontology)}
    reader = _Reader(out, _sources(articles or []))
    run = Run(reader.articles(), list(read(_table(out, "failures"))), _claims(out), glosses)
    target = to or out / "report.html"
    with aside(target) as file:
        for piece in page(run, title or f"Tripline report · {out.resolve().name}"):
            file.write(piece.encode("utf-8"))
    if articles and reader.without:
        names = ", ".join(reader.without[:5]) + (", …" if len(reader.without) > 5 else "")
        told = "is not among the given articles, or was changed since the run; only what its triples quote is shown"
        print(f"tripline: {len(reader.without)} of {reader.count} articles: {told}: {names}", file=sys.stderr)
    print(f"written to {target} ({target.stat().st_size / 1e6:.1f} MB, {reader.count:,} articles)")


def _table(out: Path, table: str) -> Path:
    path = out / f"{table}.jsonl"
    if not path.is_file():
        raise typer.BadParameter(f"{str(out)!r} has no {path.name}; give a folder that `tripline run` wrote")
    return path


def _claims(out: Path) -> list[dict[str, Any]] | None:
    """The contested claims, if `tripline claims` has been there."""
    from pipeline.claims.run import TABLE, told_by_many
    from pipeline.io.write import read

    return list(told_by_many(read(out / TABLE), contested=True)) if (out / TABLE).is_file() else None


def _sources(paths: list[str]) -> dict[str, Source]:
    from pipeline.io.read import Corpus, Files

    return {source.name: source for source in Corpus(Files.of(paths))} if paths else {}


class _Reader:
    """The articles of a run's folder, in its order; `without` names those whose text is not at hand."""

    def __init__(self, out: Path, sources: dict[str, Source]) -> None:
        self.out, self.sources = out, sources
        self.count = 0
        self.without: list[str] = []

    def articles(self) -> Iterator[Article]:
        """One after another: the tables of a run stand in the order of its documents."""
        from pipeline.io.write import read
        from pipeline.view.report.articles import Article

        triples, entities = (_Groups(_table(self.out, table)) for table in ("triples", "entities"))
        for summary in read(_table(self.out, "documents")):
            name = summary["document"]
            self.count += 1
            yield self._with_text(Article(summary, triples.of(name), entities.of(name)))
        if left := triples.name or entities.name:
            raise typer.BadParameter(f"{str(self.out)!r} has rows of {left!r}, which is not in documents.jsonl")

    def _with_text(self, article: Article) -> Article:
        from dataclasses import replace

        from pipeline.errors import ReadError
        from pipeline.io.read import read

        try:
            source = self.sources.get(article.name)
            whole = replace(article, raw=read(source).raw if source else None)
        except ReadError:
            whole = article
        if whole.raw is not None and whole.is_same_text():
            return whole
        self.without.append(article.name)
        return article


class _Groups:
    """Rows of a table, document by document; `name` is the next one, None at the end."""

    def __init__(self, path: Path) -> None:
        from pipeline.io.write import read

        self._groups = groupby(read(path), key=lambda row: str(row["document"]))
        self.name: str | None
        self._rows: Iterator[dict[str, Any]]
        self._next()

    def of(self, document: str) -> list[dict[str, Any]]:
        """The rows of a document, which must be asked for in the order of the table."""
        if self.name != document:
            return []
        rows = list(self._rows)
        self._next()
        return rows

    def _next(self) -> None:
        self.name, self._rows = next(self._groups, (None, iter(())))
