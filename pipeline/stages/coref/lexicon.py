"""What coreference knows about words: `nouns.toml` and `people.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns of descriptions, lower-case lemmas; what each list is for stands in `nouns.toml`.

    `types`: noun -> types it fits; `alike`: noun -> nouns that may replace it, itself among them; `doing`: noun ->
    verbs that earn it; `public`: what is called so is never meant by a noun of `business`.
    """

    types: Mapping[str, frozenset[str]]
    alike: Mapping[str, frozenset[str]]
    free: frozenset[str]
    business: frozenset[str]
    public: frozenset[str]
    naming: frozenset[str]
    doing: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class People:
    """`titles`: title without its dot -> gender, None for either; `nouns`, `names`: word -> gender;
    `short`: short form of a first name -> full forms."""

    titles: Mapping[str, Gender | None]
    nouns: Mapping[str, Gender]
    names: Mapping[str, Gender]
    short: Mapping[str, frozenset[str]]


@cache
def nouns() -> Nouns:
    """The shipped nouns."""
    table = _read("nouns.toml")
    sets = [frozenset(words) for words in table["alike"].values()]
    types = _inverse(table["types"])
    return Nouns(
        types=types,
        alike={n: frozenset({n}).union(*(s for s in sets if n in s)) for n in types},
        naming=frozenset(table["naming"]["nouns"]),
        business=frozenset(table["business"]["nouns"]),
        public=frozenset(table["business"]["never"]),
        free=frozenset(table["free"]["nouns"]),
        doing={noun: frozenset(verbs) for noun, verbs in table["doing"].items()},
    )


@cache
def people() -> People:
    """The shipped titles and first names."""
    table = _read("people.toml")
    titles: dict[str, Gender | None] = dict.fromkeys(table["titles"].pop("either"))
    return People(
        titles=titles | _genders(table["titles"]),
        nouns=_genders(table["nouns"]),
        names=_genders(table["names"]),
        short=_inverse(table["short"]),
    )


def _genders(lists: Mapping[Gender, Iterable[str]]) -> dict[str, Gender]:
    return {word: gender for gender, words in lists.items() for word in words}


def _inverse(lists: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    words = dict.fromkeys(word for listed in lists.values() for word in listed)
    return {word: frozenset(key for key, listed in lists.items() if word in listed) for word in words}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("pipeline.stages.coref").joinpath(name).read_text(encoding="utf-8"))
