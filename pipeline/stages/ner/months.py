"""Months with their days and years: "April 7, 2021", "7-9 April", "early March", "January next year"."""

from __future__ import annotations

from datetime import date

from pipeline.stages.ner import moments
from pipeline.stages.ner.lexemes import HYPHENS, Lexemes, listed
from pipeline.stages.ner.years import PARTS_OF_PERIOD, YEARS, Reading

FULL_MONTHS = listed("january february march april may june july august september october november december")
SHORT_MONTHS = frozenset({*(month[:3] for month in FULL_MONTHS if month != "may"), "sept"})
MONTHS = {name[:length]: n for n, name in enumerate(FULL_MONTHS, 1) for length in (3, len(name))} | {"sept": 9}
PERIODS = frozenset(listed("week month year quarter"))
STEPS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
# Months that are common words too need company: a day, a year or one of these words.
AMBIGUOUS = frozenset({"may", "march", "mar", "jan", "dec", "sep"})
BEFORE_MONTH = frozenset(listed("in since until till during through last next this early late mid every"))


def month_day(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "April 7, 2021", "June 1st", "May 2019", "early March", "September", "January next year"."""
    name_at = lexemes.past_hyphen(at + 1) if lexemes.word(at) in PARTS_OF_PERIOD else at
    month, end = month_named(lexemes, name_at)
    if not month:
        return None
    day, day_end = day_numbered(lexemes, end)
    year_at = day_end if day else end
    stated = year_after(lexemes, year_at, today)
    if not day and not stated and not _is_month(lexemes, name_at, at):
        return None
    if today and not day and not stated:
        if moments.looks_ahead(lexemes, at, end):
            return end, moments.month_ahead(month, today)
        if moments.looks_back(lexemes, at):
            return end, moments.month_behind(month, today)
    if day and (span := _days(lexemes, day_end, (month, day), today)):
        return span
    return _dated(day_end if day else end, stated, month, day, today)


def _days(lexemes: Lexemes, at: int, first: tuple[int, int], today: date | None) -> Reading | None:
    """ "April 7-9, 2021", "April 7 to 9": "2021-04-07/2021-04-09"."""
    to = lexemes.word(at)
    last, end = day_numbered(lexemes, at + 1) if to in HYPHENS or to == "to" else (0, at)
    if last <= first[1] or lexemes.word(end) in PERIODS:
        return None
    reading = _dated(end, year_after(lexemes, end, today), *first, today)
    iso = reading[1] if reading else None
    return (reading[0], f"{iso}/{iso[:-2]}{last:02}") if reading and iso else None


def day_month(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "7 April", "7th of April 2021"."""
    day, end = day_numbered(lexemes, at)
    end += lexemes.word(end) == "of"
    month, end = month_named(lexemes, end) if day else (0, end)
    if not month:
        return _days_month(lexemes, at, today) if day else None
    return _dated(end, year_after(lexemes, end, today), month, day, today)


def _days_month(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "7-9 April 2021", "7 to 9 April": "2021-04-07/2021-04-09"."""
    first, to_at = day_numbered(lexemes, at)
    last, last_end = day_numbered(lexemes, to_at + 1) if lexemes.word(to_at) in HYPHENS | {"to"} else (0, at)
    month, end = month_named(lexemes, last_end) if last > first else (0, at)
    reading = _dated(end, year_after(lexemes, end, today), month, first, today) if month else None
    iso = reading[1] if reading else None
    return (reading[0], f"{iso}/{iso[:-2]}{last:02}") if reading and iso else None


def _dated(end: int, stated: tuple[int, int | None] | None, month: int, day: int, today: date | None) -> Reading | None:
    end, year = stated or (end, moments.nearest_year(month, day, today) if today else None)
    if year is None or not day:
        return end, f"{year}-{month:02}" if year else None
    return (end, f"{year}-{month:02}-{day:02}") if moments.exists(year, month, day) else None


def month_named(lexemes: Lexemes, at: int) -> tuple[int, int]:
    """Number of the month named at `at`, and the index after it; (0, at) if none is."""
    text, word = lexemes.at(at).text, lexemes.word(at)
    if word not in MONTHS or not text[:1].isupper():
        return 0, at
    dot = word in SHORT_MONTHS and lexemes.word(at + 1) == "." and lexemes.touches(at + 1)
    return MONTHS[word], at + 1 + dot


def _is_month(lexemes: Lexemes, name_at: int, at: int) -> bool:
    """Whether a month's name alone is one: "in May" is, "May said" and "April Jones" are not."""
    word, before = lexemes.word(name_at), lexemes.word(at - 1)
    if word in AMBIGUOUS:
        return name_at > at or before in BEFORE_MONTH or lexemes.words(at - 2, 2) in {("early", "as"), ("late", "as")}
    after = lexemes.at(name_at + 1)
    name = after.text[:1].isupper() and after.text.isalpha() and before not in BEFORE_MONTH
    return word not in SHORT_MONTHS and not name


def day_numbered(lexemes: Lexemes, at: int) -> tuple[int, int]:
    text = lexemes.at(at).text
    if not text.isdecimal() or not 1 <= len(text) <= 2 or not 1 <= int(text) <= 31:
        return 0, at
    ordinal = lexemes.touches(at + 1) and lexemes.word(at + 1) in {"st", "nd", "rd", "th"}
    return int(text), at + 1 + ordinal


def year_after(lexemes: Lexemes, at: int, today: date | None) -> tuple[int, int | None] | None:
    """Index after and number of the year behind a date: "2021", ", 2021", "of this year", "last year"."""
    at += lexemes.word(at) in {",", "of"}
    at += lexemes.word(at) == "the"
    step, word = STEPS.get(lexemes.word(at)), lexemes.word(at)
    if step is not None and lexemes.word(at + 1) == "year":
        return at + 2, today.year + step if today else None
    if len(word) == 4 and word.isdecimal() and int(word) in YEARS:
        return at + 1, int(word)
    return None
