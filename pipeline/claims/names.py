"""Who is who across a run: the entities of its documents, linked by type and by the names that they go by."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.grammar.countries import country_named
from pipeline.io.rows import Row

Key = tuple[str, str]  # (type, usual name), normalised

# Names of places change their type with what they do in a sentence.
_TYPES = {"LOC": "GPE", "FAC": "GPE"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,8}")
_FORMS = frozenset("ag co company corp corporation gmbh inc incorporated limited llc ltd nv oyj plc sa se spa".split())


def normalised(name: str) -> str:
    """Lower case, without accents, punctuation, article, genitive and legal form: "The Zoom Corp." -> "zoom"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    words = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(plain.casefold())]
    core = words[words[:1] == ["the"] and len(words) > 1 :]
    while len(core) > 1 and core[-1] in _FORMS:
        core.pop()
    return " ".join(core) or name.casefold()


@dataclass(slots=True)
class Names:
    """Entities of many documents under one key each.

    Two are the same if their types fit and they have a usual name in common, or the usual name of one is another name
    of the other, and of nobody else: "Marsh" is Delia Marsh as long as the run knows one Marsh.
    """

    _stands_for: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    _shown: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _same: dict[Key, Key] = field(default_factory=dict)

    @classmethod
    def of(cls, entities: Iterable[Row]) -> Names:
        """Links the rows of `entities.jsonl`."""
        names = cls()
        for row in entities:
            kind, usual = _plain(row["type"], row["name"])
            names._shown[kind, usual][row["name"]] += 1
            for name in (row["name"], *(m["text"] for m in row["mentions"] if m["kind"] == "name")):
                names._stands_for[_plain(kind, name)].add(usual)
        for (kind, name), usual_names in sorted(names._stands_for.items()):
            others = usual_names - {name}
            if len(others) == 1:
                names._join((kind, name), (kind, others.pop()))
        return names

    def key(self, type_: str, name: str) -> Key:
        """The key of an entity by its type and usual name."""
        at = _plain(type_, name)
        while at in self._same:
            at = self._same[at]
        return at

    def shown(self, type_: str, name: str) -> str:
        """The usual name that most documents give the entity."""
        known = self._shown.get(self.key(type_, name))
        return max(known.items(), key=lambda pair: (pair[1], pair[0]))[0] if known else name

    def _join(self, one: Key, other: Key) -> None:
        """The longer of the two names, or the first by the alphabet, is the key of both."""
        kept, joined = sorted((self.key(*one), self.key(*other)), key=lambda key: (-len(key[1]), key))
        if kept != joined:
            self._same[joined] = kept
            self._shown[kept] += self._shown.pop(joined, Counter())


def _plain(type_: str, name: str) -> Key:
    """Type and name, normalised; a country by its usual name."""
    kind = _TYPES.get(type_, type_)
    return kind, normalised((country_named(name) if kind == "GPE" else None) or name)
