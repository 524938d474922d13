"""Stage `clean`: the article's body out of a raw text, Markdown or HTML file, every character mapped back to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Document, Layer, Span, Text
from pipeline.stages.clean import characters, inline, markup, paragraphs
from pipeline.stages.clean.article import Article, read_article
from pipeline.stages.clean.buffer import Buffer
from pipeline.stages.clean.dates import iso_in, iso_of_address, iso_of_dateline
from pipeline.stages.clean.lines import Judged, cut, judge, lines_of, title_of

ADDRESS = re.compile(r"https?://(?:www\.)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})(/[^\s<>()\[\]]{0,500})?")
ON_SITE = re.compile(r"\bAlso on ((?:[\w-]{1,40}\.){1,3}[a-z]{2,10})\b")
BY = re.compile(r"(?:by|written by|story by|words by|text by|report by) +", re.I)
NAME_END = re.compile(r",? [|/–—-] |, (?=[a-z])|, (?:[A-Z]\w+ )?(?:[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ww]riter)\b")
DATED = frozenset({"date", "byline", "stamp"})


@dataclass(frozen=True, slots=True)
class Clean:
    """Gives layer `text`. `repeated` are normalised lines that repeat across the corpus (see `repeated_lines`)."""

    repeated: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return "clean"

    @property
    def needs(self) -> frozenset[Layer]:
        return frozenset()

    @property
    def gives(self) -> Layer:
        return "text"

    def __call__(self, documents: Sequence[Document]) -> list[Text]:
        """One text per document; an article of nothing but boilerplate has an empty body."""
        return [self._clean(document) for document in documents]

    def _clean(self, document: Document) -> Text:
        article = read_article(document.raw) if document.format == "html" else Article(Buffer.of(document.raw))
        buffer = characters.repair(article.buffer)
        if document.format != "html":
            buffer = markup.strip(buffer)
        judged = judge(lines_of(buffer.text), self.repeated)
        title, byline = _title(buffer, judged), _byline(buffer, judged)
        outlet, published = _origin(document.raw, buffer, judged, article)
        buffer = inline.clean(markup.unlead(cut(buffer, judged)))
        buffer = paragraphs.arrange(buffer)
        return Text(
            buffer.text,
            buffer.pieces,
            buffer.cuts,
            title=title,
            byline=byline or _in_raw(document.raw, article.byline),
            outlet=outlet,
            published=document.published or published,
        )


def _title(buffer: Buffer, judged: Sequence[Judged]) -> Span | None:
    line = title_of(judged)
    return _raw_span(buffer, line.end - len(line.text), line.end) if line else None


def _byline(buffer: Buffer, judged: Sequence[Judged]) -> Span | None:
    """The first byline that names its writer, without "By"."""
    for j in judged:
        by = BY.match(j.line.text) if j.reason == "byline" else None
        name = NAME_END.split(j.line.text[by.end() :], maxsplit=1)[0] if by else ""
        if by and name:
            start = j.line.end - len(j.line.text) + by.end()
            return _raw_span(buffer, start, start + len(name))
    return None


def _raw_span(buffer: Buffer, start: int, end: int) -> Span:
    return Text(buffer.text, buffer.pieces).to_raw(start, end)


def _in_raw(raw: str, shown: str | None) -> Span | None:
    """Where a name known from the page's metadata stands in the raw file."""
    start = raw.find(shown) if shown else -1
    return Span(start, start + len(shown)) if shown and start >= 0 else None


def _origin(raw: str, buffer: Buffer, judged: Sequence[Judged], article: Article) -> tuple[str | None, str | None]:
    """Outlet and ISO date: from the page's metadata, else from date lines, the article's own address, its dateline,
    stamps."""
    own = _own_address(judged)
    site = ON_SITE.search(buffer.text)
    outlet = article.outlet or (site[1] if site else None) or (own[1] if own else None)
    found: dict[str, str | None] = {}
    for j in judged:
        if j.reason in DATED and (iso := iso_in(j.line.text)):
            found.setdefault(j.reason, iso)
    address = iso_of_address(own[2] or "") if own else None
    dateline = next((iso for j in judged if not j.reason and (iso := iso_of_dateline(j.line.text))), None)
    stated = article.published or found.get("date") or found.get("byline") or address or dateline
    return outlet, stated or found.get("stamp")


def _own_address(judged: Sequence[Judged]) -> re.Match[str] | None:
    """The address under which the article was found: on a line like "Original url:" or on the line below it."""
    for above, j in zip([None, *judged], judged, strict=False):
        labelled = j.reason == "source" or (j.reason == "url" and above is not None and above.reason == "source")
        if labelled and (m := ADDRESS.search(j.line.text)):
            return m
    return None
