"""Paragraphs: hard-wrapped lines are joined, real ones are parted by one blank line, spaces are single."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.stages.clean.buffer import Buffer, Edit

# White space is blanks and line feeds only here; blanks are single when BREAK is used.
BREAK = re.compile(r" ?\n[ \n]*")
SPACES = re.compile(r" {2,}")
OPEN_END = re.compile(r"[^\W_]$|[,;–—-]$")
# No hard-wrapped text is wider, counted in characters; measured text files wrap at 60 to 80.
WIDEST = 100
# A paragraph broken in two by a blank line was at least this long where it broke.
LONG_LINE = 60
# So many lines must end near the same column before a file counts as hard-wrapped.
WRAPPED_LINES = 3
RAGGED = 15
NUMBERED = re.compile(r"\d{1,2}[.)] ")


def arrange(buffer: Buffer) -> Buffer:
    """The body: paragraphs separated by "\\n\\n", without outer white space."""
    buffer = buffer.edit(Edit(m.start(), m.end(), " ") for m in SPACES.finditer(buffer.text))
    buffer = buffer.edit(_outer(buffer.text))
    return buffer.edit(_breaks(buffer.text))


def _outer(text: str) -> tuple[Edit, Edit]:
    start = len(text) - len(text.lstrip())
    return Edit(0, start), Edit(max(start, len(text.rstrip())), len(text))


def _breaks(text: str) -> Iterator[Edit]:
    """One edit per break between lines: a space where the line was only wrapped, else a paragraph's end."""
    breaks = [m.span() for m in BREAK.finditer(text)]
    starts, ends = [0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)]
    lines = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    close = [text.count("\n", start, end) == 1 for start, end in breaks]
    width = _width([pair for pair, near in zip(pairwise(lines), close, strict=True) if near])
    for i, ((start, end), (first, last)) in enumerate(zip(breaks, pairwise(lines), strict=True)):
        if _is_torn(first, last, i == 0) or (close[i] and _is_wrapped(first, last, width)):
            yield Edit(start, end, "" if _is_compound(first, last) else " ")
        else:
            yield Edit(start, end, "\n\n")


def _is_torn(first: str, last: str, top: bool) -> bool:
    """Whether a long line without an end goes on in the next, blank line or not.

    A number goes on too, but not under the top line, which may be a headline above "1,400 jobs will go".
    """
    goes_on = last[0].islower() or (last[0].isdigit() and not top and not NUMBERED.match(last))
    return len(first) >= LONG_LINE and OPEN_END.search(first) is not None and goes_on


def _is_wrapped(first: str, last: str, width: int) -> bool:
    """Whether a line of text wrapped at `width` goes on in the next.

    In wrapped text the next line's first word did not fit any more; where it would have, the break was meant.
    """
    if not width:
        return False
    word = last.split(" ", 1)[0]
    return len(first) + 1 + len(word) > width or (len(first) > width // 2 and last[0].islower())


def _width(pairs: list[tuple[str, str]]) -> int:
    """The column at which the lines (each with the next) are wrapped, or 0 if they are not.

    They are if many end near the same column and a good part go on in lower case.
    """
    lengths = [len(first) for first, _ in pairs]
    widest = max(lengths, default=0)
    near = sum(length > widest - RAGGED for length in lengths)
    going_on = sum(last[0].islower() for _, last in pairs)
    wrapped = near >= WRAPPED_LINES and near * 3 >= len(pairs) and going_on * 3 >= len(pairs)
    return widest if wrapped and widest <= WIDEST else 0


def _is_compound(first: str, last: str) -> bool:
    """Whether a compound was broken at its hyphen ("often-", "violent"): the hyphen stays, no space comes in."""
    return first[-1] == "-" and first[-2:-1].isalpha() and last[0].isalpha()
