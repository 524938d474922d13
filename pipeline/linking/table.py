"""Things as rows of `things.jsonl` and back; the published shape is `pipeline/io/things.schema.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from pipeline.io.rows import Row
from pipeline.io.write import FORMULA
from pipeline.linking.thing import NEW, Member, Thing, most

HEADER = ("thing", "name", "joined", "type", "times", "score", "reason")


def row(thing: Thing) -> Row:
    """A thing with its members in the order in which they were joined."""
    name = thing.name
    return {
        "id": thing.id,
        "name": name,
        "type": thing.type,
        "country": most(thing.countries),
        "aliases": sorted(thing.names.keys() - {name}, key=lambda n: (-thing.names[n], n)),
        "documents": len(thing.documents),
        "wikidata": thing.wikidata,
        "former": thing.former,
        "members": [asdict(member) for member in thing.members],
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier run says of a thing."""

    id: str
    former: tuple[str, ...]
    wikidata: str | None
    members: tuple[Member, ...]

    @classmethod
    def of(cls, row: Row) -> Kept:
        """A row of `things.jsonl`; KeyError or TypeError if it is none."""
        members = tuple(Member(**member) for member in row["members"])
        return cls(row["id"], tuple(row["former"]), row["wikidata"], members)


@dataclass(frozen=True, slots=True)
class Merge:
    """A name that was joined to a thing: how often, the lowest score and why."""

    thing: str
    name: str
    joined: str
    type: str
    times: int
    score: float
    reason: str

    @property
    def cells(self) -> tuple[str, ...]:
        """For a line of `merges.tsv`; on one line each, and nothing that a spreadsheet would run."""
        told = (self.thing, self.name, self.joined, self.type, str(self.times), f"{self.score:.4f}", self.reason)
        return tuple(_harmless(" ".join(cell.split())) for cell in told)


def merges(things: Iterable[Thing]) -> list[Merge]:
    """What was joined, the least sure first."""
    return sorted(
        (merge for thing in things for merge in _merges(thing)), key=lambda m: (m.score, m.name, m.joined, m.thing)
    )


def _merges(thing: Thing) -> Iterator[Merge]:
    joined: dict[tuple[str, str], list[float]] = {}
    for member in thing.members:
        if member.by != NEW:
            joined.setdefault((member.name, member.by), []).append(member.score)
    for (name, reason), scores in joined.items():
        yield Merge(thing.id, thing.name, name, thing.type, len(scores), min(scores), reason)


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA) else cell
