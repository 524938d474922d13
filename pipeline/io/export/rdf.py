"""RDF of a whole run: Turtle, and N-Quads with a named graph for each article. The ontology comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from pipeline.io.export import owl
from pipeline.io.export.findings import articles
from pipeline.io.export.settings import Settings
from pipeline.io.export.statements import Article, origin
from pipeline.io.export.terms import PREFIXES, Statement, Term, turtle


def write_turtle(folder: Path, settings: Settings) -> Iterator[bytes]:
    """Everything in one graph; the prefix `a:` is that of the article in hand."""
    yield from _encoded(turtle([*owl.statements(settings.ontology), *origin()], PREFIXES))
    for found in articles(folder):
        article = Article(found, settings.base)
        yield from _encoded(turtle([*article.graph_origin(), *article.statements()], {"a": article.space}))


def write_nquads(folder: Path, settings: Settings) -> Iterator[bytes]:
    """A graph an article, one for the ontology; where the graphs come from stands in the default graph.

    Source: https://www.w3.org/TR/n-quads/.
    """
    yield from _encoded(_lines(owl.statements(settings.ontology), owl.ONTOLOGY))
    yield from _encoded(_lines(origin()))
    for found in articles(folder):
        article = Article(found, settings.base)
        yield from _encoded(_lines(article.graph_origin()))
        yield from _encoded(_lines(article.statements(), article.graph))


def write_shapes(folder: Path, settings: Settings) -> Iterator[bytes]:
    """The SHACL shapes that every export keeps to, whatever the run: https://www.w3.org/TR/shacl/."""
    yield resources.files("pipeline.io.export").joinpath("shapes.ttl").read_bytes()


def _lines(statements: Iterable[Statement], graph: Term | None = None) -> Iterator[str]:
    end = f" {graph} .\n" if graph else " .\n"
    for subject, predicate, object_ in statements:
        yield f"{subject} {predicate} {object_}{end}"


def _encoded(texts: Iterable[str]) -> Iterator[bytes]:
    for text in texts:
        yield text.encode()
