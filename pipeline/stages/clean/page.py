"""An HTML page as the text it shows, each character with its place in the raw file.

A linear scanner of our own, because the parsers that repair broken pages forget where the characters stood.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document import Piece
from pipeline.stages.clean.buffer import Buffer

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>")
LOOSE_TAG = re.compile(r"<[/!?]?[a-zA-Z\[?!-][^>]{0,5000}>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
BLANK = re.compile(r"\s+")
ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]{0,40})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)')")
RAW_TEXT = frozenset("script style textarea title template noscript iframe svg math".split())
BLOCKS = frozenset(
    "address article aside blockquote body br button caption dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead"
    " tr ul video audio".split()
)
OUTSIDE = frozenset("nav footer aside form button figure header dialog".split())
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(slots=True)
class Block:
    """A line of the page's text: body range, the innermost block element and whether it stands outside the article."""

    start: int
    end: int
    tag: str
    outside: bool


@dataclass(slots=True)
class Page:
    """What a page shows: text whose blocks are lines, `<meta>` and `<time>` values, JSON-LD, greatest depth."""

    buffer: Buffer
    blocks: list[Block]
    meta: dict[str, str]
    scripts: list[str]
    depth: int


@dataclass(slots=True)
class _Reader:
    """State of the scan: what is written so far and which elements are open."""

    raw: str
    texts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    length: int = 0
    block_start: int = 0
    tag: str = "body"
    outside: int = 0
    level: int = 0
    depth: int = 0
    head: bool = False

    def put(self, shown: str, start: int, end: int) -> None:
        """Write `shown`, which stands for `raw[start:end]`."""
        self.texts.append(shown)
        self.pieces.append(Piece(self.length, len(shown), start, end - start))
        self.length += len(shown)

    def show(self, start: int, end: int) -> None:
        """Write the visible text of `raw[start:end]`, white space collapsed and entities decoded."""
        at = start
        marks = sorted(
            [*ENTITY.finditer(self.raw, start, end), *BLANK.finditer(self.raw, start, end)], key=lambda m: m.start()
        )
        for m in marks:
            if m.start() > at:
                self.put(self.raw[at : m.start()], at, m.start())
            shown = " " if m.group().isspace() else html.unescape(m.group())
            if shown != " " or (self.length > self.block_start and self.texts[-1][-1:] != " "):
                self.put(shown, m.start(), m.end())
            at = m.end()
        if at < end:
            self.put(self.raw[at:end], at, end)

    def close_block(self, at: int) -> None:
        """End the line that is being written, if it holds anything."""
        if self.length > self.block_start:
            self.blocks.append(Block(self.block_start, self.length, self.tag, self.outside > 0))
            self.put("\n\n", at, at)
        self.block_start = self.length

    def open_or_close(self, m: re.Match[str]) -> None:
        """Follow a tag."""
        closing, tag, attributes = m[1] == "/", m[2].lower(), m[3]
        if tag in ("meta", "time", "link"):
            self._note(tag, attributes)
        if tag == "head":
            self.head = not closing
        elif tag == "body":
            self.head = False
        if tag in BLOCKS:
            self.close_block(m.start())
            self.tag = tag if not closing else "div"
        if tag in OUTSIDE:
            self.outside = max(0, self.outside + (-1 if closing else 1))
        if tag not in VOID and not attributes.endswith("/"):
            self.level = max(0, self.level + (-1 if closing else 1))
            self.depth = max(self.depth, self.level)

    def _note(self, tag: str, attributes: str) -> None:
        values = {
            m[1].lower(): html.unescape(m[2] if m[2] is not None else m[3]) for m in ATTRIBUTE.finditer(attributes)
        }
        if tag == "time" and "datetime" in values:
            self.meta.setdefault("time", values["datetime"])
        key = values.get("property") or values.get("name") or values.get("itemprop")
        if tag == "meta" and key and "content" in values:
            self.meta.setdefault(key.lower(), values["content"])
        if tag == "link" and values.get("rel") == "canonical" and "href" in values:
            self.meta.setdefault("canonical", values["href"])


def read_page(raw: str) -> Page:
    """The page's visible text and facts. Never fails: what is no tag is text. Linear in the length of the page."""
    reader = _Reader(raw)
    for start, end, m in _runs(raw, reader):
        if start < end and not reader.head:
            reader.show(start, end)
        if m is not None:
            reader.open_or_close(m)
    reader.close_block(len(raw))
    buffer = Buffer("".join(reader.texts), tuple(reader.pieces))
    return Page(buffer, reader.blocks, reader.meta, reader.scripts, reader.depth)


def _runs(raw: str, reader: _Reader) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Runs of text, each with the tag that follows it; comments, scripts and the like are passed over."""
    at = text = 0
    while True:
        start = raw.find("<", at)
        if start < 0:
            yield text, len(raw), None
            return
        m = TAG.match(raw, start)
        end = m.end() if m else _oddity(raw, start)
        if end == start:
            at = start + 1
            continue
        yield text, start, m
        at = text = _behind(raw, m, reader) if m else end


def _oddity(raw: str, start: int) -> int:
    """End of a comment, doctype or broken tag at `start`; `start` itself if the `<` is mere text."""
    if raw.startswith("<!--", start):
        end = raw.find("-->", start + 4)
        return len(raw) if end < 0 else end + 3
    loose = LOOSE_TAG.match(raw, start)
    return loose.end() if loose else start


def _behind(raw: str, m: re.Match[str], reader: _Reader) -> int:
    """Where reading goes on after a tag: behind the whole element if its content is not shown."""
    tag = m[2].lower()
    if m[1] or tag not in RAW_TEXT or m[3].endswith("/"):
        return m.end()
    close = re.compile(rf"</{tag}\b", re.I).search(raw, m.end())
    end = close.start() if close else len(raw)
    if tag == "script" and "ld+json" in m[3]:
        reader.scripts.append(raw[m.end() : end])
    return end
