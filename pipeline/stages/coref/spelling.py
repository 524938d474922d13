"""Names as words that can be compared: without article, possessive, title, case, accents and dots."""

from __future__ import annotations

import re
import unicodedata

from pipeline.document import Mention
from pipeline.grammar.countries import country_named, country_of_adjective
from pipeline.stages.coref.lexicon import people

# What a company's name may end in or lack: "Ford Motor Co." is "Ford Motor Company" is "Ford Motor".
CORPORATE = frozenset(
    "ab ag as asa bv co company corp corporation gmbh group holding holdings inc incorporated international limited "
    "llc llp ltd nv oao oyj plc pjsc sa se spa zao".split()
)
# What a place's name may begin or end with: "State of Virginia" is "Virginia", "New York City" is "New York".
BEFORE_PLACE = frozenset("city commonwealth kingdom mainland of province republic state town".split())
STATE = frozenset("arab democratic federal federation islamic mainland people republic socialist".split())
AFTER_PLACE = frozenset("city county dc province republic state".split())
SMALL = frozenset("and de des du for in la of on the".split())

_WORD = re.compile(r"[^\W_]+")
_BARRED = str.maketrans("łøđħŧı", "lodhti")  # letters whose stroke Unicode does not take for an accent
_EDGES = " \t\n\"'“”‘’«»()[]-–—,;:"
_LONGEST_COUNTRY = 4  # words of the longest country's name that is looked for inside another name


def plain(text: str) -> str:
    """The name on one line without quotation marks, leading article and possessive ("the Fed's" -> "Fed")."""
    name = " ".join(text.split()).strip(_EDGES)
    for ending in ("'s", "’s", "'S", "’S"):
        name = name.removesuffix(ending)
    return name.removeprefix("the ").removeprefix("The ").strip(_EDGES) or text


def folded(text: str) -> str:
    """Lower case, without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_BARRED))
    return "".join(c for c in letters if not unicodedata.combining(c))


def words_of(mention: Mention) -> tuple[str, ...]:
    """The words by which names are compared: equal words, same thing. Never empty."""
    name = plain(mention.text)
    country = country_of_adjective(name) if mention.type == "NORP" else country_named(name)
    if country is not None and mention.type != "PERSON":
        return (("people of " if mention.type == "NORP" else "") + country.casefold(),)
    words = _split(name)
    trimmed = _trimmed(words, mention.type)
    return trimmed or words or (name.casefold(),)


def _split(name: str) -> tuple[str, ...]:
    """Words of a name, a country as one word: "U.S. Air Force" -> united states, air, force.

    A country behind "of" goes to the front: "Parliament of the United Kingdom" is "UK Parliament".
    """
    parts = name.split(" ")
    while len(parts) > 1 and folded(parts[-1]).strip(".,") in CORPORATE:
        parts.pop()
    words: list[str] = []
    at = 0
    while at < len(parts):
        count, country = _country_at(parts, at) if len(parts) > 1 else (0, None)
        if country is None:
            count = 1
            words += _WORD.findall(folded(parts[at].replace(".", "").removesuffix("'s").removesuffix("’s")))
        else:
            words.append(country.casefold())
        at += count
    for ending in (("of",), ("of", "the")):
        if country is not None and tuple(words[-1 - len(ending) : -1]) == ending:
            return words[-1], *words[: -1 - len(ending)]
    return tuple(words)


def _country_at(parts: list[str], at: int) -> tuple[int, str | None]:
    """How many parts from `at` on name a country, and which."""
    for count in range(min(_LONGEST_COUNTRY, len(parts) - at), 0, -1):
        country = country_named(" ".join(parts[at : at + count]))
        if country is not None:
            return count, country
    return 0, None


def _trimmed(words: tuple[str, ...], type_: str) -> tuple[str, ...]:
    if type_ == "PERSON":
        return without_titles(words)
    if type_ == "NORP":
        return *words[:-1], _stem(words[-1]) if words else ""
    if type_ == "PRODUCT" and words:
        return *words[:-1], _singular(words[-1])
    if type_ == "GPE" and words and country_named(words[0].title()) and set(words[1:]) <= STATE:
        return words[:1]  # "Islamic Republic of Iran"
    return _without(words, BEFORE_PLACE, AFTER_PLACE) if type_ in ("GPE", "LOC") else words


def without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words after leading titles."""
    first = 0
    while first < len(words) - 1 and words[first].capitalize() in people().titles:
        first += 1
    return words[first:]


def _without(words: tuple[str, ...], leading: frozenset[str], trailing: frozenset[str]) -> tuple[str, ...]:
    first, last = 0, len(words)
    while last - 1 > first and words[last - 1] in trailing:
        last -= 1
    while first < last - 1 and words[first] in leading:
        first += 1
    return words[first:last]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _stem(word: str) -> str:
    """Of a group: "Democrats", "Democratic" -> democrat; "Kurds", "Kurdish" -> kurd."""
    for ending in ("s", "ish", "ic"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def acronyms(name: str) -> frozenset[str]:
    """Initials of a name of several words: with and without its small words, with and without its first word."""
    words = _WORD.findall(folded(name))
    bold = [w for w in words if w not in SMALL]
    found = ("".join(w[0] for w in some) for some in (words, bold, bold[1:], bold[2:]))
    return frozenset(i for i in found if len(i) >= 2)


def slug(name: str) -> str:
    """An identifier of ASCII letters, digits and hyphens: "São Paulo" -> "sao-paulo"; "entity" if none is left."""
    ascii_ = folded(name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_)) or "entity"
