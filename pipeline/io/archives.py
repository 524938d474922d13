"""Archives of articles, zip and tar: members are read in their order, and nothing is ever unpacked onto the disk."""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO, Any, Literal

import pyarrow as pa

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.io.article import READERS, WIDEST_CHARACTER, Source, document, form_of, longest
from pipeline.io.bombs import RATIO, is_bomb

# What unpacking raises on a damaged, encrypted or unknown file; a wrong password is a RuntimeError.
DAMAGED = (OSError, ValueError, EOFError, RuntimeError, zlib.error, LZMAError, zipfile.BadZipFile, tarfile.TarError)


@dataclass(frozen=True, slots=True)
class _Member:
    """What an archive says of a member, and how to open it. `regular`: it is a file, no link or device."""

    name: str
    size: int
    regular: bool
    opened: Callable[[], IO[bytes] | None]


def zip_members(file: Source) -> Iterator[Source]:
    """One source for each article in a zip file."""
    with file.path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        yield from _sources(file, (_zipped(archive, info) for info in archive.infolist() if not info.is_dir()))


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Member:
    kind = stat.S_IFMT(info.external_attr >> 16)  # 0 where the archive was not made on Unix
    return _Member(info.filename, info.file_size, kind in (0, stat.S_IFREG), partial(archive.open, info))


def tar_members(file: Source) -> Iterator[Source]:
    """One source for each article in a tar file, plain or compressed with gzip, bzip2, xz or zstd."""
    with ExitStack() as stack:
        stream: Any = stack.enter_context(file.path.open("rb"))
        mode: Literal["r|", "r|*"] = "r|*"
        if file.path.suffix.lower() == ".zst":
            stream, mode = stack.enter_context(pa.input_stream(stream, compression="zstd")), "r|"
        archive = stack.enter_context(tarfile.open(fileobj=stream, mode=mode))
        yield from _sources(file, (_tarred(archive, info) for info in archive if not info.isdir()))


def _tarred(archive: tarfile.TarFile, info: tarfile.TarInfo) -> _Member:
    archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
    return _Member(info.name, info.size, info.isreg(), partial(archive.extractfile, info))


def _sources(file: Source, members: Iterable[_Member]) -> Iterator[Source]:
    packed, unpacked = file.path.stat().st_size, 0
    names: set[str] = set()
    for place, member in enumerate(members, start=1):
        unpacked += member.size
        if is_bomb(unpacked, packed):
            raise ReadError(f"unpacks to more than {RATIO} times its size: a bomb, no articles")
        if not _is_article(member.name):
            continue
        name = f"{file.name}/{member.name}"
        if name in names:  # an archive may hold a name twice
            name = f"{name}#{place}"
        names.add(name)
        yield Source(name, file.path, _held(name, member))


def _is_article(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith(".") and part.strip(".") for part in path.parts) or path.parts[:1] == ("__MACOSX",)
    return path.suffix.lower() in READERS and not hidden


def _held(name: str, member: _Member) -> Document | ReadError:
    form = form_of(member.name)
    most = longest(form) * WIDEST_CHARACTER
    try:
        if _leads_out(member.name):
            raise ReadError(f"{name}: its name leads out of the archive; it is not read")
        if not member.regular:
            raise ReadError(f"{name}: is a link or device, which is not followed")
        opened = member.opened() if member.size <= most else None
        if opened is None:
            raise ReadError(f"{name}: is too long ({member.size:,} bytes unpacked); split it")
        with opened as stream:
            return document(name, stream.read(most + 1), form)
    except ReadError as error:
        return error
    except DAMAGED as error:
        return ReadError(f"{name}: cannot be unpacked ({error}); test the archive")


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name[:1] in ("/", "\\") or ".." in parts or name[1:2] == ":"
