"""Rows into files: JSON lines as a run goes on, Parquet and CSV from them on request.

Every file is written aside (`NAME.part`), flushed to the disk and renamed into place: a file under its final name
is whole.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.io.article import SURROGATES
from pipeline.io.rows import TABLES, Row

_ROWS_AT_A_TIME = 10_000


@contextmanager
def aside(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that takes its name `path` when the block ends well, and is removed when it does not."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def line(row: Row) -> bytes:
    """One row as one line of UTF-8 JSON; keys stay in the order of the row."""
    try:
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:  # the name of a file can hold bytes that are no UTF-8: lone surrogates, escaped
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def read(path: Path) -> Iterator[Row]:
    """The rows of a JSON lines file."""
    with path.open("rb") as file:
        for row in file:
            yield json.loads(row)


# -------------------------------------------------------------------------------------------- flat columns
# Parquet and CSV hold one flat record per row. A nested object becomes columns "subject_name", "cue_start"; a
# value becomes "object_number" or, for dates, "object_date"; lists and maps become JSON text.

_ARGUMENT = {"entity": pa.string(), "name": pa.string(), "type": pa.string()}
_QUOTE = {"text": pa.string(), "start": pa.int64(), "end": pa.int64()}
_VALUE = {"number": pa.float64(), "date": pa.string(), "unit": pa.string()}


def _nested(name: str, parts: Mapping[str, pa.DataType]) -> dict[str, pa.DataType]:
    return {f"{name}_{part}": kind for part, kind in parts.items()}


def _texts(*names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names, pa.string())


def _counts(*names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names, pa.int64())


COLUMNS: Mapping[str, Mapping[str, pa.DataType]] = {
    "triples": {
        **_texts("id", "document", "published", "family", "relation"),
        **_nested("subject", _ARGUMENT | _QUOTE),
        **_nested("object", _ARGUMENT | _QUOTE | _VALUE),
        **_texts("qualifiers", "factuality"),
        **_nested("source", _ARGUMENT | _QUOTE | _nested("cue", _QUOTE)),
        **_nested("cue", _QUOTE),
        **_nested("evidence", _QUOTE),
        "score": pa.float64(),
        **_texts("by", "target", "via"),
    },
    "entities": _texts("document", "entity", "name", "type", "gender", "country", "mentions"),
    "documents": {
        **_texts("document", "format"),
        **_nested("title", _QUOTE),
        **_nested("byline", _QUOTE),
        **_texts("outlet", "published"),
        **_counts("words", "sentences", "mentions", "entities", "triples", "stances"),
        **_texts("cuts"),
    },
    "failures": _texts("document", "stage", "error", "message"),
}


def flat(row: Row, columns: Iterable[str]) -> Row:
    """The row as one flat record with exactly these columns.

    A lone surrogate, which the name of a file may hold and a column cannot, becomes U+FFFD.
    """
    found = dict(_leaves(row, ""))
    return {column: _encodable(found.get(column)) for column in columns}


def _encodable(cell: Any) -> Any:
    return SURROGATES.sub("\ufffd", cell) if isinstance(cell, str) and not cell.isascii() else cell


def _leaves(row: Row, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, part in row.items():
        if name in ("qualifiers", "mentions", "cuts", "via") and isinstance(part, (dict, list)):
            yield name, json.dumps(part, ensure_ascii=False)
        elif isinstance(part, dict):
            yield from _leaves(part, f"{prefix}{name}_")
        elif name == "value":
            yield prefix + ("date" if isinstance(part, str) else "number"), part
        else:
            yield prefix + name, part


# -------------------------------------------------------------------------------------------------- writers


FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of one; OWASP, "CSV Injection"


def write_csv(rows: Iterable[Row], table: str, path: Path) -> None:
    """Rows as CSV (RFC 4180) with a header; UTF-8 with a byte order mark, which spreadsheets look for.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    columns = COLUMNS[table]
    with aside(path) as file:
        file.write(b"\xef\xbb\xbf")
        writer = csv.DictWriter(_Encoded(file), columns)
        writer.writeheader()
        writer.writerows({name: _harmless(cell) for name, cell in flat(row, columns).items()} for row in rows)


def _harmless(cell: Any) -> Any:
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


class _Encoded:
    """The text side of a binary file, as much of it as `csv` wants."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def write_parquet(rows: Iterable[Row], table: str, path: Path) -> None:
    """Rows as Parquet with the columns of `COLUMNS`, compressed."""
    columns = COLUMNS[table]
    schema = pa.schema(list(columns.items()))
    with aside(path) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(flat(row, columns) for row in rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


Writer = Callable[[Iterable[Row], str, Path], None]

WRITERS: Mapping[str, Writer] = {"parquet": write_parquet, "csv": write_csv}


def export(folder: Path, formats: Iterable[str]) -> None:
    """Writes every table of a finished run in more formats, and removes those that an earlier run left behind."""
    wanted = set(formats)
    for table in TABLES:
        for format, write in WRITERS.items():
            path = folder / f"{table}.{format}"
            if format in wanted:
                write(read(folder / f"{table}.jsonl"), table, path)
            else:
                path.unlink(missing_ok=True)
