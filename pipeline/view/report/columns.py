"""The triples of a whole run as columns to search in: short, because numbers stand for what is told again and again."""

from __future__ import annotations

from typing import Any, get_args

from pipeline.document import Factuality
from pipeline.view.report.articles import Article, Facts, Row, value
from pipeline.view.report.reading import Reading
from pipeline.view.report.tally import Tally

FACTUALITIES = get_args(Factuality)
NAMES = ("article", "number", "relation", "subject", "object", "source", "factuality", "score", "evidence")


class Columns:
    """Some thousand triples, one list a column.

    `article` is the number of the article, `number` that of the triple in it; `subject`, `object` and `source` are
    numbers of `names` (source -1: the article itself), `relation` one of `relations`, `factuality` one of
    `FACTUALITIES`; `score` is in per cent. A name is [words, type, value, number of the entity or -1].
    """

    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {column: [] for column in NAMES}
        self.relations: dict[tuple[str, str], int] = {}
        self.names: dict[tuple[str, str, str, int], int] = {}

    def __len__(self) -> int:
        return len(self.columns["article"])

    def add(self, article: Article, shown: Reading, tally: Tally) -> None:
        """Adds the triples of an article that the tally has just counted."""
        text = shown.text.encode("utf-16-le", "surrogatepass")
        for number, row in enumerate(article.triples):
            start, end = shown.span(row["evidence"]["start"], row["evidence"]["end"])
            words = text[2 * start : 2 * end].decode("utf-16-le", "replace")
            kind = (row["family"], row["relation"])
            cells = (
                len(tally.articles) - 1,
                number,
                self.relations.setdefault(kind, len(self.relations)),
                self._name(article, row["subject"], tally),
                self._name(article, row["object"], tally),
                self._name(article, row["source"], tally) if row["source"] else -1,
                FACTUALITIES.index(row["factuality"]),
                round(100 * row["score"]),
                " ".join(words.split()),
            )
            for column, cell in zip(self.columns.values(), cells, strict=True):
                column.append(cell)

    def _name(self, article: Article, row: Row, tally: Tally) -> int:
        called = article.called(row)
        entity = tally.number(called) if "entity" in row else -1
        return self.names.setdefault((called, row["type"], value(row), entity), len(self.names))

    def facts(self) -> Facts:
        """The columns with the tables that their numbers point at."""
        return {**self.columns, "relations": list(self.relations), "names": list(self.names)}
