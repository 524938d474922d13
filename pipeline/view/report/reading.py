"""An article as it is read on a page, and where each of its raw characters stands there.

Of a page of HTML the tags, what browsers do not show and what cleaning cut are left out, and character references are
written out. Text and Markdown are shown as they are. Where the article itself is not at hand, what the rows quote of it
is put in its order.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from pipeline.view.pages.offsets import units

# A piece of a raw text: its raw start and its characters.
Piece = tuple[int, str]
Range = tuple[int, int]

GAP = "\n…\n"
WORDS = re.compile(r"\s+|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|[^\s&]+|&")
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,19})")
# Elements whose content no browser shows as text, and those inside a line; all others begin and end one. Source: HTML.
SILENT = frozenset("title script style noscript template svg iframe textarea".split())
INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i img ins kbd mark q s samp small span strong sub sup time u var "
    "wbr".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` is what is shown; `places[raw]` the offset, in UTF-16 units, of a raw character in it."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> list[int]:
        """Where a raw span stands in the text; two equal offsets if it is not shown."""
        last = len(self.places) - 1
        return [self.places[min(start, last)], self.places[min(end, last)]]

    @classmethod
    def of_article(cls, raw: str, form: str, cuts: Iterable[Range]) -> Reading:
        """The whole article; of HTML (`form` "html") what a browser would show of the body, without `cuts`."""
        if form != "html":
            return cls(raw, units(raw))
        return _read([(0, raw)], [*_unshown(raw), *((start, end, "") for start, end in cuts)], "")

    @classmethod
    def of_quotes(cls, quotes: Iterable[Piece], form: str) -> Reading:
        """What is quoted of an article, each passage once and in its order; a line "…" stands for what lies between."""
        pieces = _joined(quotes)
        hidden = [(at + s, at + e, block) for at, text in pieces if form == "html" for s, e, block in _unshown(text)]
        return _read(pieces, hidden, GAP, form == "html")


def _joined(quotes: Iterable[Piece]) -> list[Piece]:
    """Quotes that overlap or touch become one."""
    joined: list[Piece] = []
    for start, text in sorted(quotes, key=lambda quote: (quote[0], -len(quote[1]))):
        before, said = joined[-1] if joined else (0, "")
        if joined and start <= before + len(said):
            joined[-1] = (before, said + text[before + len(said) - start :])
        else:
            joined.append((start, text))
    return joined


def _read(pieces: Sequence[Piece], hidden: Sequence[tuple[int, int, str]], gap: str, html: bool = True) -> Reading:
    page = _Page()
    ranges = deque(sorted(hidden))
    for start, text in pieces:
        page.skip(start, gap if page.parts else "")
        at, end = start, start + len(text)
        while ranges and ranges[0][0] < end:
            low, high, instead = ranges.popleft()
            if low > at:
                page.show(text[at - start : low - start], html)
            page.skip(min(high, end), instead)
            at = max(at, min(high, end))
        page.show(text[at - start :], html)
    return Reading("".join(page.parts), page.ended())


class _Page:
    """Text that grows, with the place of every raw character so far."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[int] = []
        self.at = 0
        self.wanted = ""

    def show(self, raw: str, html: bool) -> None:
        for found in WORDS.finditer(raw) if html else re.finditer(r"(?s).+", raw):
            word = found[0]
            if html and word.isspace():
                self.skip(len(self.places) + len(word), " ")
            else:
                self._write(word, unescape(word) if html and word[0] == "&" else word)

    def skip(self, to: int, instead: str) -> None:
        """Raw characters up to the offset `to` are not shown; of what stands for them the longest counts once."""
        self.places.extend([self.at] * (to - len(self.places)))
        self.wanted = max(self.wanted, instead, key=len)

    def ended(self) -> list[int]:
        return [*self.places, self.at]

    def _write(self, word: str, shown: str) -> None:
        if self.parts:
            self.parts.append(self.wanted)
            self.at += len(self.wanted)
        self.wanted = ""
        self.parts.append(shown)
        places = units(shown)
        inner = places[:-1] if len(shown) == len(word) else [0] * len(word)
        self.places.extend(self.at + place for place in inner)
        self.at += places[-1]


def _unshown(raw: str) -> Iterator[tuple[int, int, str]]:
    """Ranges of HTML that a browser does not show, each with what stands for it; in linear time."""
    at = 0
    while (start := raw.find("<", at)) >= 0:
        tag = TAG.match(raw, start)
        name = tag[1].lower() if tag else ""
        if raw.startswith("<!--", start):
            end = _behind(raw, "-->", start)
        elif name in SILENT and raw[start + 1] != "/":
            close = re.compile(f"</{name}", re.IGNORECASE | re.ASCII).search(raw, start)
            end = _behind(raw, ">", close.start() if close else len(raw))
        elif tag or raw.startswith(("<!", "<?"), start):
            end = _behind(raw, ">", start)
        else:
            at = start + 1
            continue
        yield start, end, "" if name in INLINE or not name else "\n\n"
        at = end


def _behind(raw: str, mark: str, start: int) -> int:
    found = raw.find(mark, start)
    return len(raw) if found < 0 else found + len(mark)
