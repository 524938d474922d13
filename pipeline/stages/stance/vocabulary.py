"""The words that the rules of the room know: `vocabulary.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lemmas, lower case; what each list means stands beside it in `vocabulary.toml`."""

    verbs: frozenset[str]
    of_quotes: frozenset[str]
    of_figures: frozenset[str]
    ascribing: frozenset[str]
    expressing: frozenset[str]
    charging: frozenset[str]
    owning_up: frozenset[str]
    issuing: frozenset[str]
    speech_acts: frozenset[str]
    prepositions: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    owners: tuple[str, ...]
    voices: frozenset[str]
    bodies: frozenset[str]
    public: frozenset[str]
    citizens: frozenset[str]
    first_person: frozenset[str]
    directives: frozenset[str]
    calling: frozenset[str]
    intransitive: frozenset[str]
    turning: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The shipped words."""
    text = resources.files("pipeline.stages.stance").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    owners = tuple(lists.pop("owners"))
    prepositions = tuple(tuple(phrase.split()) for phrase in lists.pop("prepositions"))
    sets = {name: frozenset(words) for name, words in lists.items()}
    return Vocabulary(owners=owners, prepositions=prepositions, **sets)
