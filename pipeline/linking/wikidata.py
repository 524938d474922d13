"""Wikidata ids from a file that a user made of a dump: a thing gets the id of the one item that its names fit best.

The file is JSON Lines with `id`, `label`, and if known `aliases` (a list) and `type` (one of ours); or a table with a
tab between these columns, a header, and "|" between aliases.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.document import NAME_TYPES
from pipeline.errors import LinkError
from pipeline.linking.names import kind_of, name_of
from pipeline.linking.thing import Thing

COLUMNS = ("id", "label", "aliases", "type")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of Wikidata; `type` None where the file gives none."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    type: str | None = None


def read(path: Path) -> Iterator[Item]:
    """The items of a file, one after another; LinkError with the line that is not in the form."""
    with path.open(encoding="utf-8", newline="") as file:
        table = path.suffix == ".tsv"
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if table else map(_json, file)
        for number, row in enumerate(rows, start=2 if table else 1):
            try:
                yield _item(row)
            except (KeyError, TypeError, ValueError) as error:
                raise LinkError(
                    f"{path}, line {number}: {error}; want {', '.join(COLUMNS)}, as .tsv with a header or as .jsonl"
                ) from error


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        return error  # told with its line


def _item(row: Any) -> Item:
    if isinstance(row, ValueError):
        raise row
    if not isinstance(row, dict) or not row.get("id") or not row.get("label"):
        raise ValueError(f"no id and label in {str(row)[:80]!r}")
    aliases, type_ = row.get("aliases") or (), row.get("type") or None
    if type_ is not None and type_ not in NAME_TYPES:
        raise ValueError(f"type {type_!r} is none of {', '.join(NAME_TYPES)}")
    listed = aliases.split("|") if isinstance(aliases, str) else aliases
    return Item(str(row["id"]), str(row["label"]), tuple(map(str, listed)), type_)


def identify(things: Sequence[Thing], items: Iterator[Item]) -> None:
    """Gives each thing the id of the item that most of its names fit, its usual name first; none of equals.

    Goes through the items once and holds only what fits a thing best so far.
    """
    names = [frozenset(" ".join(form.words) for form in thing.forms) for thing in things]
    under: dict[str, list[int]] = {}
    for at, listed in enumerate(names):
        for name in sorted(listed):
            under.setdefault(name, []).append(at)
    best: dict[int, tuple[tuple[bool, int], set[str]]] = {}
    for item in items:
        forms = {kind: _names(item, kind) for kind in ([kind_of(item.type)] if item.type else KINDS)}
        known = {at for listed in forms.values() for name in listed for at in under.get(name, ())}
        for at in known:
            listed = forms.get(kind_of(things[at].type), frozenset())
            if fits := len(listed & names[at]):
                fit = (_usual(things[at]) in listed, fits)
                reached, ids = best.get(at, (fit, set()))
                if fit >= reached:
                    best[at] = (fit, ids | {item.id} if fit == reached else {item.id})
    for at, thing in enumerate(things):
        _, ids = best.get(at, (None, set()))
        thing.wikidata = ids.pop() if len(ids) == 1 else None


KINDS: Collection[str] = tuple(dict.fromkeys(map(kind_of, NAME_TYPES)))


def _names(item: Item, kind: str) -> frozenset[str]:
    return frozenset(" ".join(name_of(name, kind).words) for name in (item.label, *item.aliases))


def _usual(thing: Thing) -> str:
    return " ".join(name_of(thing.name, thing.type).words)
