"""Files that hold many articles: which they are, and the articles in them, streamed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa

from pipeline.errors import ReadError
from pipeline.io import archives, rowfiles
from pipeline.io.article import Source
from pipeline.io.stores import Place

_DAMAGED = (*archives.DAMAGED, csv.Error, pa.ArrowException, KeyError, TypeError, RecursionError)
_PACKED = ("", ".gz", ".zst")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a file of this kind is read, and how its columns are told; archives have none."""

    members: Callable[[Source], Iterator[Source]]
    columns: Callable[[Place], Iterable[str]] | None = None


_JSON = _Kind(rowfiles.json_lines, rowfiles.json_columns)
_CSV = _Kind(rowfiles.csv_rows, rowfiles.csv_columns)
_TAR = _Kind(archives.tar_members)
_DATASET = _Kind(rowfiles.dataset_rows, rowfiles.dataset_columns)
KINDS: Mapping[str, _Kind] = {
    **{f"{suffix}{packed}": _JSON for suffix in (".jsonl", ".ndjson") for packed in _PACKED},
    ".csv": _CSV,
    ".tsv": _CSV,
    ".parquet": _Kind(rowfiles.parquet_rows, rowfiles.parquet_columns),
    ".zip": _Kind(archives.zip_members),
    **{f".tar{packed}": _TAR for packed in (*_PACKED, ".bz2", ".xz")},
    ".tgz": _TAR,
}


def is_container(path: Place) -> bool:
    """Whether the path's name, or for a folder what is in it, says that it holds many articles."""
    return _kind(path) is not None


def holds_articles(path: Place) -> bool:
    """Whether a container is worth a look: archives, rows with a column of articles, and what cannot be opened."""
    kind = _kind(path)
    if kind is None:
        return False
    try:
        return kind.columns is None or rowfiles.has_articles(kind.columns(path))
    except (ReadError, *_DAMAGED):
        return True


def _kind(path: Place) -> _Kind | None:
    name = path.name.lower()
    found = next((kind for suffix, kind in KINDS.items() if name.endswith(suffix)), None)
    if found is None or path.is_dir():
        return _DATASET if is_dataset(path) else None
    return found


def is_dataset(folder: Place) -> bool:
    """Whether `datasets.Dataset.save_to_disk` has written the folder."""
    if not isinstance(folder, Path):  # in a store they are not looked for
        return False
    return (folder / "state.json").is_file() and (folder / "dataset_info.json").is_file()


def members(source: Source) -> Iterator[Source]:
    """The articles in a container, in order; the source itself if it is none.

    Where a container is damaged, one source stands for all that cannot be read behind it.
    """
    kind = _kind(source.path) if source.held is None else None
    if kind is None:
        yield source
        return
    count = 0
    try:
        for member in kind.members(source):
            count += 1
            yield member
    except (ReadError, *_DAMAGED) as error:
        why = str(error).removeprefix(f"{source.name}: ")
        told = ReadError(
            f"{source.name}: cannot be read behind article {count} ({why})" if count else f"{source.name}: {why}"
        )
        yield Source(f"{source.name}#rest" if count else source.name, source.path, told)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of files and containers, in order; it can be gone through again and again.

    `since`: only files changed at or after this time (seconds since 1970). `limit`: only so many articles.
    """

    files: Iterable[Source] = field(repr=False)
    since: float | None = None
    limit: int | None = None

    def __iter__(self) -> Iterator[Source]:
        files = (file for file in self.files if self.since is None or _changed(file.path) >= self.since)
        return islice((member for file in files for member in members(file)), self.limit)


def _changed(path: Place) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # it fails when it is read, and is named then
        return float("inf")
