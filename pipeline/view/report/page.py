"""The report of a run: one HTML file with what was found in all its articles (see `view.pages`).

The first view stands in the page as it is; all else in packed parts that the page's script unpacks when it needs them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.view.pages.page import fill, head, island, packed, shipped
from pipeline.view.report.articles import Article, Facts, Row, facts, reading
from pipeline.view.report.columns import FACTUALITIES, Columns
from pipeline.view.report.disputes import Disputes
from pipeline.view.report.tally import Tally

HERE = "pipeline.view.report"
SCRIPTS = ("parts.js", "list.js", "search.js", "overview.js", "article.js", "graph.js", "script.js")
# How much goes into one part: it is unpacked in one go, which should take some hundredths of a second at most.
TRIPLES_AT_A_TIME = 2_000
CHARACTERS_AT_A_TIME = 150_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a run wrote: its articles, asked for one at a time and in their order, and rows of failures.jsonl.

    `claims` are the contested rows of claims.jsonl, None where there is no such table; `glosses` what relations mean.
    """

    articles: Iterable[Article]
    failures: Sequence[Row] = ()
    claims: Sequence[Row] | None = None
    glosses: Mapping[str, str] = field(default_factory=dict)


def page(run: Run, title: str = "Tripline report") -> Iterator[str]:
    """The text of the page, piece by piece. Same input, same text."""
    before, after = shipped(HERE, "template.html").split("{{ parts }}")
    frame = head(HERE, title, SCRIPTS)
    yield fill(before, frame)
    tally = Tally(disputes=Disputes(run.claims))
    rows, texts = yield from _article_parts(run.articles, tally)
    yield _part("table-articles", tally.articles)
    yield _part("table-entities", tally.entity_table())
    overview = tally.overview(run.failures) | {
        "glosses": dict(run.glosses),
        "factuality": FACTUALITIES,
        "rows": rows,
        "texts": texts,
    }
    yield fill(after, frame | {"overview": island(overview)})


def _article_parts(articles: Iterable[Article], tally: Tally) -> Generator[str, None, tuple[int, list[int]]]:
    """Parts with columns of triples and parts with whole articles; gives how many of the first there are, and the
    number of the first article of each of the second."""
    columns, rows = Columns(), 0
    held: list[Facts] = []
    size, starts = 0, [0]
    for article in articles:
        shown = reading(article)
        tally.add(article)
        columns.add(article, shown, tally)
        held.append(facts(article, shown))
        size += len(shown.text) + 300 * len(article.triples)
        if size >= CHARACTERS_AT_A_TIME:
            yield _part(f"texts-{len(starts) - 1}", held)
            starts.append(len(tally.articles))
            held, size = [], 0
        if len(columns) >= TRIPLES_AT_A_TIME:
            yield _part(f"rows-{rows}", columns.facts())
            columns, rows = Columns(), rows + 1
    yield _part(f"texts-{len(starts) - 1}", held)
    yield _part(f"rows-{rows}", columns.facts())
    return rows + 1, starts


def _part(id: str, data: Any) -> str:
    return f'<script id="{id}" type="text/plain">{packed(data)}</script>\n'
