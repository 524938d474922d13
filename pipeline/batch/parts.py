"""The journal of a run: one file for every chunk that is done, under a name made of all that its rows depend on.

A part is written aside, flushed to the disk and renamed into place, so that a part which is there is whole, and a run
that was killed finds all that it had done. Its name is the SHA-256 of the fingerprint (model, profile, ontology, code)
and of every document of the chunk: a changed article or model has another name, and what has not changed keeps its
part. Layout: one line of JSON (`Entry`), then the rows of each table, compressed.
"""

from __future__ import annotations

import fcntl
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.batch.chunk import Loaded, Record
from pipeline.batch.summary import Summary
from pipeline.errors import BusyError
from pipeline.io.rows import TABLES
from pipeline.io.write import aside, line

FOLDER = ".parts"
_FAST = 1  # zlib level
_KEY = 16  # bytes of a part's name


@dataclass(frozen=True, slots=True)
class Entry:
    """First line of a part: what went in and what came out.

    `inputs`: SHA-256 of each document, in order. `repeated` and `cleaned` are digests of the corpus' repeated lines
    and of the cleaned texts that they led to. `aside`: names of documents that were given up after they had killed
    their worker. `sizes`: bytes of each table's rows, in the order of TABLES.
    """

    fingerprint: str
    inputs: tuple[str, ...]
    repeated: str
    cleaned: str
    aside: tuple[str, ...]
    sizes: tuple[int, ...]
    counts: Mapping[str, Any]

    @property
    def summary(self) -> Summary:
        return Summary.of_counts(dict(self.counts))


def inputs(items: Iterable[Loaded]) -> tuple[str, ...]:
    """SHA-256 of each item: of all that is known of the document before the flow."""
    return tuple(sha256(_identity(item)).hexdigest() for item in items)


def _identity(item: Loaded) -> bytes:
    told = (
        [item.document, item.rows] if isinstance(item, Record) else [item.name, item.format, item.published, item.raw]
    )
    return json.dumps(told).encode()


def key(fingerprint: str, inputs: Sequence[str]) -> str:
    """Name of the part of these inputs: 32 hex digits."""
    return sha256("\n".join([fingerprint, *inputs]).encode()).hexdigest()[: 2 * _KEY]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts in a folder, in subfolders by the first two digits of their names."""

    folder: Path

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def write(self, key: str, entry: Entry, tables: Sequence[bytes]) -> None:
        """Puts a part in place; OSError if it cannot be written."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        head = {name: getattr(entry, name) for name in Entry.__slots__}
        with aside(path) as file:
            file.write(json.dumps(head).encode() + b"\n")
            file.write(zlib.compress(b"".join(tables), _FAST))

    def entry(self, key: str) -> Entry | None:
        """What a part says of itself; None if there is no such part, or one that cannot be read."""
        try:
            with self._path(key).open("rb") as file:
                head: dict[str, Any] = json.loads(file.readline())
            told: Any = {name: tuple(given) if isinstance(given, list) else given for name, given in head.items()}
            return Entry(**told)
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def tables(self, key: str) -> Iterator[bytes]:
        """The rows of each table, in the order of TABLES; OSError if the part cannot be read."""
        with self._path(key).open("rb") as file:
            sizes = json.loads(file.readline())["sizes"]
            try:
                rows = zlib.decompress(file.read())
            except zlib.error as error:
                raise OSError(f"{self._path(key)}: damaged ({error}); delete it and run again") from error
        at = 0
        for size in sizes:
            yield rows[at : at + size]
            at += size

    def prune(self, keys: Iterable[str]) -> None:
        """Removes all parts but these, and what killed runs left half-written."""
        kept = set(keys)
        for path in self.folder.glob("??/*"):
            if path.name not in kept:
                path.unlink(missing_ok=True)


class Keys:
    """The names of a run's parts in the order of chunks, whatever the order in which they come: 16 bytes each.

    `first` is the number of the first chunk.
    """

    def __init__(self, first: int = 0) -> None:
        self._first = first
        self._bytes = bytearray()

    def add(self, chunk: int, key: str) -> None:
        at = (chunk - self._first) * _KEY
        self._bytes.extend(bytes(max(0, at + _KEY - len(self._bytes))))
        self._bytes[at : at + _KEY] = bytes.fromhex(key)

    def __iter__(self) -> Iterator[str]:
        return (self._bytes[at : at + _KEY].hex() for at in range(0, len(self._bytes), _KEY))


def rows_of(records: Iterable[Record]) -> list[bytes]:
    """The records' rows as bytes of each table, in the order of TABLES."""
    made: dict[str, list[bytes]] = {table: [] for table in TABLES}
    for record in records:
        for table, rows in record.rows.items():
            made[table].extend(map(line, rows))
    return [b"".join(made[table]) for table in TABLES]


@contextmanager
def locked(out: Path) -> Iterator[int]:
    """Holds the output folder for this run alone, and gives the lock's file descriptor; BusyError if another run does.

    The kernel frees the lock when the run ends, however it ends.
    """
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"{out}: another run is writing there; wait for it, or give another --out") from error
        yield descriptor
    finally:
        os.close(descriptor)
