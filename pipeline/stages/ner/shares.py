"""Shares and relative changes: "23 per cent", "two-thirds of", "one in five", "doubled", "twice as"."""

from __future__ import annotations

from decimal import Decimal

from pipeline.document import Value
from pipeline.stages.ner.lexemes import Found, Lexemes, listed
from pipeline.stages.ner.numbers import UNITS as DIGITS
from pipeline.stages.ner.numbers import number, ranged
from pipeline.stages.ner.units import unit

FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
FRACTIONS |= {f"{word}s": parts for word, parts in FRACTIONS.items() if word != "half"} | {"halves": 2}
# What follows a fraction that is a part of a scale or of time, not a share.
NO_SHARE = frozenset(listed("million billion trillion dozen century hour mile year decade day"))
SHARE_NOUNS = frozenset(listed("share stake interest holding majority cut increase rise drop fall"))
HALF_OF = frozenset(listed("of the its their his her our all those these that"))
HEDGES = frozenset(listed("about nearly almost roughly over than around approximately"))
PARTS_OF_TIME = frozenset(listed("first second latter former last final other every"))
MULTIPLES = {
    "halved": -50,
    "halving": -50,
    "doubled": 100,
    "doubling": 100,
    "tripled": 200,
    "tripling": 200,
    "trebled": 200,
    "quadrupled": 300,
}
TIMES = {"twice": 2, "double": 2, "triple": 3}


def percent(lexemes: Lexemes, at: int) -> Found | None:
    """The share or relative change that starts at lexeme `at`, 0-100; None if there is none."""
    return _percentage(lexemes, at) or _fraction(lexemes, at) or _ratio(lexemes, at) or _multiple(lexemes, at)


def _percentage(lexemes: Lexemes, at: int) -> Found | None:
    """ "23%", "10 to 15 percent", and the "1.5" of "1.5 and 3 percent"."""
    first = number(lexemes, at)
    if first is None:
        return None
    for amount in (first, ranged(lexemes, first)):
        end = _percent_sign(lexemes, amount.end)
        if end:
            return _share(at, end, amount.value)
    mark = lexemes.word(first.end)
    other = number(lexemes, first.end + 1) if mark in {"and", "or", "to"} and first.value < 1000 else None
    return _share(at, first.end, first.value) if other and _percent_sign(lexemes, other.end) else None


def _percent_sign(lexemes: Lexemes, at: int) -> int:
    """Index after "%", "per cent", "percentage points" at `at`; 0 if they do not stand there."""
    at = lexemes.past_hyphen(at)
    word, after = lexemes.word(at), lexemes.word(at + 1)
    if word == "percentage" and after in {"point", "points"}:
        return at + 2
    if word == "per" and after == "cent":
        return at + 2
    return at + 1 if word in {"%", "percent", "pct", "percents", "٪"} else 0


def _fraction(lexemes: Lexemes, at: int) -> Found | None:
    """ "a quarter of", "two-thirds", "by a third", "half of", "half a percent", "a fifth of a percent"."""
    word = lexemes.word(at)
    count, name_at = (1, at) if word in {"half", "halves"} else (DIGITS.get(word, int(word == "a")), at + 1)
    name_at = lexemes.past_hyphen(name_at)
    parts = FRACTIONS.get(lexemes.word(name_at), 0)
    if not parts or not 0 < count < parts:
        return None
    of_percent = _of_a_percent(lexemes, name_at + 1)
    if of_percent:
        return _share(at, of_percent, Decimal(count) / parts)
    if not _is_share(lexemes, at, name_at):
        return None
    return _share(at, name_at + 1, (Decimal(100 * count) / parts).quantize(Decimal("0.1")))


def _of_a_percent(lexemes: Lexemes, at: int) -> int:
    at += lexemes.word(at) == "of"
    at += lexemes.word(at) in {"a", "one"}
    return _percent_sign(lexemes, at) if lexemes.word(at - 1) in {"a", "one"} else 0


def _is_share(lexemes: Lexemes, at: int, name_at: int) -> bool:
    before, name, after = lexemes.word(at - 1), lexemes.word(name_at), lexemes.word(name_at + 1)
    if {after, *lexemes.words(name_at + 2, 2)} & NO_SHARE or before in PARTS_OF_TIME:
        return False
    if name == "half":
        return after in HALF_OF or before == "by"
    if before in HEDGES and not after.isalpha():
        return True
    if name.endswith("s"):
        return name != "halves"
    return after == "of" or before == "by" or after in SHARE_NOUNS


def _ratio(lexemes: Lexemes, at: int) -> Found | None:
    """ "one in five", "one out of every 200", "nine out of ten"."""
    count = number(lexemes, at)
    if count is None:
        return None
    if lexemes.word(count.end) == "in" and lexemes.word(at) == "one":
        start = count.end + 1
    elif lexemes.words(count.end, 2) == ("out", "of"):
        start = count.end + 2
    else:
        return None
    total = number(lexemes, start + (lexemes.word(start) == "every"))
    if total is None or not 0 < count.value < total.value <= 1000 or unit(lexemes, total.end)[0]:
        return None
    return _share(at, total.end, round(100 * count.value / total.value, 1))


def _multiple(lexemes: Lexemes, at: int) -> Found | None:
    """ "doubled", "twice as", "double the", "four times as": the change they amount to."""
    word = lexemes.word(at)
    if word in MULTIPLES:
        return _share(at, at + 1, Decimal(MULTIPLES[word]))
    if word in TIMES and lexemes.word(at + 1) in {"as", "the", "its", "their", "that", "increase", "rise"}:
        return _share(at, at + 1, Decimal(100 * (TIMES[word] - 1)))
    count = number(lexemes, at)
    after = lexemes.word(count.end + 1) if count and lexemes.word(count.end) == "times" else ""
    if count and (after in {"as", "more", "the"} or after.endswith("er")):
        return _share(at, count.end + 1, 100 * (count.value - 1))
    return None


def _share(first: int, end: int, share: Decimal) -> Found:
    return Found(first, end, "PERCENT", Value(float(share), "%"))
