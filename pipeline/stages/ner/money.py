"""Sums of money in any currency: "$21 billion", "US$4.5m", "10 million rubles", "Rs 500 crore", "5 cents".

Which currency a sign or word means: `currencies.py`.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.document import Value
from pipeline.stages.ner.currencies import AMBIGUOUS, CODES, COUNTRY_NOUNS, DOLLARS, HUNDREDTHS, NOUNS, SIGNS
from pipeline.stages.ner.lexemes import HYPHENS, Found, Lexemes
from pipeline.stages.ner.numbers import Number, number, ranged

# One letter is a scale only tight behind a sum: "$4.5m", "€3b".
LETTER_SCALES = {"m": 10**6, "b": 10**9, "t": 10**12}


def money(lexemes: Lexemes, at: int) -> Found | None:
    """The sum of money that starts at lexeme `at`; None if there is none."""
    return _prefixed(lexemes, at) or _suffixed(lexemes, at)


def _prefixed(lexemes: Lexemes, at: int) -> Found | None:
    """ "$5", "US$4.5m", "US $29", "Rs 500 crore", "CHF 3bn", "$5 to 7 million", "$9.99 US dollars"."""
    currency, start = _sign(lexemes, at)
    first = number(lexemes, start, behind_sign=True) if currency else None
    if first is None or lexemes.word(start) == "a":
        return None
    low = _letter_scaled(lexemes, first)
    amount = ranged(lexemes, low)
    if amount.end > low.end:
        high = _letter_scaled(lexemes, amount)
        return _found(at, high.end, amount.value * (high.scale if amount.scale == 1 else 1), currency)
    noun, _, end = _noun(lexemes, low.end)
    return _found(at, end if noun else low.end, low.value * _shared_scale(lexemes, low), currency)


def _shared_scale(lexemes: Lexemes, low: Number) -> int:
    """The scale that the second of two sums lends to the first: "between $5 and $7 billion"."""
    sign, start = _sign(lexemes, low.end + 1)
    if low.scale > 1 or not sign or lexemes.word(low.end) not in {"to", "and", "or", *HYPHENS}:
        return 1
    high = number(lexemes, start, behind_sign=True)
    return _letter_scaled(lexemes, high).scale if high and high.value >= low.value < 1000 else 1


def _sign(lexemes: Lexemes, at: int) -> tuple[str, int]:
    """The currency written before a number and the index of the number; "" if none is."""
    word, after = lexemes.word(at), lexemes.word(at + 1)
    if after == "$" and word in DOLLARS and (lexemes.touches(at + 1) or word == "us"):
        return DOLLARS[word], at + 2
    if lexemes.words(at, 5) == ("u", ".", "s", ".", "$"):
        return "USD", at + 5
    if word in SIGNS:
        return SIGNS[word], at + 1
    if word in CODES and (lexemes.at(at).text.isupper() or lexemes.at(at).text == "Rs"):
        return CODES[word], at + 1 + (after == "." and word == "rs")
    return "", at


def _suffixed(lexemes: Lexemes, at: int) -> Found | None:
    """ "10 million rubles", "5 cents", "700 billion USD", "half a million US dollars", "5 to 7 million euros"."""
    first = number(lexemes, at)
    if first is None:
        return None
    for amount in (_letter_scaled(lexemes, first), ranged(lexemes, first)):
        currency, noun, end = _noun(lexemes, lexemes.past_hyphen(amount.end))
        stated = end > lexemes.past_hyphen(amount.end) + 1
        if currency and (noun not in AMBIGUOUS or amount.scale >= 1000 or stated):
            return _found(at, end, amount.value / (100 if noun in HUNDREDTHS else 1), currency)
    return None


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
