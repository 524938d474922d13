"""Dates, absolute and relative: how they are written. `moments.py` says which day they mean.

"April 7, 2021", "7th of April", "Wednesday", "yesterday morning", "January next year", "mid-2006", "the first
quarter of 2019", "the 1970s", "two weeks ago".
"""

from __future__ import annotations

from datetime import date

from pipeline.document import Value
from pipeline.stages.ner import moments
from pipeline.stages.ner.lexemes import HYPHENS, Found, Lexemes, listed
from pipeline.stages.ner.numbers import UNITS as COUNTS
from pipeline.stages.ner.numbers import number

FULL_MONTHS = listed("january february march april may june july august september october november december")
SHORT_MONTHS = frozenset({*(month[:3] for month in FULL_MONTHS if month != "may"), "sept"})
MONTHS = {name[:length]: n for n, name in enumerate(FULL_MONTHS, 1) for length in (3, len(name))} | {"sept": 9}
WEEKDAYS = {name: n for n, name in enumerate(listed("monday tuesday wednesday thursday friday saturday sunday"))}
SEASONS = frozenset(listed("spring summer autumn fall winter"))
DAYPARTS = frozenset(listed("morning afternoon evening night"))
PERIODS = frozenset(listed("week month year quarter"))
STEPS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
NAMED_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
PARTS_OF_PERIOD = frozenset(listed("early mid late"))
# Months that are common words too need company: a day, a year or one of these words.
AMBIGUOUS = frozenset({"may", "march", "mar", "jan", "dec", "sep"})
BEFORE_MONTH = frozenset(listed("in since until till during through last next this early late mid every"))
# Words before a bare year, and words behind one that make it a count ("2000 people").
YEARS = range(1400, 2100)
BEFORE_YEAR = frozenset(listed("in since until till by before after of from to during for through and around circa"))
# Hedges and copulas before a count ("roughly 2000", "is 1501").
BEFORE_COUNT = frozenset(listed("is are was were roughly about some nearly over almost approximately than least up"))
AFTER_COUNT = frozenset(listed("% percent per million billion thousand points utc gmt"))
COUNTED = frozenset(listed("people men women children others troops dead died"))
# Words that make a weekday a name: "Black Friday", "Sunday Times".
BEFORE_NAMED_DAY = frozenset(listed("black good cyber ash super bloody"))
PAPERS = frozenset(listed("times telegraph mirror herald mail express post star"))


def moment(lexemes: Lexemes, at: int, today: date | None) -> Found | None:
    """The date or period that starts at lexeme `at`, resolved against `today`; None if there is none.

    The norm is ISO 8601 text: "2021-04-07", "2021-04", "2021", "2020-W48", a quarter or half year
    "2021-01/2021-03", a decade "197X". It is None where the words need a `today` that is not given.
    """
    for rule in (_numeric, _ago, _quarter, _month_day, _day_month, _weekday, _named_day, _period, _year):
        found = rule(lexemes, at, today)
        if found:
            end, iso = found
            return Found(at, end, "DATE", Value(iso, "date") if iso else None)
    return None


Reading = tuple[int, str | None]  # index after the date, and its ISO text


