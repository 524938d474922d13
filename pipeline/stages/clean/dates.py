"""Dates that stand alone: date lines, publish and update stamps, dates in addresses.

Only lines made of nothing but date words are read, so that no sentence of the article is taken for a stamp.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("january february march april may june july august september october november december").split()
MONTH_NUMBERS = {form: i for i, m in enumerate(MONTHS, 1) for form in (m, m[:3])} | {"sept": 9}
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
DAY_FORMS = frozenset([*DAYS, *(d[:3] for d in DAYS), "tues", "thur", "thurs"])
# Words of a stamp that are neither number, month nor weekday.
STAMP_WORDS = frozenset(
    "at on of the ago by and hour hours hr hrs minute minutes min mins day days am pm a.m p.m noon midnight local"
    " time updated published posted modified first last created edited filed et est edt ct cst cdt mt pt pst pdt"
    " gmt utc bst cet cest msk amt ist jst aest sgt hkt z st nd rd th".split()
)
STAMP_CUE = re.compile(
    r"(?:(?:first|last|originally)[ -])?(?:updated|published|posted|modified|created|filed|issued|corrected)\b",
    re.I,
)
STAMP_TAIL = re.compile(
    r" (?:to (?:add|include|reflect|correct|clarify|fix|update|change|note)\b|with (?:a |an |the |more |new |further )"
    r"?(?:comments?|details?|quotes?|statements?|reactions?|response|background|information)\b)",
    re.I,
)
WORD = re.compile(r"[A-Za-z]+(?:\.[A-Za-z])*|\d+(?:[:.]\d+)*")
GLUE = re.compile(r"[\s,./|()·•:–—-]*")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
IN_ADDRESS = re.compile(r"[/-](\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
PACKED = re.compile(r"[/_-]((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
# "MOSCOW, April 7, 2021 (Agency) -": capitals, a full date, then a dash, with at most a source in brackets between.
DATELINE = re.compile(r"[A-Z][A-Z .,'-]{2,40}[,(] ?([^()—–]{8,30}?)\)?,? ?(?:\([^()]{2,40}\) ?)?(?:[—–]|--?) ?(?=\w)")
DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")
MONTH_DAY_YEAR = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
LONGEST_LINE = 100
LONGEST_STAMP = 300


def is_date_line(line: str) -> bool:
    """Whether the line is a date, with or without weekday and time, and nothing else."""
    if len(line) > LONGEST_LINE:
        return False
    words = [w.group().lower() for w in WORD.finditer(line)]
    rest = GLUE.sub("", WORD.sub("", line))
    named = any(w in MONTH_NUMBERS or w in DAY_FORMS for w in words)
    dated = named or ISO.search(line) is not None
    return dated and not rest and any(w[0].isdigit() for w in words) and all(map(_is_date_word, words))


def is_stamp(line: str) -> bool:
    """Whether the line says when the article was published or updated, perhaps with what was added."""
    cue = STAMP_CUE.match(line)
    if cue is None or len(line) > LONGEST_STAMP:
        return False
    tail = STAMP_TAIL.search(line)
    words = [w.group().lower() for w in WORD.finditer(line, cue.end(), tail.start() if tail else len(line))]
    return any(w[0].isdigit() for w in words) and all(map(_is_date_word, words))


def iso_in(line: str) -> str | None:
    """The first full date in a date line or stamp, as ISO text."""
    if m := ISO.search(line):
        return _iso(*m.groups())
    for pattern, order in ((DAY_MONTH_YEAR, (2, 1, 0)), (MONTH_DAY_YEAR, (2, 0, 1))):
        for m in pattern.finditer(line):
            parts = m.groups()
            year, month, day = (parts[i] for i in order)
            if number := MONTH_NUMBERS.get(month.lower()):
                return _iso(year, str(number), day)
    return None


def iso_of_address(address: str) -> str | None:
    """The date in an address like `/2021/04/07/` or `/20210407-`, as ISO text."""
    m = IN_ADDRESS.search(address) or PACKED.search(address)
    return _iso(*m.groups()) if m else None


def iso_of_dateline(line: str) -> str | None:
    """The full date of a dateline at the start of a line ("MOSCOW, April 7, 2021 (Agency) -"), as ISO text."""
    m = DATELINE.match(line)
    return iso_in(m[1]) if m else None


def _is_date_word(word: str) -> bool:
    return word[0].isdigit() or word in MONTH_NUMBERS or word in DAY_FORMS or word in STAMP_WORDS


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
