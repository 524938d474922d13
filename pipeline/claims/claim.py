"""A claim and its life: what is said, by whom, against whom, since when."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from pipeline.io.rows import Row


@dataclass(frozen=True, slots=True, order=True)
class Speaker:
    """Who takes a side: a source (`type` is that of its entity or "TOPIC"), or with type "OUTLET" an article's own
    voice, by the name of its outlet or else of its document."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A row in which somebody takes a side, and those who pass on what he says, by name."""

    document: str
    id: str
    via: tuple[str, ...] = ()


@dataclass(slots=True)
class Claim:
    """Equal triples of a run. `first` is the row that the others are compared with.

    `voices`: side or attitude -> speaker -> where it is told. `documents`: document -> its date.
    """

    first: Row
    rows: list[str] = field(default_factory=list)
    documents: dict[str, str | None] = field(default_factory=dict)
    factuality: Counter[str] = field(default_factory=Counter)
    voices: dict[str, dict[Speaker, list[Telling]]] = field(default_factory=dict)
    against: list[Claim] = field(default_factory=list)

    def tell(self, row: Row) -> None:
        """Takes in a triple."""
        self.rows.append(row["id"])
        self.documents.setdefault(row["document"], row["published"])
        self.factuality[row["factuality"]] += 1

    def side(self, side: str, speaker: Speaker, row: Row, via: tuple[str, ...] = ()) -> None:
        """Notes that the speaker takes the side ("asserts", "denies", or another attitude) in this row."""
        self.documents.setdefault(row["document"], row["published"])
        telling = Telling(row["document"], row["id"], via)
        self.voices.setdefault(side, {}).setdefault(speaker, []).append(telling)

    def speakers(self, side: str) -> list[Speaker]:
        """Who takes the side, by name."""
        return sorted(self.voices.get(side, ()))

    @property
    def first_seen(self) -> tuple[str | None, str]:
        """The earliest date of publication, if any document has one, and the document that has it."""
        dated = min((day, name) for name, published in self.documents.items() if (day := published or "9999"))
        return (None if dated[0] == "9999" else dated[0]), dated[1]


def identity(content: tuple[str, ...]) -> str:
    """16 hex digits (SHA-256) of the content: the same claim has the same id in every run."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]
