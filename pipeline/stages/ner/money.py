"""Sums of money in any currency: "$21 billion", "US$4.5m", "10 million rubles", "Rs 500 crore", "5 cents".

Which currency a sign or word means: `currencies.py`.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.document import Value
from pipeline.stages.ner.currencies import (
    AMBIGUOUS,
    CODES,
    COUNTRY_NOUNS,
    DOLLARS,
    HUNDREDTHS,
    NOUNS,
    SIGNS,
    Currencies,
)
from pipeline.stages.ner.lexemes import HYPHENS, Found, Lexemes, listed
from pipeline.stages.ner.numbers import Number, number, opens_range, ranged

# One letter is a scale only tight behind a sum: "$4.5m", "€3b".
SCREEN_LINES = frozenset({240, 360, 480, 720, 1080, 1440, 2160})
# "Cut by $200 to $399", "rose $5 to $30" say how far and where to; no range.
MOVES = frozenset(listed("by rose fell gained lost dropped climbed jumped slid up down added shed"))
LETTER_SCALES = {"m": 10**6, "b": 10**9, "t": 10**12}


def money(lexemes: Lexemes, at: int, currencies: Currencies) -> Found | None:
    """The sum of money that starts at lexeme `at`; None if there is none.

    `currencies`: what nouns that several countries use for their money mean in this article.
    """
    return _prefixed(lexemes, at) or _suffixed(lexemes, at, currencies)


def _prefixed(lexemes: Lexemes, at: int) -> Found | None:
    """ "$5", "US$4.5m", "US $29", "Rs 500 crore", "CHF 3bn", "$5 to 7 million", "$9.99 US dollars"."""
    currency, start = _sign(lexemes, at)
    first = number(lexemes, start, behind_sign=True) if currency else None
    if first is None or lexemes.word(start) == "a":
        return None
    low = _letter_scaled(lexemes, first)
    high_end, scale = _second_sum(lexemes, low)
    if high_end:
        return _found(at, high_end, low.value * scale, currency)
    amount = ranged(lexemes, low)
    if amount.end > low.end:
        high = _letter_scaled(lexemes, amount)
        return _found(at, high.end, amount.value * (high.scale if amount.scale == 1 else 1), currency)
    noun, _, end = _noun(lexemes, low.end)
    return _found(at, end if noun else low.end, low.value * scale, currency)


def _second_sum(lexemes: Lexemes, low: Number) -> tuple[int, int]:
    """Where a range ends whose upper sum has a sign too ("between $5 and $7 billion"; 0 if it is none), and the scale
    that the second sum lends to the first."""
    mark = lexemes.word(low.end)
    sign, start = _sign(lexemes, low.end + 1)
    high = number(lexemes, start, behind_sign=True) if sign and mark in {"to", "and", "or", *HYPHENS} else None
    if high is None:
        return 0, 1
    high = _letter_scaled(lexemes, high)
    scale = high.scale if low.scale == 1 and high.value >= low.value < 1000 else 1
    moves = mark == "to" and not MOVES.isdisjoint(lexemes.words(low.end - 6, 5))
    tied = opens_range(lexemes, low.end) and not moves
    return (high.end if tied and high.value >= low.value else 0), scale


def _sign(lexemes: Lexemes, at: int) -> tuple[str, int]:
    """The currency written before a number and the index of the number; "" if none is."""
    word, after = lexemes.word(at), lexemes.word(at + 1)
    if after == "$" and word in DOLLARS and (lexemes.touches(at + 1) or word == "us"):
        return DOLLARS[word], at + 2
    if lexemes.words(at, 5) == ("u", ".", "s", ".", "$"):
        return "USD", at + 5
    if word in SIGNS:
        return SIGNS[word], at + 1
    if word in {"gb", "uk"} and after == "£":
        return "GBP", at + 2
    if word in CODES and (lexemes.at(at).text.isupper() or lexemes.at(at).text == "Rs"):
        return CODES[word], at + 1 + (after == "." and word == "rs")
    return "", at


def _suffixed(lexemes: Lexemes, at: int, currencies: Currencies) -> Found | None:
    """ "10 million rubles", "5 cents", "700 billion USD", "half a million US dollars", "5 to 7 million euros"."""
    single = Number(at + 2, Decimal(1)) if lexemes.words(at, 2) == ("a", "single") else None
    first = number(lexemes, at) or single
    if first is None:
        return None
    pence = _pence(lexemes, first)
    if pence:
        return _found(at, pence, first.value / 100, "GBP")
    for amount in (_letter_scaled(lexemes, first), ranged(lexemes, first)):
        currency, noun, end = _noun(lexemes, lexemes.past_hyphen(amount.end))
        stated = end > lexemes.past_hyphen(amount.end) + 1
        if currency and (noun not in AMBIGUOUS or amount.scale >= 1000 or stated):
            local = currency if stated else currencies.get(currency, currency)
            return _found(at, end, amount.value / (100 if noun in HUNDREDTHS else 1), local)
    return None


def _pence(lexemes: Lexemes, amount: Number) -> int:
    """Index after the p of "84p"; 0 for lines of a screen ("1080p") and halves of a day ("7p.m.")."""
    tight = lexemes.word(amount.end) == "p" and lexemes.touches(amount.end)
    mark = lexemes.word(amount.end + 1) == "." and lexemes.word(amount.end + 2) == "m"
    return amount.end + 1 if tight and not mark and amount.value not in SCREEN_LINES else 0


def _noun(lexemes: Lexemes, at: int) -> tuple[str, str, int]:
    """Currency, noun and end of the currency words at `at`, with their country ("Hong Kong dollars")."""
    if lexemes.words(at, 4) == ("u", ".", "s", ".") and _noun_code(lexemes.word(at + 4)) == "USD":
        return "USD", lexemes.word(at + 4), at + 5
    word = lexemes.word(at)
    if word in {"hong", "new", "sri", "south"}:
        at, word = at + 1, lexemes.word(at + 1)
    noun = lexemes.word(at + 1)
    country = COUNTRY_NOUNS.get(f"{word} {noun}") or COUNTRY_NOUNS.get(f"{word} {noun.removesuffix('s')}")
    if country:
        return country, noun, at + 2
    if word in SIGNS and lexemes.touches(at):
        return SIGNS[word], word, at + 1
    code = CODES.get(word, "") if lexemes.at(at).text.isupper() else _noun_code(word)
    return code, word, at + 1


def _noun_code(word: str) -> str:
    return NOUNS.get(word) or NOUNS.get(word.removesuffix("s"), "")


def _letter_scaled(lexemes: Lexemes, amount: Number) -> Number:
    factor = LETTER_SCALES.get(lexemes.word(amount.end), 0) if lexemes.touches(amount.end) else 0
    return Number(amount.end + 1, amount.value * factor, factor) if factor and amount.scale == 1 else amount


def _found(first: int, end: int, amount: Decimal, currency: str) -> Found:
    return Found(first, end, "MONEY", Value(float(amount), currency))
