"""Countries and their adjectives: "Russian" and "Russians" stand for Russia, "U.S." for the United States."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    text = resources.files("pipeline.grammar").joinpath("countries.toml").read_text(encoding="utf-8")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    adjectives = {word: country for country, words in data["adjectives"].items() for word in words}
    names = {name: country for country, others in data["names"].items() for name in others}
    return adjectives, {**{country: country for country in data["adjectives"]}, **names}


def country_of_adjective(word: str) -> str | None:
    """Country of a nationality, as it is usually called; None for another word. Letter case counts."""
    return _tables()[0].get(word)


def country_named(name: str) -> str | None:
    """Usual name of the country that a name means ("U.S." -> "United States"); None for another name."""
    return _tables()[1].get(name)


def country_in(words: str) -> str | None:
    """Country that a word or short name stands for, as a name or a nationality."""
    return country_named(words) or country_of_adjective(words)
