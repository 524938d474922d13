"""Years and decades: "2022", "mid-2006", "2019-20", "the 1970s", "the 80s"."""

from __future__ import annotations

from datetime import date

from pipeline.stages.ner.lexemes import HYPHENS, Lexemes, listed
from pipeline.stages.ner.numbers import UNITS as COUNTS

Reading = tuple[int, str | None]  # index after the date, and its ISO text

YEARS = range(1400, 2100)
PARTS_OF_PERIOD = frozenset(listed("early mid late"))
# Words before a bare year, and words behind one that make it a count ("2000 people").
BEFORE_YEAR = frozenset(listed("in since until till by before after of from to during for through and around circa"))
# Hedges and copulas before a count ("roughly 2000", "is 1501").
BEFORE_COUNT = frozenset(listed("is are was were roughly about some nearly over almost approximately than least up"))
AFTER_COUNT = frozenset(listed("% percent per million billion thousand points utc gmt"))
COUNTED = frozenset(listed("people men women children others troops dead died"))
OPENING_QUOTES = frozenset({"(", "'", '"', "“", "‘", "’"})


def year(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "2022", "mid-2006", "2019-20"; not "2000 people", "2019-nCoV" or the "2008" of "2,008"."""
    decade = _decade(lexemes, at)
    if decade:
        return decade
    year_at = lexemes.past_hyphen(at + 1) if lexemes.word(at) in PARTS_OF_PERIOD else at
    text = lexemes.at(year_at).text
    if len(text) != 4 or not text.isdecimal() or int(text) not in YEARS:
        return None
    if lexemes.touches(year_at) and lexemes.word(year_at - 1) not in OPENING_QUOTES | HYPHENS:
        return None
    if at == year_at and (span := _span(lexemes, at)):
        return span
    return (year_at + 1, text) if _reads_as_year(lexemes, at, year_at) else None


def _decade(lexemes: Lexemes, at: int) -> Reading | None:
    """ "the 1970s", "1980s", "the 80s", "'90s": 198X. Two digits need an article or an apostrophe."""
    the = lexemes.word(at) == "the"
    digits_at = at + the
    mark = lexemes.word(digits_at) in {"'", "’"} and lexemes.touches(digits_at + 1)
    digits_at += mark
    digits = lexemes.word(digits_at)
    plural = lexemes.word(digits_at + 1) == "s" and lexemes.touches(digits_at + 1)
    if not digits.isdecimal() or not plural or not digits.endswith("0"):
        return None
    if len(digits) == 4 and int(digits) in YEARS:
        return digits_at + 2, f"{digits[:3]}X"
    short = the or mark or lexemes.words(at - 2, 2) == ("s", "and")
    return (digits_at + 2, f"19{digits[0]}X") if len(digits) == 2 and short and int(digits) >= 20 else None


def _span(lexemes: Lexemes, at: int) -> Reading | None:
    """ "2019-20", "2015–2018": "2019/2020"; not "2020-04" or "1990-2020 people"."""
    first, last = lexemes.word(at), lexemes.word(at + 2)
    hyphened = lexemes.word(at + 1) in HYPHENS and lexemes.touches(at + 1) and lexemes.touches(at + 2)
    if not hyphened or not last.isdecimal() or len(last) not in (2, 4) or lexemes.word(at + 3) in AFTER_COUNT:
        return None
    if lexemes.word(at + 3) in HYPHENS and lexemes.touches(at + 3):
        return None
    until = last if len(last) == 4 else first[:2] + last
    month = len(last) == 2 and int(last) <= 12 and int(until) != int(first) + 1
    return (at + 3, f"{first}/{until}") if not month and int(first) < int(until) and int(until) in YEARS else None


def _reads_as_year(lexemes: Lexemes, at: int, year_at: int) -> bool:
    after = lexemes.at(year_at + 1)
    if at < year_at:
        return True
    if after.word in COUNTS or after.word in AFTER_COUNT:
        return False
    if lexemes.word(at - 1) in BEFORE_COUNT:
        return False
    plural = after.text.isalpha() and after.text.islower() and after.word.endswith("s") and len(after.word) > 3
    counted = after.word in COUNTED or (plural and not after.word.endswith("ss"))
    return not counted or lexemes.word(at - 1) in BEFORE_YEAR | {"the"}
