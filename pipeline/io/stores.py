"""Object stores: files behind an address such as `s3://bucket/wire/`, through fsspec (https://filesystem-spec.readthedocs.io).

Nothing is copied onto the disk: a file is read from the store when its articles are, by the process that needs them.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from glob import has_magic
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pipeline.errors import ReadError


@dataclass(frozen=True, slots=True, order=True)
class Stored:
    """A file in a store, with as much of `pathlib.Path` as the readers of articles ask for. `size` in bytes, as the
    store's listing tells it."""

    address: str
    size: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.address

    @property
    def name(self) -> str:
        return PurePosixPath(self.address).name

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.address).suffix

    def as_posix(self) -> str:
        return self.address

    def is_dir(self) -> bool:
        return False

    def stat(self) -> Seen:
        return Seen(self)

    def read_bytes(self) -> bytes:
        with self.open() as file:
            data: bytes = file.read()
            return data

    def open(self, mode: str = "rb", **text: Any) -> IO[Any]:
        """The file's bytes, or its text as `open` gives it; OSError if the store does not give it."""
        with _told(self.address):
            store, path = _store(self.address)
            opened: IO[Any] = store.open(path, mode, **text)
            return opened


@dataclass(frozen=True, slots=True)
class Seen:
    """What `os.stat_result` says of a file."""

    file: Stored
    st_mode: int = stat.S_IFREG

    @property
    def st_size(self) -> int:
        return self.file.size

    @property
    def st_mtime(self) -> float:
        with _told(self.file.address):
            store, path = _store(self.file.address)
            return float(store.modified(path).timestamp())


Place = Path | Stored


def is_address(given: Path | str) -> bool:
    """Whether it is the address of something in a store, and no path on this machine."""
    return isinstance(given, str) and "://" in given


def files(address: str) -> Iterator[tuple[str, Stored]]:
    """The files at an address or pattern, each with its name under it, in the order of names; hidden ones are left out.

    Only one folder of each level is held at a time. ReadError if nothing is there or the store cannot be asked.
    """
    with _told(address):
        store, path = _store(address)
        if has_magic(path):
            found = sorted(store.glob(path, detail=True).values(), key=lambda entry: str(entry["name"]))
        else:
            found = [store.info(path)] if store.exists(path) else []
        if not found:
            raise ReadError(f"{address}: nothing is there; check the address")
        for entry in found:
            if entry["type"] == "directory":
                yield from _walk(store, entry["name"], "")
            else:
                yield PurePosixPath(entry["name"]).name, _stored(store, entry)


def _walk(store: Any, folder: str, prefix: str) -> Iterator[tuple[str, Stored]]:
    there = []
    for entry in store.ls(folder, detail=True):
        name, inside = PurePosixPath(entry["name"]).name, entry["type"] == "directory"
        if not name.startswith(".") and entry["name"].rstrip("/") != folder.rstrip("/"):
            there.append((name + "/" * inside, entry))
    for name, entry in sorted(there, key=lambda pair: pair[0]):
        if name.endswith("/"):
            yield from _walk(store, entry["name"], prefix + name)
        else:
            yield prefix + name, _stored(store, entry)


def _stored(store: Any, entry: dict[str, Any]) -> Stored:
    return Stored(store.unstrip_protocol(entry["name"]), entry.get("size") or 0)


def _store(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. Listings are not kept: they would grow with the corpus."""
    from fsspec.core import url_to_fs  # only who gives an address needs it

    store, path = url_to_fs(address, use_listings_cache=False)
    return store, str(path)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """ReadError for a store that cannot be asked at all; OSError for what its own library raises."""
    try:
        yield
    except (ReadError, OSError):
        raise
    except ImportError as error:
        raise ReadError(
            f"{address}: {error}; stores need pip install 'tripline[stores]' and their own package"
        ) from error
    except Exception as error:  # each store's library has errors of its own
        raise OSError(f"{address}: {type(error).__name__}: {error}") from error
