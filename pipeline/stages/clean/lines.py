"""Lines: which of them as a whole are not the article, and what the others say about it (title, date, byline)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.stages.clean.buffer import Buffer, Edit
from pipeline.stages.clean.dates import is_date_line, is_stamp
from pipeline.stages.clean.families import heading_of, reason_of
from pipeline.stages.clean.repeats import normalised

LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"(?:[*•+▪●>-]|#{1,6}|\d{1,2}[.)]) +")
MARK = re.compile(r"(?:(?:[*•+▪●>]|#{1,6})[ ]+)+")
ENDS_TITLE = re.compile(r"(?:[^\W_]|[?!%])[\"'”’)]*$|\)[\"'”’]*$")
ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A headline between paragraphs: at least this many words, and all of them (or nearly all long ones) capitalised.
HEADLINE_WORDS = 5
LONGEST_TITLE = 220
LONGEST_LINK = 140
MENU_LINES = 3
POINT = re.compile(r"[\"“‘']?(?:[A-ZÀ-Þ]|\d)")
MOST_POINTS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line of the buffer: `[start, end)` without outer spaces, `text` also without its mark (`* `, `# `).

    `above` counts the line breaks between it and the line before.
    """

    start: int
    end: int
    text: str
    bullet: bool
    above: int

    @property
    def prose(self) -> bool:
        """Whether the line ends as sentences do."""
        return ENDS_SENTENCE.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and the reason it is no part of the article; None for the article's own lines."""

    line: Line
    reason: str | None


def lines_of(text: str) -> list[Line]:
    """The non-blank lines of a text, in order."""
    found: list[Line] = []
    last = 0
    for m in LINE.finditer(text):
        shown = m.group().strip()
        if not shown:
            continue
        mark, point = MARK.match(shown), BULLET.match(shown)
        start = text.index(shown, m.start())
        bare = shown[mark.end() :] if mark else shown
        above = text.count("\n", last, start)
        found.append(Line(start, start + len(shown), bare, point is not None, above))
        last = start + len(shown)
    return found


def judge(lines: Sequence[Line], repeated: frozenset[str]) -> list[Judged]:
    """Each line with its reason, from left to right.

    The first line that is no boilerplate by its words is the head of the article and stands, however much it looks
    like a headline of another.
    """
    reasons = [_alone(line, repeated) for line in lines]
    head = next((i for i, reason in enumerate(reasons) if reason is None), len(lines))
    _blocks(lines, reasons, head)
    _menus(lines, reasons, head)
    body = next((i for i in range(head, len(lines)) if reasons[i] is None and lines[i].prose), len(lines))
    _mastheads(lines, reasons, range(head + 1, body))
    _points(lines, reasons, head + 1, body)
    last = max((i for i in range(head, len(lines)) if reasons[i] is None and lines[i].prose), default=-1)
    for i in range(body + 1, len(lines)):
        if reasons[i] is None and i < last and _is_headline(lines[i].text):
            reasons[i] = "teaser"
    return [Judged(line, reason) for line, reason in zip(lines, reasons, strict=True)]


def cut(buffer: Buffer, judged: Iterable[Judged]) -> Buffer:
    """The buffer without the lines that have a reason."""
    return buffer.edit(Edit(j.line.start, j.line.end, "", j.reason) for j in judged if j.reason)


def title_of(judged: Sequence[Judged]) -> Line | None:
    """The headline: the first line of the article, if it is short, does not end as a sentence and prose follows."""
    own = [j.line for j in judged if j.reason is None]
    if len(own) < 2 or len(own[0].text) > LONGEST_TITLE or not ENDS_TITLE.search(own[0].text):
        return None
    joined = own[1].above == 1 and own[1].text[:1].islower()
    return None if joined else own[0]


def _alone(line: Line, repeated: frozenset[str]) -> str | None:
    """The reason that the line gives by itself, before that it repeats: a date or an address is read from it yet."""
    if is_date_line(line.text):
        return "date"
    if is_stamp(line.text):
        return "stamp"
    reason = reason_of(line.text)
    return reason or ("repeated" if repeated and normalised(line.text) in repeated else None)


def _blocks(lines: Sequence[Line], reasons: list[str | None], head: int) -> None:
    """Cut "Related stories", "Key points", "Share" and the links or points under them."""
    i = 0
    while i < len(lines):
        reason = heading_of(lines[i].text) if i != head else None
        if reason is None:
            i += 1
            continue
        reasons[i] = reason
        i += 1
        bulleted = i < len(lines) and lines[i].bullet
        while i < len(lines) and _belongs(lines[i], bulleted, reason):
            reasons[i] = reasons[i] or reason
            i += 1


def _belongs(line: Line, bulleted: bool, reason: str) -> bool:
    if len(line.text) > LONGEST_LINK or (line.bullet is not bulleted and not bulleted):
        return False
    if bulleted:
        return line.bullet
    # Points of a summary are sentences or stand apart; only marked ones can be told from the story.
    return reason != "summary" and not line.prose and line.above == 1


def _menus(lines: Sequence[Line], reasons: list[str | None], head: int) -> None:
    """Cut runs of short bulleted labels; facts in bullets have more words or end as sentences."""
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and lines[j].bullet and not lines[j].prose and len(lines[j].text.split()) <= 3:
            j += 1
        if j - i >= MENU_LINES and not any(any(c.isdigit() for c in line.text) for line in lines[i:j]):
            for k in range(i, j):
                reasons[k] = reasons[k] or "menu"
        i = max(j, i + 1)


def _mastheads(lines: Sequence[Line], reasons: list[str | None], between: range) -> None:
    """Cut a name of up to four words that stands beside a date or byline, before the story begins: the outlet's."""
    for i in between:
        words = lines[i].text.split()
        beside = {reasons[k] for k in (i - 1, i + 1) if k < len(lines)} & {"date", "byline", "stamp", "credit"}
        if reasons[i] is None and beside and len(words) <= 4 and all(w[0].isupper() for w in words):
            reasons[i] = "byline"


def _points(lines: Sequence[Line], reasons: list[str | None], start: int, body: int) -> None:
    """Cut two or more points between headline and story, each a paragraph of its own: the story tells them again.

    One such line is a standfirst and stays; lines without a blank line between them are wrapped text.
    """
    points = [i for i in range(start, body) if reasons[i] is None]
    apart = body < len(lines) and all(lines[i].above > 1 for i in (*points, body))
    if 1 < len(points) <= MOST_POINTS and apart and all(POINT.match(lines[i].text) for i in points):
        for i in points:
            reasons[i] = "summary"


def _is_headline(text: str) -> bool:
    """Whether a line between paragraphs is a bare headline: all capitals or Title Case, no end of a sentence.

    Short ones are subheads and stay; one in plain lower case cannot be told from a line of the story.
    """
    words = list(_words(text))
    if len(words) < HEADLINE_WORDS or ENDS_SENTENCE.search(text) or len(text) > LONGEST_TITLE:
        return False
    if text.upper() == text:
        return True
    long = [w for w in words if len(w) > 3]
    return len(long) >= 4 and all(w[0].isupper() for w in long)


def _words(text: str) -> Iterator[str]:
    return (m.group() for m in WORD.finditer(text))
