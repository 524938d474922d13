"""The things of a run's folder: its entities read, linked and written beside its other tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import LinkError, ReadError
from pipeline.io.rows import Row
from pipeline.io.write import aside, line, read
from pipeline.linking import aliases as users
from pipeline.linking.aliases import Aliases
from pipeline.linking.context import Contexts
from pipeline.linking.linking import Linking, in_order
from pipeline.linking.signs import Weights, weights
from pipeline.linking.table import HEADER, Kept, merges, row
from pipeline.linking.thing import NEW, Appearance, Thing

TABLE = "things.jsonl"
MERGES = "merges.tsv"

NONE = Aliases()

Key = tuple[str, str]  # document, entity


@dataclass(frozen=True, slots=True)
class Tables:
    """Rows of a run: entities and triples."""

    entities: list[Row]
    triples: list[Row]

    @classmethod
    def of(cls, out: Path) -> Tables:
        """The tables of a folder that a run wrote; OSError if it has none."""
        return cls(list(read(out / "entities.jsonl")), list(read(out / "triples.jsonl")))


def things(out: Path, aliases: Aliases | None = None, fresh: bool = False) -> Linking:
    """The linked entities of the folder `out` that a run wrote. What its `things.jsonl` has keeps its id, unless
    `fresh`. ReadError if its tables are not those of a run, LinkError if its things are none."""
    try:
        known = [] if fresh or not (out / TABLE).is_file() else [Kept.of(row) for row in read(out / TABLE)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LinkError(f"{out / TABLE}: not a table of things: {error}; delete it to link anew") from error
    try:
        return linked(Tables.of(out), aliases or NONE, known)
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(f"{out}: not the tables of a run: {error}; run `tripline run` again") from error


def linked(tables: Tables, aliases: Aliases = NONE, known: Iterable[Kept] = (), by: Weights | None = None) -> Linking:
    """The things of the tables. Members of known things stay where they are, unless a user parts them; the other
    appearances are placed one after another. `by`: other weights than the shipped ones."""
    near = users.nearby(tables.entities, aliases)
    found = map(Appearance.of, tables.entities)
    labelled = (replace(a, labels=aliases.labels(a, near.get(a.document, ()))) for a in found)
    appearances = {(a.document, a.entity): a for a in labelled}
    linking = Linking(Contexts(tables.entities, tables.triples), by or weights())
    for thing in known:
        _keep(linking, thing, appearances)
    for appearance in in_order(appearances.values()):
        linking.place(appearance)
    return linking


def _keep(linking: Linking, known: Kept, appearances: dict[Key, Appearance]) -> None:
    """Makes a known thing of the members that are still there, and takes these out of the appearances."""
    there = [(m, a) for m in known.members if (a := appearances.get((m.document, m.entity)))]
    if not there:
        return
    thing = linking.add(Thing(known.id, list(known.former), kept=True, wikidata=known.wikidata))
    for member, appearance in there:
        if not thing.parted(appearance.labels.different):
            del appearances[member.document, member.entity]
            by = member.by if thing.members or member.by == NEW else NEW
            thing = linking.join(appearance, thing, member.score, by)


def write(found: Iterable[Thing], out: Path) -> tuple[Path, Path]:
    """Writes `things.jsonl` and `merges.tsv` into the folder, aside first."""
    listed, paths = list(found), (out / TABLE, out / MERGES)
    with aside(paths[0]) as file:
        file.writelines(line(row(thing)) for thing in listed)
    with aside(paths[1]) as file:
        rows = (HEADER, *(merge.cells for merge in merges(listed)))
        file.writelines(("\t".join(cells) + "\n").encode("utf-8", "replace") for cells in rows)
    return paths
