"""Which names mean one thing: "Zoom Video Communications" and "Zoom", "Mr Jobs" and "Steve Jobs", "EU"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.document import Mention
from pipeline.grammar.countries import country_named
from pipeline.stages.coref.lexicon import people
from pipeline.stages.coref.spelling import acronyms, folded, plain, words_of

PLACES = frozenset({"GPE", "LOC", "FAC"})
# Of these the beginning or the end of the name may stand for the whole.
DIVISIBLE = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})
LONGEST_ACRONYM = 7


@dataclass(frozen=True, slots=True)
class Name:
    """Mentions that are spelt alike: the words they are compared by, their usual type, the mentions."""

    words: tuple[str, ...]
    type: str
    mentions: tuple[Mention, ...]

    @property
    def start(self) -> int:
        """Where the name first stands."""
        return self.mentions[0].start


def cluster(mentions: Sequence[Mention], raw: str) -> list[tuple[Mention, ...]]:
    """The named mentions of one thing together, things and mentions in text order.

    Long names come first; each shorter one joins the thing whose name it is a part, a variant or the initials of,
    if there is only one such thing.
    """
    names = sorted(_alike(mentions), key=lambda n: (-len(n.words), n.start))
    brackets = _brackets(mentions, raw)
    things: list[list[Name]] = []
    by_word: dict[str, list[list[Name]]] = {}  # things by the words and initials of their names
    for name in names:
        before = [words_of(brackets[m])[-1] for m in name.mentions if m in brackets]
        keys = dict.fromkeys([name.words[-1], _letters(name), *before])
        nearby = {id(thing): thing for key in keys for thing in by_word.get(key, ())}
        fitting = [thing for thing in nearby.values() if _joins(name, thing, brackets)]
        chosen = _chosen(name, fitting)
        if chosen is None:
            chosen = []
            things.append(chosen)
        chosen.append(name)
        for key in sorted({*name.words, *acronyms(plain(name.mentions[0].text))}):
            if not any(thing is chosen for thing in by_word.setdefault(key, [])[-1:]):
                by_word[key].append(chosen)
    clusters = [tuple(sorted((m for n in thing for m in n.mentions), key=_place)) for thing in things]
    return sorted(clusters, key=lambda c: _place(c[0]))


def canonical(mentions: Sequence[Mention], type_: str) -> str:
    """The name to call a thing by: a person's fullest, else the most frequent; of equals the longer, then the first."""
    counted = Counter(plain(m.text) for m in mentions)
    if type_ == "PERSON":
        return max(counted, key=lambda n: (len(n.split()), counted[n], len(n)))
    return max(counted, key=lambda n: (counted[n], len(n)))


def usual_type(mentions: Iterable[Mention]) -> str:
    """The type that most of the mentions have; of equals the one seen first."""
    return Counter(m.type for m in mentions).most_common(1)[0][0]


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _alike(mentions: Sequence[Mention]) -> list[Name]:
    """Mentions grouped by their words. Peoples stay apart, and so do places and firms that bear a person's name.

    A surname alone that is now and then taken for a firm is still the person.
    """
    persons = {w for m in mentions if m.type == "PERSON" and len(ws := words_of(m)) > 1 for w in ws}
    seen = Counter((words_of(m), m.type) for m in mentions)
    groups: dict[tuple[str, tuple[str, ...]], list[Mention]] = {}
    for mention in mentions:
        words, type_ = words_of(mention), mention.type
        bears = len(words) == 1 and words[0] in persons
        firm = type_ == "ORG" and seen[words, "ORG"] > seen[words, "PERSON"]
        apart = "people" if type_ == "NORP" else "namesake" if bears and (firm or type_ in PLACES) else ""
        groups.setdefault((apart, words), []).append(mention)
    return [Name(words, usual_type(group), tuple(group)) for (_, words), group in groups.items()]


def _brackets(mentions: Sequence[Mention], raw: str) -> dict[Mention, Mention]:
    """Of a name in brackets, the name right before it: "Commonwealth of Independent States (CIS)"."""
    pairs = pairwise(mentions)
    return {b: a for a, b in pairs if raw[a.end : b.start].strip() == "(" and raw[b.end : b.end + 1] == ")"}


def _chosen(name: Name, fitting: Sequence[list[Name]]) -> list[Name] | None:
    """The only fitting thing; of several, the one named most often among those that the text names before."""
    introduced = [t for t in fitting if min(n.start for n in t) < name.start]
    counted = sorted(((sum(len(n.mentions) for n in t), t) for t in introduced or fitting), key=lambda c: -c[0])
    if len(counted) > 1 and (name.type == "PRODUCT" or counted[0][0] == counted[1][0]):
        return None
    return counted[0][1] if counted else None


def _joins(name: Name, thing: Sequence[Name], brackets: Mapping[Mention, Mention]) -> bool:
    full = thing[0]
    if "NORP" in (name.type, full.type):
        return False
    if _is_acronym(name) and full.type != "PERSON":
        partners = {brackets[m] for m in name.mentions if m in brackets}
        firsts = (plain(n.mentions[0].text) for n in thing)
        if any(_letters(name) in acronyms(first) for first in firsts):
            return True
        if partners and any(m in partners for n in thing for m in n.mentions):
            return True
    if name.type != full.type:
        return False
    if name.type == "PERSON":
        return any(_is_same_person(name.words, other.words) for other in thing)
    return any(_is_part(name, other) for other in thing if len(other.words) > len(name.words))


def _letters(name: Name) -> str:
    return folded(plain(name.mentions[0].text)).replace(".", "")


def _is_acronym(name: Name) -> bool:
    letters = plain(name.mentions[0].text).replace(".", "")
    return letters.isalpha() and letters.isupper() and 2 <= len(letters) <= LONGEST_ACRONYM and name.type != "GPE"


def _is_same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """A first name, a surname, or a first name that fits before the same surname ("Tim" for "Timothy D.")."""
    if len(short) == 1 or full[-len(short) :] == short:
        return short[0] == full[0] or _inside(short, full)
    return short[-1] == full[-1] and _fits(short[0], full[0])


def _fits(first: str, other: str) -> bool:
    if first == other or (1 in (len(first), len(other)) and first[0] == other[0]):
        return True
    one, two = first.capitalize(), other.capitalize()
    return two in people().short.get(one, ()) or one in people().short.get(two, ())


def _inside(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return any(full[i : i + len(short)] == short for i in range(1, len(full) - len(short) + 1))


def _is_part(short: Name, full: Name) -> bool:
    """Whether the shorter name opens or closes the longer one, or follows its country."""
    count = len(short.words)
    if full.words[1 : 1 + count] == short.words and country_named(full.words[0].title()) is not None:
        return True
    if short.type not in DIVISIBLE:
        return False
    if full.words[:count] == short.words:
        model = short.type == "PRODUCT" and any(w[0].isdigit() for w in full.words[count:])
        return not model or plain(short.mentions[0].text).isupper()  # "FTSE 100" is FTSE, "iPhone 4" not iPhone
    return full.words[-count:] == short.words and not _is_acronym(short)  # "NBC News" is NBC, "New GM" not GM