def _numeric(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "2021-04-07"."""
    parts = [lexemes.at(at + n).text for n in (0, 2, 4)]
    hyphens = lexemes.word(at + 1) == lexemes.word(at + 3) == "-"
    if not hyphens or [len(p) for p in parts] != [4, 2, 2] or not all(p.isdecimal() for p in parts):
        return None
    year, month, day = map(int, parts)
    return (at + 5, f"{year}-{month:02}-{day:02}") if moments.exists(year, month, day) else None


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
    if (months == 3 and part) or (months == 6 and part in (1, 2) and _year_after(lexemes, name_at + 1, today)):
        return _part_of_year(lexemes, name_at + 1, today, part, months)
    return None


def _part_of_year(lexemes: Lexemes, at: int, today: date | None, part: int, months: int) -> Reading:
    stated = _year_after(lexemes, at, today)
    end, year = stated or (at, moments.year_of_part(part, months, today) if today else None)
    first = (part - 1) * months + 1
    return end, f"{year}-{first:02}/{year}-{first + months - 1:02}" if year else None


def _month_day(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "April 7, 2021", "June 1st", "May 2019", "early March", "September", "January next year"."""
    name_at = lexemes.past_hyphen(at + 1) if lexemes.word(at) in PARTS_OF_PERIOD else at
    month, end = _month(lexemes, name_at)
    if not month:
        return None
    day, day_end = _day(lexemes, end)
    year_at = day_end if day else end
    stated = _year_after(lexemes, year_at, today)
    if not day and not stated and not _is_month(lexemes, name_at, at):
        return None
    if today and not day and not stated and moments.looks_ahead(lexemes, at, end):
        return end, moments.month_ahead(month, today)
    return _dated(day_end if day else end, stated, month, day, today)


def _day_month(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "7 April", "7th of April 2021"."""
    day, end = _day(lexemes, at)
    end += lexemes.word(end) == "of"
    month, end = _month(lexemes, end) if day else (0, end)
    if not month:
        return None
    return _dated(end, _year_after(lexemes, end, today), month, day, today)


def _dated(end: int, stated: tuple[int, int | None] | None, month: int, day: int, today: date | None) -> Reading | None:
    end, year = stated or (end, moments.nearest_year(month, day, today) if today else None)
    if year is None or not day:
        return end, f"{year}-{month:02}" if year else None
    return (end, f"{year}-{month:02}-{day:02}") if moments.exists(year, month, day) else None


def _month(lexemes: Lexemes, at: int) -> tuple[int, int]:
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


def _day(lexemes: Lexemes, at: int) -> tuple[int, int]:
    text = lexemes.at(at).text
    if not text.isdecimal() or not 1 <= len(text) <= 2 or not 1 <= int(text) <= 31:
        return 0, at
    ordinal = lexemes.touches(at + 1) and lexemes.word(at + 1) in {"st", "nd", "rd", "th"}
    return int(text), at + 1 + ordinal


def _year_after(lexemes: Lexemes, at: int, today: date | None) -> tuple[int, int | None] | None:
    """Index after and number of the year behind a date: "2021", ", 2021", "of this year", "last year"."""
    at += lexemes.word(at) in {",", "of"}
    at += lexemes.word(at) == "the"
    step, word = STEPS.get(lexemes.word(at)), lexemes.word(at)
    if step is not None and lexemes.word(at + 1) == "year":
        return at + 2, today.year + step if today else None
    if len(word) == 4 and word.isdecimal() and int(word) in YEARS:
        return at + 1, int(word)
    return None


def _weekday(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "Wednesday", "next Friday", "Friday, August 30", "Saturday evening"; not "Black Friday"."""
    name_at = at + (lexemes.word(at) in STEPS)
    day, after = WEEKDAYS.get(lexemes.word(name_at)), lexemes.word(name_at + 1)
    if day is None or not lexemes.at(name_at).text[:1].isupper():
        return None
    if lexemes.word(name_at - 1) in BEFORE_NAMED_DAY or after in PAPERS:
        return None
    date_at = name_at + 1 + (after == ",")
    if _day(lexemes, date_at)[0] or _day(lexemes, _month(lexemes, date_at)[1])[0]:
        return _month_day(lexemes, date_at, today) or _day_month(lexemes, date_at, today)
    end = name_at + 1 + (after in DAYPARTS)
    return end, moments.weekday(day, today, moments.looks_ahead(lexemes, at, end)) if today else None


def _named_day(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "yesterday", "this morning", "last night", "tomorrow evening"."""
    word, daypart = lexemes.word(at), lexemes.word(at + 1) in DAYPARTS
    if word in {"this", "last"} and daypart:
        return at + 2, moments.days_on(-(word == "last"), today)
    return (at + 1 + daypart, moments.days_on(NAMED_DAYS[word], today)) if word in NAMED_DAYS else None


def _period(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "last month", "this year", "next week", "this summer", "last November", "fall 2007", "the fall of 2011"."""
    word, after = lexemes.word(at), lexemes.word(at + 1)
    if word in SEASONS:
        stated = _year_after(lexemes, at + 1, today)
        return (stated[0], str(stated[1]) if stated[1] else None) if stated else None
    step = STEPS.get(word)
    if step is None:
        return None
    if after in PERIODS:
        return at + 2, moments.period(after, step, today) if today else None
    if after in SEASONS:
        return at + 2, str(today.year + step) if today else None
    month, end = _month(lexemes, at + 1)
    if month:
        return end, moments.month(month, step, today) if today else None
    return None


def _year(lexemes: Lexemes, at: int, today: date | None) -> Reading | None:
    """ "2022", "mid-2006", "the 1970s"; not "2000 people", "2019-nCoV" or the "2008" of "2,008"."""
    year_at = lexemes.past_hyphen(at + 1) if lexemes.word(at) in PARTS_OF_PERIOD else at
    text, after = lexemes.at(year_at).text, lexemes.word(year_at + 1)
    if len(text) != 4 or not text.isdecimal() or int(text) not in YEARS:
        return None
    if after == "s" and lexemes.touches(year_at + 1):
        return (year_at + 2, f"{text[:3]}X") if text.endswith("0") else None
    if lexemes.touches(year_at) and lexemes.word(year_at - 1) not in {"(", "'", '"', "“", "‘", *HYPHENS}:
        return None
    return (year_at + 1, text) if _reads_as_year(lexemes, at, year_at) else None


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
