"""Numbers in digits and in words: "3,000", "1.5 million", "two hundred and five", "a dozen", "half a million".

A number is exact (`Decimal`) until it becomes a `Value`. Plural scale words ("dozens", "hundreds of
thousands") name no number and are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.stages.ner.lexemes import HYPHENS, Lexemes, listed

UNITS = {
    word: value
    for value, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * value for value, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
SCALES = {
    "dozen": 12,
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
SHORT_SCALES = {
    "k": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
# Marks that tie digits to what stands before them, and the most hyphened parts of a name that are looked at.
GLUE = frozenset(":_/@.")
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before lexeme `end`; `scale` is the factor of its scale word, 1 without one.

    `plain` says that it is written as bare digits, with neither separator, word nor scale ("1998").
    """

    end: int
    value: Decimal
    scale: int = 1
    plain: bool = False


def digits(text: str) -> Decimal | None:
    """The number written as `text`; None for a version or an address ("3.1.2"), where the decimal sign cannot be told
    ("1.428,000"), or if `text` is no number.

    >>> digits("3,000.5"), digits("8,26")
    (Decimal('3000.5'), Decimal('8.26'))
    """
    whole, *rest = text.split(".")
    if not text[:1].isdecimal() or any("," in group for group in rest):
        return None
    if len(rest) > 1:
        in_groups = all(len(group) == 3 for group in rest) and "," not in whole
        return Decimal(whole + "".join(rest)) if in_groups else None
    head, *groups = whole.split(",")
    if len(groups) == 1 and len(groups[0]) < 3 and not rest:
        return Decimal(f"{head}.{groups[0]}")
    return Decimal("".join([head, *groups]) + (f".{rest[0]}" if rest else ""))


def number(lexemes: Lexemes, at: int, behind_sign: bool = False) -> Number | None:
    """The longest number that starts at lexeme `at`, with its scale word; None if there is none.

    Digits glued to letters are a name ("A350") and none, unless they stand `behind_sign` of a currency ("SGD1.75").
    """
    if lexemes.word(at) == "half" and lexemes.word(at + 1) in {"a", "an"}:
        scale = _scale(lexemes, at + 2)
        return Number(at + 3, Decimal(scale) / 2, scale) if scale else None
    if lexemes.word(at) == "a":
        return _article(lexemes, at)
    found = _digits(lexemes, at, behind_sign) or _words(lexemes, at)
    return _scaled(lexemes, _and_a_half(lexemes, found)) if found else None


def ranged(lexemes: Lexemes, low: Number) -> Number:
    """`low` stretched over a range that it opens ("10 to 15", "60-80"): the lower bound, in the upper one's scale.

    Without a range, `low` itself. "From 10 to 15" is a change, not a range.
    """
    if not opens_range(lexemes, low.end) and lexemes.word(low.end) != "or":
        return low
    high = number(lexemes, low.end + 1)
    if high is None or high.value < low.value:
        return low
    scale = high.scale if low.scale == 1 else 1
    return Number(high.end, low.value * scale, max(low.scale, high.scale))


def opens_range(lexemes: Lexemes, mark_at: int) -> bool:
    """Whether the lexeme behind a number ties it to an upper bound: "5 to 7", "5-7", "between 5 and 7".

    "From 5 to 7" is a change.
    """
    mark, before = lexemes.word(mark_at), lexemes.words(mark_at - 5, 5)
    if mark == "to":
        return "from" not in before
    return mark in HYPHENS or (mark == "and" and "between" in before)


def _digits(lexemes: Lexemes, at: int, behind_sign: bool) -> Number | None:
    value = digits(lexemes.at(at).text)
    if value is None or (not behind_sign and _glued(lexemes, at)):
        return None
    return Number(at + 1, value, plain=lexemes.at(at).text.isdecimal())


def _glued(lexemes: Lexemes, at: int) -> bool:
    """Whether the digits belong to a name or a clock time: "A350", "Covid-19", "A330-200", "9:45"."""
    for digits_at in range(at, at - 2 * MOST_PARTS, -2):
        before = lexemes.word(digits_at - 1) if lexemes.touches(digits_at) else ""
        if before not in HYPHENS:
            return (before.isalpha() and (digits_at == at or before != "mid")) or before in GLUE
        if not lexemes.touches(digits_at - 1):
            return False
        if lexemes.word(digits_at - 2).isalpha():
            return lexemes.word(digits_at - 2) != "mid"
    return False


def _words(lexemes: Lexemes, at: int) -> Number | None:
    """A number in words, without its last scale word: "two" of "two million", "two hundred and five"."""
    value, end = _below_hundred(lexemes, at)
    if end == at:
        return None
    scale_at = lexemes.past_hyphen(end)
    scale = _scale(lexemes, scale_at)
    if scale in (100, 1000):
        start = scale_at + 1 + (lexemes.word(scale_at + 1) == "and")
        rest, rest_end = _below_hundred(lexemes, start)
        if rest_end > start and lexemes.word(rest_end) != "hundred":
            return Number(rest_end, Decimal(value * scale + rest))
    return Number(end, Decimal(value))


def _below_hundred(lexemes: Lexemes, at: int) -> tuple[int, int]:
    word = lexemes.word(at)
    if word in UNITS:
        return UNITS[word], at + 1
    if word not in TENS:
        return 0, at
    unit = UNITS.get(lexemes.word(lexemes.past_hyphen(at + 1)), 0)
    if not 0 < unit < 10:
        return TENS[word], at + 1
    return TENS[word] + unit, lexemes.past_hyphen(at + 1) + 1


def _article(lexemes: Lexemes, at: int) -> Number | None:
    """ "a dozen", "a hundred", "a million", "a score of"."""
    if lexemes.words(at + 1, 2) == ("score", "of") and not lexemes.word(at + 3)[:1].isdecimal():
        return Number(at + 2, Decimal(20))
    scale = _scale(lexemes, at + 1)
    return _scaled(lexemes, Number(at + 2, Decimal(scale), scale)) if scale else None


def _and_a_half(lexemes: Lexemes, low: Number) -> Number:
    at = lexemes.past_hyphen(low.end)
    end = lexemes.past_hyphen(at + 1)
    end = lexemes.past_hyphen(end + 1)
    if lexemes.word(at) != "and" or lexemes.word(end - 1) not in {"a", *HYPHENS} or lexemes.word(end) != "half":
        return low
    return Number(end + 1, low.value + Decimal("0.5"))


def _scaled(lexemes: Lexemes, low: Number) -> Number:
    """The number times the scale words behind it: "500 crore", "3bn", "two dozen", "2 hundred thousand"."""
    value, scale, end = low.value, low.scale, low.end
    while scale < 10**12 and scale != SCALES["dozen"]:
        at = lexemes.past_hyphen(end)
        factor = _scale(lexemes, at) or _short_scale(lexemes, at)
        if not factor:
            break
        value, scale, end = value * factor, scale * factor, at + 1
    return Number(end, value, scale, plain=low.plain and scale == 1)


def _scale(lexemes: Lexemes, at: int) -> int:
    return SCALES.get(lexemes.word(at), 0)


def _short_scale(lexemes: Lexemes, at: int) -> int:
    if lexemes.word(at) == "k" and not lexemes.touches(at):
        return 0
    return SHORT_SCALES.get(lexemes.word(at), 0)
