"""From paths to documents: which files are articles, and what their bytes say.

`find` lists the articles under files, folders and globs; `read` decodes one of them. Offsets count in the decoded
file as it stands: line ends are kept, only a byte order mark is taken off.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from string import whitespace

from pipeline.document import Document, Format
from pipeline.errors import ReadError

READERS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
# Longest article, in characters. A page of HTML may hold so many times more, because most of it is markup.
LIMIT = 500_000
HTML_SHARE = 6
# No encoding that is read here needs more bytes for a character.
WIDEST_CHARACTER = 4
# First bytes of files that are no text, and what they are. Source: the formats' specifications.
SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"{\\rtf", "an RTF file"),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An article not yet read: its name (path under the given folder, with `/`) and its file."""

    name: str
    path: Path


def find(paths: Iterable[Path | str]) -> list[Source]:
    """All articles under the paths, in the order given and sorted within a folder; a file found twice counts once.

    A file named as such is read whatever its suffix; in folders only suffixes in `READERS` count (see `skipped`).
    Two files of the same name under different folders are told apart by their full path. Raises ReadError for a
    path that does not exist or a glob that matches nothing.
    """
    sources: list[Source] = []
    names: set[str] = set()
    files: set[Path] = set()
    for name, path in articles(paths):
        if (real := Path(os.path.realpath(path))) in files:
            continue
        files.add(real)
        unique = name if name not in names else path.as_posix()
        names.add(unique)
        sources.append(Source(unique, path))
    return sources


def articles(paths: Iterable[Path | str]) -> Iterator[tuple[str, Path]]:
    """Name and file of each article under the paths; raises ReadError as `find` does."""
    for given in _spread(paths):
        if not given.is_dir():
            yield given.name, given
            continue
        for path in _walk(given):
            if path.suffix.lower() in READERS:
                yield path.relative_to(given).as_posix(), path


def skipped(paths: Iterable[Path | str]) -> list[Path]:
    """Files in the given folders that are passed over because their suffix is not in `READERS`."""
    return [
        path
        for given in _spread(paths)
        if given.is_dir()
        for path in _walk(given)
        if path.suffix.lower() not in READERS
    ]


def read(source: Source, limit: int = LIMIT) -> Document:
    """The document in a file; ReadError if it cannot be opened, is binary, has no text or is too long.

    `limit` is in characters; a page of HTML may have `HTML_SHARE` times as many.
    """
    form = READERS.get(source.path.suffix.lower(), "text")
    most = limit * HTML_SHARE if form == "html" else limit
    try:
        if source.path.stat().st_size > most * WIDEST_CHARACTER:
            raise ReadError(_too_long(source.name, most))
        data = source.path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{source.name}: cannot be read ({error.strerror or error}); check the path and rights"
        ) from error
    raw = decode(data, source.name)
    if len(raw) > most:
        raise ReadError(_too_long(source.name, most))
    return Document(source.name, raw, form)


def decode(data: bytes, name: str) -> str:
    """The text in the bytes of a file.

    A byte order mark decides; else the file is UTF-8, and each byte that breaks UTF-8 is read as Windows-1252. So one
    bad byte costs one character and not the file, an old Windows file is read in full, and nothing is dropped. The
    five bytes that Windows-1252 leaves open become U+FFFD. Raises ReadError for empty and for binary files.
    """
    kind = next((kind for start, kind in SIGNATURES if data.startswith(start)), None)
    if kind:
        raise ReadError(f"{name}: is {kind}, not text; convert it to text or HTML first")
    mark, encoding = next(((m, e) for m, e in MARKS if data.startswith(m)), (b"", "utf-8"))
    if encoding == "utf-8":
        if b"\0" in data:
            raise ReadError(f"{name}: is binary (holds NUL bytes), not text; UTF-16 needs a byte order mark")
        raw = data[len(mark) :].decode("utf-8", errors=BAD_BYTES)
    else:
        raw = data[len(mark) :].decode(encoding, errors="replace")
    if not raw.strip("\ufeff\u200b\0" + whitespace) or not raw.strip():
        raise ReadError(f"{name}: is empty; an article needs text")
    return raw


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Reads the bytes that break UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


BAD_BYTES = "tripline-windows"
codecs.register_error(BAD_BYTES, _as_windows)


def _too_long(name: str, most: int) -> str:
    return f"{name}: is too long (more than {most:,} characters); split it or raise the limit"


def _spread(paths: Iterable[Path | str]) -> Iterator[Path]:
    """The paths with globs resolved, in sorted order."""
    for given in paths:
        path = Path(given)
        if path.exists():
            yield path
        elif has_magic(str(given)) and (matches := sorted(glob(str(given), recursive=True))):
            yield from map(Path, matches)
        else:
            raise ReadError(f"{given}: no such file or folder, and no glob that matches one; check the path")


def _walk(folder: Path) -> Iterator[Path]:
    """Files under a folder, sorted by path; hidden files and folders are no articles, links to folders not followed."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            if not file.startswith("."):
                yield Path(where) / file
