"""The claims of a run's folder: read, grouped and written beside its other tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath

from pipeline.claims.copies import Copies
from pipeline.claims.grouping import Grouping
from pipeline.claims.names import Names
from pipeline.claims.rows import rows
from pipeline.errors import ReadError
from pipeline.io.rows import Row
from pipeline.io.write import aside, line, read

TABLE = "claims.jsonl"


def claims(out: Path, symmetric: Collection[str] = ()) -> list[Row]:
    """Rows of claims of the folder `out` that a run wrote; `symmetric`: relations of which either argument may come
    first. ReadError if its tables are not those of a run."""
    try:
        outlets = {row["document"]: _outlet(row) for row in read(out / "documents.jsonl")}
        names, copies = Names.of(read(out / "entities.jsonl")), Copies()
        grouping = Grouping(names, outlets, symmetric)
        for document, of_document in groupby(read(out / "triples.jsonl"), key=lambda row: row["document"]):
            found = list(of_document)
            copies.add(document, (row["evidence"]["text"] for row in found))
            grouping.add(found)
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(f"{out}: not the tables of a run: {error}; run `tripline run` again") from error
    return rows(grouping.claims(), names, outlets, copies)


def write(found: Iterable[Row], out: Path) -> Path:
    """Writes `claims.jsonl` into the folder, aside first."""
    path = out / TABLE
    with aside(path) as file:
        file.writelines(line(row) for row in found)
    return path


def _outlet(row: Row) -> str:
    """The outlet that the article names, else the folder that it stands in, else "" for none."""
    folders = PurePosixPath(row["document"]).parts[:-1]
    return row["outlet"] or (folders[0] if folders else "")


def told_by_many(found: Iterable[Row], outlets: int = 1, contested: bool = False) -> Iterator[Row]:
    """Those claims that so many independent outlets tell; with `contested` those that are denied or contradicted."""
    for row in found:
        against = row["denies"] or row["contradicts"] or "doubts" in row["positions"]
        if row["outlets"] >= outlets and (against or not contested):
            yield row
