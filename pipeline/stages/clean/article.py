"""Which part of an HTML page is the article: trafilatura chooses, and its choice is found again in the raw page."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import trafilatura

from pipeline.stages.clean.buffer import Buffer, Edit
from pipeline.stages.clean.dates import iso_of_address
from pipeline.stages.clean.page import Page, read_page

# trafilatura gives nothing past about 250 nested levels and has no time-out of its own.
DEEPEST = 250
# A page without an article is an outcome here and no error to be printed.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
LONGEST_PAGE = 2_000_000
# Paragraphs of trafilatura that may be missing from the page before the search for more is given up: each costs a
# walk over the rest of the page.
MISSES = 40
# Letters of a part that is too short to be unique in a page, and how far ahead it is looked for.
SHORT, NEAR = 25, 3000
KEPT_TAGS = frozenset("p h1 h2 h3 li blockquote pre".split())
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_KEYS = (
    "article:published_time datepublished og:published_time date dc.date dc.date.issued pubdate publish-date"
    " publishdate parsely-pub-date sailthru.date article.published time"
).split()
SENTENCE = re.compile(r"(?<=[.!?]) +")


@dataclass(frozen=True, slots=True)
class Article:
    """The article's blocks as a buffer (the rest of the page is cut), and what the page says about it."""

    buffer: Buffer
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None


def read_article(raw: str) -> Article:
    """The article of a page; a page in which none is found gives an empty text."""
    page = read_page(raw)
    facts = _facts(page)
    chosen: list[str] | None = None
    if page.depth <= DEEPEST and len(raw) <= LONGEST_PAGE:
        chosen = _chosen(raw)
    kept = _located(page, chosen, facts["title"]) if chosen else _plain(page)
    return Article(page.buffer.edit(_cuts(page.buffer.text, kept)), **facts)


def _chosen(raw: str) -> list[str] | None:
    """The article's paragraphs as trafilatura sees them, or None if it finds none."""
    text = trafilatura.extract(
        raw, favor_precision=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return [line for line in text.split("\n") if line.strip()] if text else None


def _located(page: Page, chosen: list[str], title: str | None) -> list[tuple[int, int]]:
    """Ranges of the page's text that hold the chosen paragraphs, in order; the headline before them counts too.

    A paragraph that the page does not hold in one run is looked for sentence by sentence.
    """
    text = page.buffer.text
    letters, places = _letters(text)
    found: list[tuple[int, int]] = []
    at = misses = 0
    for paragraph in chosen:
        parts = [_letters(paragraph)[0]]
        if _find(letters, parts[0], at) < 0:
            misses += 1
            parts = [_letters(sentence)[0] for sentence in SENTENCE.split(paragraph)]
        for part in parts if misses < MISSES else ():
            start = _find(letters, part, at)
            if start >= 0:
                at = start + len(part)
                found.append((places[start], places[at - 1] + 1))
    head = _letters(title)[0] if title else ""
    start = letters.find(head) if head else -1
    if start >= 0 and (not found or places[start] < found[0][0]):
        found.insert(0, (places[start], places[start + len(head) - 1] + 1))
    return [_widened(text, start, end) for start, end in found]


def _find(letters: str, part: str, at: int) -> int:
    """Where the part stands, or -1; a short one is looked for close by only, since it may stand anywhere."""
    if not part:
        return -1
    return letters.find(part, at) if len(part) >= SHORT else letters.find(part, at, at + NEAR)


def _letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits of a text and the place of each: what is left when spacing and punctuation may differ."""
    places = [i for i, c in enumerate(text) if c.isalnum()]
    return "".join([text[i] for i in places]), places


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the punctuation that touches it."""
    while start > 0 and not (text[start - 1].isspace() or text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1
    return start, end


def _plain(page: Page) -> list[tuple[int, int]]:
    """Without trafilatura: paragraphs, headings and list items outside of menus, headers, footers and forms."""
    inside = [(b.start, b.end) for b in page.blocks if b.tag in KEPT_TAGS and not b.outside]
    if inside:
        return inside
    text = page.buffer.text
    return [
        (b.start, b.end) for b in page.blocks if b.end - b.start > 80 and text[b.start : b.end].rstrip()[-1:] in '.!?”"'
    ]


def _cuts(text: str, kept: list[tuple[int, int]]) -> Iterator[Edit]:
    """Cuts of all that is not kept, block by block, so that the breaks between blocks stay."""
    at = 0
    for start, end in [*sorted(kept), (len(text), len(text))]:
        place = at
        while place < start:
            stop = text.find("\n\n", place, start)
            stop = start if stop < 0 else stop
            if stop > place:
                yield Edit(place, stop, "", "chrome")
            place = stop + 2
        at = max(at, end)


def _facts(page: Page) -> dict[str, str | None]:
    """Title, byline, outlet and date from `<meta>` and JSON-LD."""
    data = _linked_data(page.scripts)
    author = data.get("author")
    author = author[0] if isinstance(author, list) and author else author
    publisher = data.get("publisher")
    dates = [str(data.get("datePublished") or ""), *(page.meta.get(key, "") for key in DATE_KEYS)]
    published = next((m.group() for d in dates if (m := ISO_DATE.match(d))), None)
    address = page.meta.get("canonical") or page.meta.get("og:url") or ""
    first = next((page.buffer.text[b.start : b.end].strip() for b in page.blocks if b.tag == "h1"), None)
    return {
        "title": (first if first and len(first.split()) > 2 else None)
        or _text(data.get("headline"))
        or page.meta.get("og:title"),
        "byline": _text(author.get("name") if isinstance(author, dict) else author) or page.meta.get("author"),
        "outlet": page.meta.get("og:site_name")
        or _text(publisher.get("name") if isinstance(publisher, dict) else None),
        "published": published or iso_of_address(address),
    }


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _linked_data(scripts: list[str]) -> dict[str, Any]:
    """The first JSON-LD object that describes an article."""
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for item in graph if isinstance(graph, list) else [graph]:
            if isinstance(item, dict) and ("Article" in str(item.get("@type")) or "headline" in item):
                return item
    return {}
