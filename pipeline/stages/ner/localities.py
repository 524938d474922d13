"""Whose money a noun means that several countries share: that of the country that the article speaks of most."""

from __future__ import annotations

from collections import Counter

from pipeline.grammar.countries import country_in
from pipeline.stages.ner.currencies import NOUNS, SHARED, Currencies
from pipeline.stages.ner.lexemes import Lexemes

LONGEST = 3  # words of a country's name


def currencies_of(lexemes: Lexemes) -> Currencies:
    """What the shared nouns that stand in the article mean there; a noun whose countries are not named is left out."""
    nouns = {lexeme.word.removesuffix("s") for lexeme in lexemes.items}
    shared = sorted({NOUNS[noun] for noun in nouns & NOUNS.keys() if NOUNS[noun] in SHARED})
    if not shared:
        return {}
    named = _countries(lexemes)
    found = {}
    for currency in shared:
        users = [country for country in named if country in SHARED[currency]]
        if users:
            found[currency] = SHARED[currency][max(users, key=named.__getitem__)]
    return found


def _countries(lexemes: Lexemes) -> Counter[str]:
    """How often each country is named or one of its people, in the order of their first names."""
    counted: Counter[str] = Counter()
    at = 0
    while at < len(lexemes):
        for count in range(LONGEST, 0, -1):
            words = " ".join(lexemes.at(at + n).text for n in range(count))
            country = country_in(words) if words[:1].isupper() else None
            if country:
                counted[country] += 1
                at += count - 1
                break
        at += 1
    return counted
