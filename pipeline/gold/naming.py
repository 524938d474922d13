"""Entities of an article and all their mentions, from the names and references that a label lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.document import Entity, Kind, Mention
from pipeline.gold.quotes import EntityLabel, Ref, read
from pipeline.gold.quoting import Quoting, short, words

PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves "
    "i me my mine myself we us our ours ourselves you your yours this that these those".split()
)

Place = tuple[int, int]


def name_entities(quoting: Quoting, written: Sequence[Any]) -> None:
    """Put the entities of a label into `quoting`; their mentions are the names in the body and the references."""
    read_all = (read(EntityLabel, label, _called(label, n), quoting.faults.append) for n, label in enumerate(written))
    labels = [label for label in read_all if label]
    names = _names(quoting, labels)
    for label in labels:
        if label.id in quoting.entities:
            quoting.fault(f"entity {label.id}", "is there twice")
        mentions = [_mention(quoting, label, place, "name") for place in names[label.id]]
        mentions += _refs(quoting, label, [place for places in names.values() for place in places])
        mentions.sort(key=lambda m: (m.start, m.end))
        quoting.entities[label.id] = Entity(label.id, label.name, label.type, tuple(mentions))


def _called(label: Any, n: int) -> str:
    return f"entity {label.get('id', n) if isinstance(label, Mapping) else n}"


def _names(quoting: Quoting, labels: Sequence[EntityLabel]) -> dict[str, list[Place]]:
    """By entity the places of its aliases outside cuts: where several fit the longest, from left to right."""
    hits = sorted(
        {(start, end, label.id) for label in labels for start, end in _places(quoting, label)},
        key=lambda hit: (hit[0], -hit[1], hit[2]),
    )
    names: dict[str, list[Place]] = {label.id: [] for label in labels}
    last = -1
    for start, end, entity in hits:
        if start >= last:
            names[entity].append((start, end))
            last = end
    return names


def _places(quoting: Quoting, label: EntityLabel) -> Iterator[Place]:
    for alias in label.aliases:
        places = [place for place in words(alias, quoting.raw) if alias and not quoting.is_cut(*place)]
        if not places:
            quoting.fault(f"entity {label.id}", f"alias {alias!r} does not stand in the body")
        yield from places


def _refs(quoting: Quoting, label: EntityLabel, names: Sequence[Place]) -> Iterator[Mention]:
    for ref in label.refs:
        where = f"entity {label.id}: ref {ref.text!r} in {short(ref.within)}"
        place = _ref_place(quoting, ref, where)
        if place is None:
            continue
        for start, end in names:
            if start <= place[0] and place[1] <= end:
                quoting.fault(where, f"is a name, or part of one: {quoting.raw[start:end]!r}")
        yield _mention(quoting, label, place, "pronoun" if ref.text.casefold() in PRONOUNS else "description")


def _ref_place(quoting: Quoting, ref: Ref, where: str) -> Place | None:
    around = quoting.find(ref.within, where)
    places = list(words(ref.text, ref.within))
    if len(places) != 1:
        quoting.fault(where, f"`text` stands {len(places)} times as a word in `in`; it must stand there once")
    if around is None or len(places) != 1:
        return None
    return around.start + places[0][0], around.start + places[0][1]


def _mention(quoting: Quoting, label: EntityLabel, place: Place, kind: Kind) -> Mention:
    return Mention(*place, quoting.raw[slice(*place)], label.type, kind=kind, by="gold")
