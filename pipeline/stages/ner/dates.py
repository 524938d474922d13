"""Dates, absolute and relative: how they are written. `moments.py` says which day they mean.

"April 7, 2021", "7th of April", "Wednesday", "yesterday morning", "January next year", "mid-2006", "the first
quarter of 2019", "in the spring", "two weeks ago". Years and decades: `years.py`; dates that lean on others of the
text: `leaning.py`.
"""

from __future__ import annotations

from datetime import date

from pipeline.document import Value
from pipeline.stages.ner import moments
from pipeline.stages.ner.lexemes import Found, Lexemes, listed
from pipeline.stages.ner.months import PERIODS, STEPS, day_month, day_numbered, month_day, month_named, year_after
from pipeline.stages.ner.numbers import number
from pipeline.stages.ner.years import YEARS, Reading, year

WEEKDAYS = {name: n for n, name in enumerate(listed("monday tuesday wednesday thursday friday saturday sunday"))}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # and the month in which they begin
BEFORE_SEASON = frozenset(listed("in since until by during"))
AFTER_SEASON = frozenset({".", ",", ";", ")", ""})
DAYPARTS = frozenset(listed("morning afternoon evening night"))
NAMED_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
# Words that make a weekday a name: "Black Friday", "Sunday Times".
BEFORE_NAMED_DAY = frozenset(listed("black good cyber ash super bloody"))
PAPERS = frozenset(listed("times telegraph mirror herald mail express post star"))


def moment(lexemes: Lexemes, at: int, today: date | None) -> Found | None:
    """The date or period that starts at lexeme `at`, resolved against `today`; None if there is none.

    The norm is ISO 8601 text: "2021-04-07", "2021-04", "2021", "2020-W48", a quarter or half year
    "2021-01/2021-03", a decade "197X". It is None where the words need a `today` that is not given.
    """
    for rule in (
        _numeric,
        _slashed,
        _ago,
        _quarter,
        month_day,
        day_month,
        _weekday,
        _named_day,
        _season,
        _period,
        year,
    ):
        found = rule(lexemes, at, today)
        if found:
            end, iso = found
            return Found(at, end, "DATE", Value(iso, "date") if iso else None)
    return None


def _numeric(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "2021-04-07"."""
    parts = [lexemes.at(at + n).text for n in (0, 2, 4)]
    hyphens = lexemes.word(at + 1) == lexemes.word(at + 3) == "-"
    if not hyphens or [len(p) for p in parts] != [4, 2, 2] or not all(p.isdecimal() for p in parts):
        return None
    year, month, day = map(int, parts)
    return (at + 5, f"{year}-{month:02}-{day:02}") if moments.exists(year, month, day) else None


def _slashed(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "7/8/07", "31/12/2020": the month first where it can be, as American papers write it."""
    parts = [lexemes.word(at + n) for n in (0, 2, 4)]
    tight = all(lexemes.touches(at + n) for n in range(1, 5))
    slashes = lexemes.word(at + 1) == lexemes.word(at + 3) == "/"
    if not slashes or not tight or not all(p.isdecimal() for p in parts) or len(parts[2]) not in (2, 4):
        return None
    month, day, year = (int(p) for p in parts)
    year += 0 if len(parts[2]) == 4 else 2000
    month, day = (month, day) if month <= 12 else (day, month)
    return (at + 5, f"{year}-{month:02}-{day:02}") if year in YEARS and moments.exists(year, month, day) else None


def _ago(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "20 years ago", "a week ago"."""
    count = number(lexemes, at)
    amount, end = (int(count.value), count.end) if count else (1, at + 1)
    if not count and lexemes.word(at) not in {"a", "an"}:
        return None
    unit = lexemes.word(end).removesuffix("s")
    if unit not in {"day", "week", "month", "year", "decade"} or lexemes.word(end + 1) != "ago":
        return None
    return end + 2, moments.ago(amount, unit, today) if today else None


def _quarter(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "Q1 2021", "first quarter of 2019", "third-quarter", "second half of last year"."""
    word = lexemes.word(at)
    if word == "q" and lexemes.touches(at + 1) and lexemes.word(at + 1) in {"1", "2", "3", "4"}:
        return _part_of_year(lexemes, at + 2, today, int(lexemes.word(at + 1)), 3)
    name_at = lexemes.past_hyphen(at + 1)
    months = {"quarter": 3, "half": 6}.get(lexemes.word(name_at), 0)
    part = QUARTERS.get(word, 0)
    if (months == 3 and part) or (months == 6 and part in (1, 2) and year_after(lexemes, name_at + 1, today)):
        return _part_of_year(lexemes, name_at + 1, today, part, months)
    return None


def _part_of_year(lexemes: Lexemes, at: int, today: date | None, part: int, months: int) -> Reading:
    stated = year_after(lexemes, at, today)
    end, year = stated or (at, moments.year_of_part(part, months, today) if today else None)
    first = (part - 1) * months + 1
    return end, f"{year}-{first:02}/{year}-{first + months - 1:02}" if year else None


def _weekday(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "Wednesday", "next Friday", "Friday, August 30", "Saturday evening"; not "Black Friday"."""
    name_at = at + (lexemes.word(at) in STEPS)
    day, after = WEEKDAYS.get(lexemes.word(name_at)), lexemes.word(name_at + 1)
    if day is None or not lexemes.at(name_at).text[:1].isupper():
        return None
    if lexemes.word(name_at - 1) in BEFORE_NAMED_DAY or after in PAPERS:
        return None
    date_at = name_at + 1 + (after == ",")
    if day_numbered(lexemes, date_at)[0] or day_numbered(lexemes, month_named(lexemes, date_at)[1])[0]:
        return month_day(lexemes, date_at, today) or day_month(lexemes, date_at, today)
    end = name_at + 1 + (after in DAYPARTS)
    return end, moments.weekday(day, today, moments.looks_ahead(lexemes, at, end)) if today else None


def _named_day(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "yesterday", "this morning", "last night", "tomorrow evening"."""
    word, daypart = lexemes.word(at), lexemes.word(at + 1) in DAYPARTS
    if word in {"this", "last"} and daypart:
        return at + 2, moments.days_on(-(word == "last"), today)
    return (at + 1 + daypart, moments.days_on(NAMED_DAYS[word], today)) if word in NAMED_DAYS else None


def _season(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "fall 2007", "the fall of 2011"; "in the spring" is that of the nearest year that the words around allow."""
    name_at = at + (lexemes.word(at) == "the")
    name = lexemes.word(name_at)
    if name not in SEASONS:
        return None
    stated = year_after(lexemes, name_at + 1, today)
    if stated:
        return stated[0], str(stated[1]) if stated[1] else None
    bare = name_at > at and lexemes.word(at - 1) in BEFORE_SEASON and lexemes.word(name_at + 1) in AFTER_SEASON
    if not bare:
        return None
    return name_at + 1, moments.season(
        SEASONS[name], today, moments.looks_ahead(lexemes, at, at + 2)
    ) if today else None


def _period(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "last month", "this year", "next week", "this summer", "last November"."""
    word, after = lexemes.word(at), lexemes.word(at + 1)
    step = STEPS.get(word)
    if step is None:
        return None
    if after in PERIODS:
        return at + 2, moments.period(after, step, today) if today else None
    if after in SEASONS:
        return at + 2, str(today.year + step) if today else None
    month, end = month_named(lexemes, at + 1)
    if month:
        return end, moments.month(month, step, today) if today else None
    return None
