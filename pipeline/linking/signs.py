"""How likely an appearance is a thing: a logistic reading of a few signs.

The weights stand in `weights.toml`, fitted on chains of MEANTIME by `tripline measure link --fit`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib import resources

from pipeline.linking.names import LIKENESSES, Likeness, kind_of, likeness, numbers, shared
from pipeline.linking.thing import Appearance, Thing


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against.

    One of `same` (the usual name), `alias` (another name), `initials`, `person` (first name or surname, or first names
    that fit), `part` (it opens or closes the name) is 1, or none where the names share a word only. `lone`: a person
    by one word. `numbers`: the names have other numbers. `clash`: another type. `gender`, `country`: another one.
    `beside`: the article has the thing already, as another entity. `context`: cosine of the article and those of
    the thing, 0 to 1. `rivals`: log of how many things are as much alike by name.
    """

    same: float = 0.0
    alias: float = 0.0
    initials: float = 0.0
    person: float = 0.0
    part: float = 0.0
    lone: float = 0.0
    numbers: float = 0.0
    clash: float = 0.0
    gender: float = 0.0
    country: float = 0.0
    beside: float = 0.0
    context: float = 0.0
    rivals: float = 0.0

    def row(self) -> tuple[float, ...]:
        """The signs in the order of `NAMES`, first the 1 that the bias is multiplied with."""
        return (1.0, *astuple(self))


NAMES = ("bias", *(field.name for field in fields(Signs)))
Weights = tuple[float, ...]


@cache
def weights() -> Weights:
    """The shipped weights in the order of `NAMES`."""
    table = tomllib.loads(resources.files("pipeline.linking").joinpath("weights.toml").read_text(encoding="utf-8"))
    return tuple(float(table[name]) for name in NAMES)


def odds(signs: Signs, by: Weights) -> float:
    """The odds that an appearance with such signs is the thing, apart from other things that it may be."""
    return math.exp(sum(weight * sign for weight, sign in zip(by, signs.row(), strict=True)))


@dataclass(frozen=True, slots=True)
class Match:
    """How the names of an appearance and of a thing are alike, by the closest pair."""

    likeness: Likeness
    usual: bool
    lone: bool
    numbers: bool

    @property
    def rank(self) -> tuple[int, bool, bool, bool]:
        """The closest has the lowest."""
        return LIKENESSES.index(self.likeness), not self.usual, self.lone, self.numbers

    @property
    def reason(self) -> str:
        """In words for the table of merges."""
        if self.likeness == "same":
            return "same name" if self.usual else "another name of it"
        words = {"initials": "initials", "person": "first name or surname", "part": "part of the name"}
        return words.get(self.likeness, "words in common")


def match(appearance: Appearance, thing: Thing) -> Match | None:
    """The closest pair of names; None if no name is like another."""
    return min(_pairs(appearance, thing), key=lambda m: m.rank, default=None)


def _pairs(appearance: Appearance, thing: Thing) -> Iterable[Match]:
    for at, one in enumerate(appearance.forms):
        for other, usual in thing.forms.items():
            if like := likeness(one, other):
                lone = one.kind == "PERSON" and shared(one, other) == 1
                yield Match(like, usual and at == 0, lone, numbers(one) != numbers(other))


def signs(appearance: Appearance, thing: Thing, by: Match, context: float, rivals: int) -> Signs:
    """The signs of an appearance and a thing that match; `rivals`: how many match as well, this one among them."""
    same = by.likeness == "same"
    return Signs(
        same=float(same and by.usual),
        alias=float(same and not by.usual),
        initials=float(by.likeness == "initials"),
        person=float(by.likeness == "person"),
        part=float(by.likeness == "part"),
        lone=float(by.lone),
        numbers=float(by.numbers),
        clash=float(kind_of(appearance.type) not in map(kind_of, thing.types)),
        gender=_other(appearance.gender, thing.genders),
        country=_other(appearance.country, thing.countries),
        beside=float(appearance.document in thing.documents),
        context=context,
        rivals=math.log(rivals),
    )


def _other(told: str | None, known: Iterable[str]) -> float:
    """Whether both are told and they differ."""
    values = set(known)
    return float(bool(told and values and told not in values))
