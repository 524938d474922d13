"""Markdown and the residue of links and tags, in text files too: scrapers leave it there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.stages.clean.buffer import Buffer, Edit

# [shown](target), ![alt](target), [shown][7]; all parts bounded, and brackets do not nest.
LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,300})\]"
    r"(\((?:[^()\s]|\([^()\s]{0,200}\)){0,700}(?: \"[^\"\n]{0,200}\")?\)|\[\d{1,4}\])"
)
DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,60}\]: ?\S.*$", re.M)
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]{1,400})(?<=[^\s*_])\1(?![\w*])")
LEAD = re.compile(r"^[ \t]{0,8}(?:#{1,6}[ \t]+|>[ \t]?|[*•+▪●][ \t]+)+", re.M)
TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|br|button|center|cite|code|div|em|embed|figcaption|figure|font|h[1-6]|hr"
    r"|i|iframe|img|li|main|noscript|ol|p|picture|pre|q|s|script|section|small|source|span|strong|style|sub|sup"
    r"|table|tbody|td|th|thead|tr|tweet|u|ul|video|wbr)(?=[\s/>])[^<>]{0,1500}>",
    re.I,
)
LANGUAGE = re.compile(r"\(\([a-z]{2,3}\)\)")


def strip(buffer: Buffer) -> Buffer:
    """The buffer without markup; the words that links and emphasis show stay.

    A line that is nothing but a link (after the first line of text) leads to another page and goes as a whole.
    Bullets and heading marks stay for the passes over lines; `unlead` takes them off.
    """
    buffer = buffer.edit([*_links(buffer.text), *_marks(buffer.text, (DEFINITION, "source"), (TAG, "markup"))])
    buffer = buffer.edit(_emphasis(buffer.text))
    return buffer.edit(_marks(buffer.text, (LANGUAGE, "markup")))


def unlead(buffer: Buffer) -> Buffer:
    """The buffer without bullets, heading marks and quote marks at the starts of lines."""
    return buffer.edit(_marks(buffer.text, (LEAD, "markup")))


def _marks(text: str, *patterns: tuple[re.Pattern[str], str]) -> Iterator[Edit]:
    for pattern, reason in patterns:
        for m in pattern.finditer(text):
            yield Edit(m.start(), m.end(), "", reason)


def _links(text: str) -> Iterator[Edit]:
    head = len(text) - len(text.lstrip())
    title_end = text.find("\n", head)
    for m in LINK.finditer(text):
        before = text.rfind("\n", max(0, m.start() - 20), m.start()) + 1
        alone = (before or m.start() < 20) and not text[before : m.start()].strip(" \t*#>•+-_")
        after = text.find("\n", m.end(), m.end() + 20)
        rest = text[m.end() : after if after >= 0 else m.end() + 20]
        if m[1]:
            yield Edit(m.start(), m.end(), "", "image")
        elif (
            alone
            and not rest.strip(" \t*_")
            and (after >= 0 or m.end() + 20 > len(text))
            and m.start() > title_end >= 0
        ):
            yield Edit(m.start(), m.end(), "", "link")
        else:
            yield Edit(m.start(), m.start(2), "", "markup")
            yield Edit(m.end(2), m.end(), "", "markup")


def _emphasis(text: str) -> Iterator[Edit]:
    for m in EMPHASIS.finditer(text):
        yield Edit(m.start(), m.start(2), "", "markup")
        yield Edit(m.end(2), m.end(), "", "markup")
