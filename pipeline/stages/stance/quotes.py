"""Where somebody is quoted: spans of the body between quotation marks.

One pass with a stack of open marks, so the time is linear and spans are nested or disjoint by construction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\n\n|``|''|[“”\"‘’'`«»]")
_DOUBLE = {"“": "”", '"': '"', "«": "»", "``": "''"}
_SINGLE = {"‘": "’", "'": "'", "`": "'"}
_PAIRS = _DOUBLE | _SINGLE
_ENDS = frozenset(_PAIRS.values())


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """Half-open range of body characters from the opening to the closing mark, both included."""

    start: int
    end: int


@dataclass(slots=True)
class _Open:
    mark: str
    start: int


def quotations(body: str) -> tuple[Quotation, ...]:
    """All quotations of the body, in text order, the outer one of a nested pair first.

    A quotation ends at its paragraph's end, unless the next paragraph opens with the same mark again: then it runs
    on. One whose curly mark is never closed ends with its paragraph; a straight mark without partner is none, for
    it may be a sign for inches. Single marks are quotation marks only where they stand outside a word, have a
    partner in the paragraph and cannot be a possessive ("the states' rights") or an elision ("'90s").
    """
    found: list[Quotation] = []
    open_marks: list[_Open] = []
    resumed = -1
    for match in _MARK.finditer(body):
        mark, at = match[0], match.start()
        if at == resumed:
            continue
        if mark == "\n\n":
            resumed = _turn_paragraph(body, at, open_marks, found)
        elif (level := _closes(body, mark, at, open_marks)) is not None:
            found.append(Quotation(open_marks[level].start, match.end()))
            del open_marks[level:]
        elif _opens(body, mark, at):
            _open_again(_Open(mark, at), open_marks)
    _turn_paragraph(body, len(body), open_marks, found)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _turn_paragraph(body: str, at: int, open_marks: list[_Open], found: list[Quotation]) -> int:
    """Ends what is open at the paragraph's end `at`; where the next paragraph reopens, says where it does."""
    outer = next((o for o in open_marks if o.mark in _DOUBLE), None)
    open_marks.clear()
    if outer is None:
        return -1
    next_start = at + 2
    if body.startswith(outer.mark, next_start):
        open_marks.append(outer)
        return next_start
    if _only_closes(body, outer.mark, next_start):
        open_marks.append(outer)
        return -1
    if outer.mark in "“«":
        found.append(Quotation(outer.start, at))
    return -1


def _only_closes(body: str, mark: str, start: int) -> bool:
    """Whether the next double mark of the paragraph at `start` closes `mark` behind a sentence's end, and one does not
    open before: some texts break a quotation into paragraphs without opening it again."""
    end = body.find("\n\n", start)
    paragraph = body[start : end if end >= 0 else len(body)]
    closing = paragraph.find(_DOUBLE[mark])
    if closing < 1 or (mark == '"' and paragraph.count(mark) % 2 == 0) or mark in paragraph[:closing]:
        return False
    return paragraph[:closing].rstrip(" ")[-1:] in ".,!?…" and not paragraph[closing + 1 : closing + 2].isalnum()


def _closes(body: str, mark: str, at: int, open_marks: list[_Open]) -> int | None:
    """Index of the open mark that this one closes; None if it closes none."""
    if mark not in _ENDS or (mark in "’'" and not _ends_word(body, at)):
        return None
    levels = range(len(open_marks) - 1, -1, -1)
    return next((i for i in levels if _PAIRS[open_marks[i].mark] == mark), None)


def _ends_word(body: str, at: int) -> bool:
    before, after, later = body[at - 1 : at], body[at + 1 : at + 2], body[at + 2 : at + 3]
    possessive = before == "s" and after == " " and later.islower()
    return not before.isspace() and not after.isalnum() and not possessive


def _opens(body: str, mark: str, at: int) -> bool:
    before, after = body[at - 1 : at] if at else "", body[at + 1 : at + 2]
    if mark == '"':
        return not (before.isdigit() and not after.isalnum())
    if mark in _DOUBLE or mark == "`":
        return True
    return mark in _SINGLE and not before.isalnum() and after.isalpha()


def _open_again(opened: _Open, open_marks: list[_Open]) -> None:
    """A mark that is open already was never closed: it is forgotten, so that one of each kind is open at most."""
    level = next((i for i, o in enumerate(open_marks) if o.mark == opened.mark), len(open_marks))
    del open_marks[level:]
    open_marks.append(opened)
