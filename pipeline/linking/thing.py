"""A thing of the corpus, and its appearances: the entities of single articles that are it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.io.rows import Row
from pipeline.linking.names import Name, name_of

NEW = "new"  # the reason of a thing's first member


@dataclass(frozen=True, slots=True)
class Labels:
    """What a user's aliases say of an appearance: the groups of one thing that it is in (`same`), and the sides that
    it is on (`different`: group -> side)."""

    same: tuple[int, ...] = ()
    different: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entity as one article has it; `names`: the usual one first."""

    document: str
    entity: str
    type: str
    names: tuple[str, ...]
    gender: str | None = None
    country: str | None = None
    labels: Labels = Labels()

    @classmethod
    def of(cls, row: Row) -> Appearance:
        """A row of `entities.jsonl`."""
        names = dict.fromkeys([row["name"], *(m["text"] for m in row["mentions"] if m["kind"] == "name")])
        country, gender = row.get("country"), row.get("gender")
        return cls(row["document"], row["entity"], row["type"], tuple(names), gender, country)

    @property
    def forms(self) -> tuple[Name, ...]:
        """Its distinct names as they are compared, the usual one first."""
        return tuple(dict.fromkeys(name_of(name, self.type) for name in self.names))


@dataclass(frozen=True, slots=True)
class Member:
    """An appearance of a thing by document and entity, the name it has there, and how sure and why it was joined."""

    document: str
    entity: str
    name: str
    score: float
    by: str


@dataclass(slots=True, eq=False)
class Thing:
    """What all its appearances tell together.

    `usual`: its usual names; `names`: all names; `forms`: all as they are compared, and whether as a usual one.
    `context`: sum of the vectors of its articles, `norm` its squared length. `former`: ids that were given to things
    that it has taken in. `kept`: it has its id from an earlier run.
    """

    id: str
    former: list[str] = field(default_factory=list)
    kept: bool = False
    wikidata: str | None = None
    members: list[Member] = field(default_factory=list)
    usual: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    forms: dict[Name, bool] = field(default_factory=dict)
    types: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    context: dict[str, float] = field(default_factory=dict)
    norm: float = 0.0
    different: dict[int, int] = field(default_factory=dict)

    def take(self, appearance: Appearance, score: float, by: str) -> None:
        """Takes in an appearance; its context is added by who knows it."""
        usual = appearance.names[0]
        self.members.append(Member(appearance.document, appearance.entity, usual, round(score, 4), by))
        self.usual[usual] += 1
        self.names.update(appearance.names)
        for at, form in enumerate(appearance.forms):
            self.forms[form] = self.forms.get(form, False) or at == 0
        self.types[appearance.type] += 1
        self.genders.update(filter(None, [appearance.gender]))
        self.countries.update(filter(None, [appearance.country]))
        self.documents.add(appearance.document)
        self.different.update(appearance.labels.different)

    def absorb(self, other: Thing) -> None:
        """Takes over all that the other thing has, and leaves it without members."""
        self.members += other.members
        for mine, theirs in (
            (self.usual, other.usual),
            (self.names, other.names),
            (self.types, other.types),
            (self.genders, other.genders),
            (self.countries, other.countries),
        ):
            mine.update(theirs)
        for form, usual in other.forms.items():
            self.forms[form] = self.forms.get(form, False) or usual
        self.documents |= other.documents
        self.different |= other.different
        self.former += [*([other.id] if other.kept else []), *other.former]
        self.norm += other.norm
        for term, weight in other.context.items():
            self.norm += 2 * weight * self.context.get(term, 0.0)
        for term, weight in other.context.items():
            self.context[term] = self.context.get(term, 0.0) + weight
        other.members = []

    @property
    def name(self) -> str:
        """The usual name that most articles give it; of equals the longer, then the first by the alphabet."""
        return min(self.usual, key=lambda n: (-self.usual[n], -len(n), n))

    @property
    def type(self) -> str:
        """The type that most articles give it."""
        return most(self.types) or ""

    def parted(self, different: Mapping[int, int]) -> bool:
        """Whether a user's aliases keep it apart from what is on these sides (group -> side)."""
        return any(self.different.get(group, side) != side for group, side in different.items())


def most(counted: Counter[str]) -> str | None:
    """The most frequent; of equals the first by the alphabet; None of none."""
    return min(counted, key=lambda key: (-counted[key], key), default=None)


def identity(document: str, entity: str, turn: int = 0) -> str:
    """16 hex digits (SHA-256) of a thing's first member; `turn`: above 0 where another thing has the id already."""
    content = repr((document, entity, turn) if turn else (document, entity))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
