"""Names compared across articles: how much of one is in another, and under which keys they find each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from pipeline.document import Mention
from pipeline.grammar.countries import country_in
from pipeline.stages.coref.lexicon import people
from pipeline.stages.coref.spelling import SMALL, acronyms, plain, words_of

Likeness = Literal["same", "initials", "person", "part", "words"]
LIKENESSES: tuple[Likeness, ...] = get_args(Likeness)  # the closest first
# Names of places change their type with what they do in a sentence.
_KINDS = {"LOC": "GPE", "FAC": "GPE"}
_WHOLE = frozenset({"PERSON", "GPE"})  # of these no part stands for the whole: "York", "New York"
_LONGEST_ACRONYM = 7


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared. `letters`: what may be initials ("IMF" -> "imf"), else ""; `initials`: those of a
    name of several words. `kind`: its type, places as one."""

    kind: str
    words: tuple[str, ...]
    letters: str
    initials: frozenset[str]


def kind_of(type_: str) -> str:
    """The type, those of places as one."""
    return _KINDS.get(type_, type_)


@lru_cache(maxsize=1 << 18)
def name_of(text: str, type_: str) -> Name:
    """The name of an entity of this type. A country goes by its usual name, and so does a place called by its
    adjective; a people by that of its country ("Russians" -> people of russia)."""
    kind, shown = kind_of(type_), plain(text)
    country = country_in(shown) if kind == "GPE" else None
    words = (country.casefold(),) if country else words_of(Mention(0, len(text), text, type_))
    words = tuple(word for word in words if word != "and") or words  # "Standard & Poor's"
    bare = shown.replace(".", "")
    initial = bare.isalpha() and bare.isupper() and 2 <= len(bare) <= _LONGEST_ACRONYM and kind != "PERSON"
    several = len(words) > 1 and kind != "PERSON"
    return Name(kind, words, bare.casefold() if initial else "", acronyms(shown) if several else frozenset())


def likeness(one: Name, other: Name) -> Likeness | None:
    """How two names are alike; None if they share no word and neither is the initials of the other."""
    if one.words == other.words:
        return "same"
    if one.letters in other.initials or other.letters in one.initials:
        return "initials"
    short, full = sorted((one.words, other.words), key=len)
    if one.kind == other.kind == "PERSON" and _is_same_person(short, full):
        return "person"
    if not {one.kind, other.kind} & _WHOLE and _is_part(short, full):
        return "part"
    return "words" if not set(short).isdisjoint(full) else None


def shared(one: Name, other: Name) -> int:
    """How many words two names share."""
    return len({*one.words} & {*other.words})


def numbers(name: Name) -> frozenset[str]:
    """The words of a name that tell models and years apart: "iPhone 4", "2008 Olympics"."""
    return frozenset(word for word in name.words if any(c.isdigit() for c in word))


def keys(names: Iterable[Name]) -> Iterator[tuple[str, str]]:
    """The keys under which a thing of these names is found: the whole name, its words, what it may be initials of."""
    for name in names:
        yield "name", " ".join(name.words)
        if name.letters:
            yield "letters", name.letters
        yield from (("initials", initials) for initials in sorted(name.initials))
        yield from (("word", word) for word in name.words if word not in SMALL)


def wanted(names: Iterable[Name]) -> Iterator[tuple[str, str]]:
    """The keys under which things may be found that one of these names means, the most telling first."""
    listed = list(names)
    for name in listed:
        yield "name", " ".join(name.words)
        if name.letters:
            yield "initials", name.letters
        yield from (("letters", initials) for initials in sorted(name.initials))
    for name in listed:
        yield from (("word", word) for word in name.words if word not in SMALL)


def _is_same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a first name or surname alone is in the other name, or first names fit before the same surname."""
    if len(short) == 1:
        return short[0] in (full[0], full[-1])
    return short[-1] == full[-1] and _fits(short[0], full[0])


def _fits(first: str, other: str) -> bool:
    if first == other or (1 in (len(first), len(other)) and first[0] == other[0]):
        return True
    one, two = first.capitalize(), other.capitalize()
    return two in people().short.get(one, ()) or one in people().short.get(two, ())


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the shorter name opens or closes the longer one."""
    return short in (full[: len(short)], full[-len(short) :])
