"""Which day, month or year words mean, seen from the day of publication."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import takewhile

from pipeline.stages.ner.lexemes import Lexemes, listed

# Words before or right behind a weekday that put it into the future, and verbs of saying that end the search.
AHEAD = frozenset(
    listed(
        "will next coming scheduled due upcoming shall planned plans expected begins starts opens should may might "
        "must ahead"
    )
)
PAST = frozenset(
    listed("was were had did fell rose grew shrank sank lost won took came went began met saw made sold bought since")
)
SAYING = frozenset(listed("said says told reported announced according wrote confirmed"))
CLAUSE_ENDS = frozenset({"", ".", ",", ";"})
LOOK_BACK, LOOK_AHEAD = 14, 4


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def days_on(days: int, today: date | None) -> str | None:
    """The ISO day so many days after `today`; None without one."""
    return (today + timedelta(days)).isoformat() if today else None


def weekday(day: int, today: date, ahead: bool) -> str:
    """The nearest such weekday (Monday 0) before or on `today`, or after or on it where the text looks ahead."""
    back = (today.weekday() - day) % 7
    return (today + timedelta((7 - back) % 7 if ahead else -back)).isoformat()


def looks_ahead(lexemes: Lexemes, start: int, end: int) -> bool:
    """Whether the clause around lexemes `[start, end)` is about the future: "will meet on Friday"."""
    if lexemes.word(start) in AHEAD:
        return True
    behind = lexemes.words(end, LOOK_AHEAD)
    clause = list(takewhile(lambda word: word.strip() not in CLAUSE_ENDS, behind))
    if "will" in clause:
        return True
    for at in range(start - 1, start - 1 - LOOK_BACK, -1):
        word = lexemes.word(at)
        if word in AHEAD or (word == "set" and lexemes.word(at + 1) == "to"):
            return True
        if word in SAYING or word.strip() in {"", ".", ";"}:
            return False
    return False


def looks_back(lexemes: Lexemes, start: int) -> bool:
    """Whether the clause before lexeme `start` tells of the past: "contracted by 0.9% between April and June"."""
    for at in range(start - 1, start - 1 - LOOK_BACK, -1):
        word = lexemes.word(at)
        if word in PAST or (word.endswith("ed") and len(word) > 4):
            return True
        if word.strip() in CLAUSE_ENDS - {","}:
            return False
    return False


def nearest_year(month: int, day: int, today: date) -> int:
    """The year that puts the month and day nearest to `today`, the past at equal distance."""
    years = (today.year - 1, today.year, today.year + 1)
    if not day:
        return min(years, key=lambda year: abs(12 * (year - today.year) + month - today.month))
    days = [date(year, month, day) for year in years if exists(year, month, day)]
    return min(days, key=lambda then: abs(then - today), default=today).year


def month(number: int, step: int, today: date) -> str:
    """The month of that number before, in or after the present one: "last November", "next May"."""
    year = today.year + step
    if (step < 0 and number < today.month) or (step > 0 and number > today.month):
        year = today.year
    return f"{year}-{number:02}"


def month_ahead(number: int, today: date) -> str:
    """The month of that number that comes next, the present one included."""
    return f"{today.year + (number < today.month)}-{number:02}"


def month_behind(number: int, today: date) -> str:
    """The month of that number that came last, the present one included."""
    return f"{today.year - (number > today.month)}-{number:02}"


def season(first: int, today: date, ahead: bool) -> str:
    """The year whose season, beginning in month `first`, came last or, `ahead`, comes next."""
    begun = first <= today.month
    return str(today.year + (ahead and begun) - (not ahead and not begun))


def period(unit: str, step: int, today: date) -> str:
    """The week, month, quarter or year so many steps from the present one."""
    if unit == "year":
        return str(today.year + step)
    if unit == "week":
        year, week, _ = (today + timedelta(7 * step)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        return _month_on(step, today)
    first = today.replace(day=1, month=3 * ((today.month - 1) // 3) + 1)
    return f"{_month_on(3 * step, first)}/{_month_on(3 * step + 2, first)}"


def ago(amount: int, unit: str, today: date) -> str | None:
    """So many days, weeks, months, years or decades before `today`, as exact as the unit."""
    if unit in ("year", "decade"):
        year = today.year - amount * (10 if unit == "decade" else 1)
        return f"{year:04}" if year > 0 else None
    if unit == "month":
        return _month_on(-amount, today) if amount < 12 * (today.year - 1) else None
    days = amount * (7 if unit == "week" else 1)
    return days_on(-days, today) if days < today.toordinal() else None


def year_of_part(part: int, months: int, today: date) -> int:
    """The year whose part (quarter or half) last began before `today`."""
    return today.year if (part - 1) * months + 1 <= today.month else today.year - 1


def _month_on(step: int, today: date) -> str:
    year, month0 = divmod(12 * today.year + today.month - 1 + step, 12)
    return f"{year:04}-{month0 + 1:02}"
