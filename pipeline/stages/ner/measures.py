"""Measured amounts: "30 years", "5 km", "41-year-old", "2 hours 1 minute", "over a decade"."""

from __future__ import annotations

from decimal import Decimal

from pipeline.document import Value
from pipeline.stages.ner.lexemes import Found, Lexemes, listed
from pipeline.stages.ner.numbers import Number, number, ranged
from pipeline.stages.ner.units import unit as unit_at

# Time units of a compound duration in their order, with the factor to the next smaller one.
CLOCK = {"hour": 60, "minute": 60, "second": 1}
# Units of time that "a" counts ("over a decade"), and the words before them that ask how long.
LENGTHS = frozenset(listed("hour day week month year decade century"))
HOW_LONG = frozenset(listed("over nearly almost about around than for within past last"))


def quantity(lexemes: Lexemes, at: int) -> Found | None:
    """The amount with a unit that starts at lexeme `at`; None if there is none."""
    if lexemes.word(at) == "life":
        return _life(lexemes, at)
    once = _once(lexemes, at)
    if once:
        return once
    first = number(lexemes, at)
    if first is None or lexemes.word(at) == "a":
        return None
    for amount in (first, ranged(lexemes, first)):
        unit, end = unit_at(lexemes, amount.end)
        if unit in CLOCK and amount is first:
            return _duration(lexemes, at, amount, unit, end)
        if unit == "year" and lexemes.word(end) == "old" and not lexemes.touches(end - 1):
            return Found(at, amount.end, "QUANTITY", Value(float(amount.value), unit))
        if unit == "year":
            amount, end = _and_months(lexemes, amount, end)
        if unit:
            return Found(at, _old(lexemes, end), "QUANTITY", Value(float(amount.value), unit))
    return None


def _once(lexemes: Lexemes, at: int) -> Found | None:
    """One unit of time without a number: "over a decade", "the past decade", "single-day"."""
    word, name_at = lexemes.word(at), lexemes.past_hyphen(at + 1)
    if word == "single" and name_at > at + 1 and lexemes.word(name_at) in LENGTHS:
        return Found(at, name_at + 1, "QUANTITY", Value(1.0, lexemes.word(name_at)))
    before, after = lexemes.word(at - 1), lexemes.word(at + 1)
    if word in {"a", "an"} and after in LENGTHS and before in HOW_LONG and not _to_a_point(lexemes, at + 2):
        return Found(at, at + 2, "QUANTITY", Value(1.0, after))
    if word == "decade" and before in {"past", "last"}:
        return Found(at, at + 1, "QUANTITY", Value(1.0, word))
    return None


def _to_a_point(lexemes: Lexemes, at: int) -> bool:
    return lexemes.word(at) in {"ago", "earlier", "later", "before", "after"} or lexemes.past_hyphen(at) > at


def _and_months(lexemes: Lexemes, years: Number, end: int) -> tuple[Number, int]:
    """ "four years and six months" is 4.5 years."""
    start = end + (lexemes.word(end) in {",", "and"})
    months = number(lexemes, start) if start > end else None
    unit, months_end = unit_at(lexemes, months.end) if months else ("", end)
    if months is None or unit != "month" or not 0 < months.value < 12:
        return years, end
    total = years.value + months.value / 12
    return Number(months_end, total.quantize(Decimal("0.0001"))), months_end


def _life(lexemes: Lexemes, at: int) -> Found | None:
    """A life sentence has no number: "life in prison", the "life" of "life sentence", "life imprisonment"."""
    prison = lexemes.words(at + 1, 2) in {("in", "prison"), ("in", "jail"), ("behind", "bars")}
    if prison or lexemes.word(at + 1) in {"sentence", "sentences", "imprisonment", "term", "terms", "plus"}:
        return Found(at, at + 3 if prison else at + 1, "QUANTITY", Value("life", ""))
    return None


def _old(lexemes: Lexemes, end: int) -> int:
    """ "41-year-old": the age word belongs to the amount."""
    at = lexemes.past_hyphen(end)
    return at + 1 if at > end and lexemes.word(at) in {"old", "olds"} else end


def _duration(lexemes: Lexemes, at: int, amount: Number, unit: str, end: int) -> Found:
    """ "2 hours 1 minute 39 seconds" in its smallest unit."""
    total = amount.value
    while True:
        start = end + (lexemes.word(end) in {",", "and"})
        more = number(lexemes, start)
        smaller, smaller_end = unit_at(lexemes, more.end) if more else ("", end)
        if more is None or smaller not in CLOCK or CLOCK[unit] == 1 or smaller == unit or smaller == "hour":
            return Found(at, end, "QUANTITY", Value(float(total), unit))
        factor = 3600 if (unit, smaller) == ("hour", "second") else 60
        total, unit, end = total * factor + more.value, smaller, smaller_end
