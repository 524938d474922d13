"""Dates that lean on another date of the text: "ended the day at", "the same day", "that September", "16:08 UTC",
"the same period a year earlier"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.document import Value
from pipeline.stages.ner.clocks import clock
from pipeline.stages.ner.dates import DAYPARTS, moment
from pipeline.stages.ner.lexemes import Found, Lexemes, listed
from pipeline.stages.ner.months import MONTHS
from pipeline.stages.ner.years import Reading

# Words before "the day" that make it the day spoken of, and not an age ("the issue of the day").
SPENT = frozenset(listed("end ends ended ending finish finished finishing close closed closing start started opened"))
PART_OF_DAY = frozenset(listed("start end rest remainder close beginning late early earlier later"))
EARLIER = frozenset(listed("ago earlier before"))
STRETCHES = frozenset(listed("month quarter period time"))
DAY, MONTH = len("2021-04-07"), len("2021-04")


@dataclass(frozen=True, slots=True)
class Told:
    """The dates that a text has told of so far: the publication's and the latest ones, ISO text.

    `day` and `period` are the latest day and the latest longer time, `last` the later of them in the text; `at` is the
    index after the latest mention of a day.
    """

    today: date | None
    day: str | None = None
    period: str | None = None
    last: str | None = None
    at: int = -1

    def and_then(self, found: Found) -> Told:
        """What is told with one more value."""
        iso = found.value.value if found.type == "DATE" and found.value else None
        if not isinstance(iso, str):
            return self
        if len(iso) >= DAY and "/" not in iso:
            return Told(self.today, iso[:DAY], self.period, iso, found.end)
        return Told(self.today, self.day, iso, iso, self.at)

    @property
    def latest(self) -> str | None:
        """The day that the text speaks of: the one told last, else that of publication."""
        return self.day or (self.today.isoformat() if self.today else None)


def leaning(lexemes: Lexemes, at: int, told: Told) -> Found | None:
    """The leaning date that starts at lexeme `at`; None if there is none. Its value is None if it leans on nothing."""
    for rule in (_clock, _day, _that, _same_period):
        found = rule(lexemes, at, told)
        if found:
            end, iso = found
            return Found(at, end, "DATE", Value(iso, "date") if iso else None)
    return None


def _clock(lexemes: Lexemes, at: int, told: Told) -> Reading | None:
    """A time of the day that stands beside it, was told last in the sentence, or is the publication's."""
    found = clock(lexemes, at)
    if found is None:
        return None
    end, time = found
    beside = moment(lexemes, end + (lexemes.word(end) in {"on", ","}), told.today)
    named = str(beside.value.value) if beside and beside.value else ""
    day = named if len(named) == DAY else None
    if day is None and told.at >= 0 and not any(_ends(lexemes, n) for n in range(told.at, at)):
        day = told.day
    day = day or (told.today.isoformat() if told.today else None)
    return end, f"{day}T{time}" if day else None


def _ends(lexemes: Lexemes, at: int) -> bool:
    return lexemes.word(at).strip() in {"", ".", "!", "?"}


def _day(lexemes: Lexemes, at: int, told: Told) -> Reading | None:
    """ "ended the day", "the start of the day", "the same day", "that night"."""
    first, after = lexemes.word(at), lexemes.word(at + 1)
    if first == "that" and after in DAYPARTS | {"day"}:
        return at + 2, told.latest
    if first != "the":
        return None
    if after == "same" and lexemes.word(at + 2) in DAYPARTS | {"day"}:
        return at + 3, told.latest
    part = lexemes.word(at - 1) in {"of", "in"} and lexemes.word(at - 2) in PART_OF_DAY
    return (at + 2, told.latest) if after == "day" and (part or lexemes.word(at - 1) in SPENT) else None


def _that(lexemes: Lexemes, at: int, told: Told) -> Reading | None:
    """ "that year", "that month", "that September"."""
    word, month = lexemes.word(at + 1), lexemes.at(at + 1)
    spoken = told.last or told.latest
    if lexemes.word(at) != "that":
        return None
    if word in MONTHS and month.text[:1].isupper() and len(word) > 3:
        return at + 2, f"{spoken[:4]}-{MONTHS[word]:02}" if spoken else None
    if word == "year":
        return at + 2, spoken[:4] if spoken else None
    return (at + 2, told.latest[:MONTH] if told.latest else None) if word == "month" else None


def _same_period(lexemes: Lexemes, at: int, told: Told) -> Reading | None:
    """ "the same month a year ago", "the same period last year"."""
    same = at + (lexemes.word(at) == "the")
    if lexemes.word(same) != "same" or lexemes.word(same + 1) not in STRETCHES:
        return None
    end = same + 2 + (lexemes.word(same + 2) in {"of", "in"})
    end += lexemes.word(end) == "the"
    if lexemes.words(end, 2) in {("a", "year"), ("one", "year")} and lexemes.word(end + 2) in EARLIER:
        return end + 3, _year_before(told.period)
    if lexemes.words(end, 2) in {("last", "year"), ("previous", "year")}:
        return end + 2, _year_before(told.period)
    return None


def _year_before(period: str | None) -> str | None:
    """The ISO period a year before a month, quarter or year; None for another one."""
    parts = (period or "").split("/")
    if not all(part[:4].isdecimal() and len(part) in (4, MONTH) and "W" not in part for part in parts):
        return None
    return "/".join(f"{int(part[:4]) - 1:04}{part[4:]}" for part in parts)
