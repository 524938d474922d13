"""One article: where it stands, and what its bytes say.

Offsets count in the decoded file as it stands: line ends are kept, only a byte order mark is taken off.
"""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from string import whitespace
from typing import Any

from pipeline.document import Document, Format
from pipeline.errors import ReadError
from pipeline.io.stores import Place

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


ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\d-])")
SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An article not yet read: its name (path under the given folder, with `/`) and its file.

    A row or member of a larger file is `held`: as a document, or as the error that reading it gave.
    """

    name: str
    path: Place
    held: Document | ReadError | None = field(default=None, compare=False, repr=False)

    @property
    def size(self) -> int:
        """Bytes of the file, characters of what is held; 0 if it cannot be seen."""
        if self.held is not None:
            return len(self.held.raw) if isinstance(self.held, Document) else 0
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def read(source: Source, limit: int = LIMIT) -> Document:
    """The document of a source; ReadError if it cannot be opened, is binary, has no text or is too long.

    `limit` is in characters; a page of HTML may have `HTML_SHARE` times as many.
    """
    if isinstance(source.held, ReadError):
        raise source.held
    if source.held is not None:
        return source.held
    form = form_of(source.path.name)
    most = longest(form, limit)
    try:
        seen = source.path.stat()
        if not stat.S_ISREG(seen.st_mode):  # to read a pipe or a device might never end
            raise ReadError(f"{source.name}: is a folder, pipe or device, no file; give files")
        if seen.st_size > most * WIDEST_CHARACTER:
            raise ReadError(_too_long(source.name, most))
        data = source.path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{source.name}: cannot be read ({error.strerror or error}); check the path and rights"
        ) from error
    return document(source.name, data, form, limit)


def document(name: str, data: bytes, form: Format, limit: int = LIMIT) -> Document:
    """The document in the bytes of a file; ReadError as for `read`."""
    raw = decode(data, name)
    if len(raw) > longest(form, limit):
        raise ReadError(_too_long(name, longest(form, limit)))
    return Document(name, raw, form)


def form_of(file: str) -> Format:
    """The format that a file's name tells; text if it tells none."""
    return READERS.get(Path(file).suffix.lower(), "text")


def longest(form: Format, limit: int = LIMIT) -> int:
    """Characters that an article may have."""
    return limit * HTML_SHARE if form == "html" else limit


# ---------------------------------------------------------------------------------------------------- rows

TEXTS: tuple[tuple[str, Format], ...] = (("text", "text"), ("html", "html"))
COLUMNS = ("text", "html", "id", "date")


def of_row(row: Mapping[str, Any], name: str) -> Document:
    """The document in a row: its column "text", or else "html", and "date" (ISO) if there is one.

    A lone surrogate is read as U+FFFD. ReadError if both are missing, empty, no text or too long.
    """
    given = [(row[column], form) for column, form in TEXTS if row.get(column)]
    if not given:
        there = ", ".join(map(str, list(row)[:20]))
        what = "is empty" if any(column in row for column, _ in TEXTS) else f"has no text; its columns are {there}"
        raise ReadError(f"{name}: {what}; an article stands in a column named text or html")
    raw, form = given[0]
    if not isinstance(raw, str):
        raise ReadError(f"{name}: its {form} is of type {type(raw).__name__}; it must be text")
    if len(raw) > longest(form):
        raise ReadError(_too_long(name, longest(form)))
    if "\0" in raw:
        raise ReadError(f"{name}: is binary (holds NUL characters), not text")
    raw = SURROGATES.sub("\ufffd", raw.removeprefix("\ufeff"))
    _refuse_blank(raw, name)
    return Document(name, raw, form, published=_iso(row.get("date")))


def row_name(file: str, number: int, row: Mapping[str, Any]) -> str:
    """Name of a row's document: `wire.jsonl#12`, with an id `wire.jsonl#12:ID`. Rows count from 1."""
    told = row.get("id")
    return f"{file}#{number}" if told is None or told == "" else f"{file}#{number}:{str(told)[:200]}"


def _iso(told: object) -> str | None:
    """ISO date of a column's value; None for what is no such date: the article may tell its own."""
    if isinstance(told, (date, datetime)):
        return told.isoformat()[:10]
    found = ISO_DATE.match(told) if isinstance(told, str) else None
    return found[0] if found else None


# --------------------------------------------------------------------------------------------------- bytes


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
    _refuse_blank(raw, name)
    return raw


def _refuse_blank(raw: str, name: str) -> None:
    if not raw.strip("\ufeff\u200b\0" + whitespace) or not raw.strip():
        raise ReadError(f"{name}: is empty; an article needs text")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Reads the bytes that break UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


BAD_BYTES = "tripline-windows"
codecs.register_error(BAD_BYTES, _as_windows)


def _too_long(name: str, most: int) -> str:
    return f"{name}: is too long (more than {most:,} characters); split it or raise the limit"
