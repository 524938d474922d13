"""The output folder of a run, read back article by article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.io.rows import Row
from pipeline.io.write import read


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one article."""

    document: Row
    entities: list[Row]
    triples: list[Row]

    @property
    def name(self) -> str:
        """Name of the document."""
        return str(self.document["document"])


def articles(folder: Path) -> Iterator[Found]:
    """Articles in the order of `documents.jsonl`, one at a time in memory; ReadError if it is no output of a run."""
    for table in ("documents", "entities", "triples"):
        if not (folder / f"{table}.jsonl").is_file():
            raise ReadError(f"{folder}: has no {table}.jsonl; give the folder that `tripline run` wrote")
    entities, triples = _Grouped(folder / "entities.jsonl"), _Grouped(folder / "triples.jsonl")
    for document in read(folder / "documents.jsonl"):
        yield Found(document, entities.of(document["document"]), triples.of(document["document"]))
    for grouped in (entities, triples):
        if grouped.waiting:
            name = grouped.waiting[0]
            raise ReadError(f"{grouped.path}: rows of {name!r} stand out of the order of documents.jsonl; run again")


class _Grouped:
    """Rows of a table by document, of which the next group waits until its document is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._groups = ((name, list(rows)) for name, rows in groupby(read(path), key=lambda row: str(row["document"])))
        self.waiting = next(self._groups, None)

    def of(self, document: str) -> list[Row]:
        if self.waiting is None or self.waiting[0] != document:
            return []
        rows = self.waiting[1]
        self.waiting = next(self._groups, None)
        return rows
