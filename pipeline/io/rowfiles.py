"""Files of rows, one article each: JSON lines, CSV, Parquet, and folders written by `datasets.save_to_disk`.

Each reader gives one source after another and holds only a few rows at a time. A row that is no article is a source
whose reading fails, and the rows behind it are read all the same.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.io.article import (
    BAD_BYTES,
    COLUMNS,
    HTML_SHARE,
    LIMIT,
    MARKS,
    TEXTS,
    WIDEST_CHARACTER,
    Source,
    of_row,
    row_name,
)
from pipeline.io.bombs import Metered
from pipeline.io.stores import Place

_LONGEST_LINE = LIMIT * HTML_SHARE * WIDEST_CHARACTER
_ROWS_AT_A_TIME = 64


def from_rows(file: Source, rows: Iterable[tuple[int, Mapping[str, Any] | ReadError]]) -> Iterator[Source]:
    """Numbered rows as sources."""
    for number, row in rows:
        name = f"{file.name}#{number}" if isinstance(row, ReadError) else row_name(file.name, number, row)
        yield Source(name, file.path, _held(name, row))


def _held(name: str, row: Mapping[str, Any] | ReadError) -> Document | ReadError:
    if isinstance(row, ReadError):
        return ReadError(f"{name}: {row}")
    try:
        return of_row(row, name)
    except ReadError as error:
        return error


def has_articles(columns: Iterable[str]) -> bool:
    """Whether rows of these columns hold articles."""
    return any(column in columns for column, _ in TEXTS)


# ---------------------------------------------------------------------------------------------- JSON lines


def json_lines(file: Source) -> Iterator[Source]:
    """One source a line of a .jsonl file, plain or compressed; blank lines are none."""
    return from_rows(file, _json_rows(file.path))


def json_columns(path: Place) -> list[str]:
    """Columns of the first row; none if it is no JSON object."""
    row = next((row for _, row in _json_rows(path)), {})
    return [] if isinstance(row, ReadError) else list(row)


def _json_rows(path: Place) -> Iterator[tuple[int, Mapping[str, Any] | ReadError]]:
    with _opened(path) as file:
        for number, line in enumerate(_lines(file), start=1):
            if len(line) >= _LONGEST_LINE:
                yield number, ReadError(f"is longer than {_LONGEST_LINE:,} bytes; split it")
            elif line.strip():
                yield number, _object(line)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines of a file; of one that is too long only its beginning, so that none takes more memory than that."""
    first = True
    while line := file.readline(_LONGEST_LINE):
        rest = line
        while len(rest) >= _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST_LINE)
        yield line.removeprefix(b"\xef\xbb\xbf") if first else line
        first = False


def _object(line: bytes) -> Mapping[str, Any] | ReadError:
    try:
        row = json.loads(line.decode("utf-8", errors=BAD_BYTES))
    except (ValueError, RecursionError) as error:
        return ReadError(f"is no JSON: {error}")
    return row if isinstance(row, dict) else ReadError(f"is a JSON {type(row).__name__}, no object")


@contextmanager
def _opened(path: Place) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked; ReadError from it when it unpacks to far too much."""
    with path.open("rb") as file:
        if path.suffix.lower() == ".gz":
            yield Metered.over(gzip.GzipFile(fileobj=file), path.stat().st_size)
        elif path.suffix.lower() == ".zst":
            yield Metered.over(pa.input_stream(file, compression="zstd"), path.stat().st_size)
        else:
            yield file


# ----------------------------------------------------------------------------------------------------- CSV


def csv_rows(file: Source) -> Iterator[Source]:
    """One source a record of a .csv or .tsv file, whose first record names the columns."""
    with _text(file.path) as text:
        reader = _csv(file.path, text)
        _need(file, reader.fieldnames or ())
        yield from from_rows(file, enumerate(reader, start=1))


def csv_columns(path: Place) -> list[str]:
    """Columns that the first record names."""
    with _text(path) as text:
        return list(_csv(path, text).fieldnames or ())


def _text(path: Place) -> IO[str]:
    with path.open("rb") as file:
        start = file.read(4)
    encoding = next((encoding for mark, encoding in MARKS if start.startswith(mark)), "utf-8")
    if encoding == "utf-8":
        return path.open("r", encoding="utf-8-sig", errors=BAD_BYTES, newline="")
    return path.open("r", encoding=encoding.rsplit("-", 1)[0], errors="replace", newline="")


def _csv(path: Place, text: IO[str]) -> csv.DictReader[str]:
    """A reader with the file's own separator: of tab, semicolon and comma the one that parts the names of columns."""
    csv.field_size_limit(_LONGEST_LINE)
    header = text.readline(_LONGEST_LINE)
    separator = max(",;\t", key=header.count)
    text.seek(0)
    return csv.DictReader(text, delimiter=separator)


# -------------------------------------------------------------------------------------- Parquet and Arrow


def parquet_rows(file: Source) -> Iterator[Source]:
    """One source a row of a Parquet file."""
    with file.path.open("rb") as stream, pq.ParquetFile(stream) as table:
        columns = _need(file, table.schema_arrow.names)
        batches = table.iter_batches(_ROWS_AT_A_TIME, columns=columns)
        yield from from_rows(file, _numbered(batches))


def parquet_columns(path: Place) -> list[str]:
    """Names of the columns."""
    with path.open("rb") as file:
        return list(pq.read_schema(file).names)


def dataset_rows(folder: Source) -> Iterator[Source]:
    """One source a row of a folder that `datasets.Dataset.save_to_disk` has written."""
    return from_rows(folder, _numbered(_dataset_batches(folder)))


def _dataset_batches(folder: Source) -> Iterator[pa.RecordBatch]:
    for path in _dataset_files(folder.path):
        with pa.memory_map(str(path)) as file, pa.ipc.open_stream(file) as table:
            columns = _need(folder, table.schema.names)
            for batch in table:
                for start in range(0, batch.num_rows, _ROWS_AT_A_TIME):
                    yield batch.slice(start, _ROWS_AT_A_TIME).select(columns)


def dataset_columns(folder: Place) -> list[str]:
    """Names of the columns."""
    path = next(iter(_dataset_files(folder)), None)
    if path is None:
        return []
    with pa.memory_map(str(path)) as file, pa.ipc.open_stream(file) as table:
        return list(table.schema.names)


def _dataset_files(place: Place) -> list[Path]:
    """The folder's data files in their order; of a name that leads out of it only the last part counts."""
    folder = Path(str(place))
    told = json.loads((folder / "state.json").read_text("utf-8"))
    return [folder / Path(str(file["filename"])).name for file in told["_data_files"]]


def _numbered(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = (row for batch in batches for row in batch.to_pylist())
    return enumerate(rows, start=1)


def _need(file: Source, columns: Iterable[str]) -> list[str]:
    """Those of the columns that are read; ReadError if none of them holds articles."""
    there = list(columns)
    if not has_articles(there):
        raise ReadError(f"{file.name}: has no column text or html; its columns are {', '.join(there[:20])}; rename one")
    return [column for column in COLUMNS if column in there]
