"""Passages: one to three sentences each, written for what rare relations look like, labelled in plain lines.

    Norvik said it had agreed to buy Tarn Dairy, which makes butter, for $40m.
    ORG | Norvik | it
    ORG | Tarn Dairy | which
    > Norvik | acquires | Tarn Dairy | buy | planned | Norvik
    > Tarn Dairy | makes | butter | makes
    > Tarn Dairy | deal_value | $40m | buy

A passage is a block of lines: its text, the things named in it (type, names, then pronouns and descriptions), and its
triples (subject, relation, object, cue, and if need be factuality and source; an empty factuality is "fact"). What is
the name of a thing stands for that thing, other arguments are quotes. `which#2` is the second `which` of the text;
without a number the first is meant, of an argument the one nearest to the cue. A block that begins with "#" is a
remark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from pipeline.document import (
    NAME_TYPES,
    Argument,
    Attribution,
    Document,
    Entity,
    Factuality,
    Kind,
    Mention,
    Quote,
    Stances,
    Triple,
)
from pipeline.errors import GoldError
from pipeline.gold.folder import read_text
from pipeline.gold.lines import mentions_of
from pipeline.gold.naming import PRONOUNS
from pipeline.gold.quoting import words
from pipeline.ontology.schema import Ontology, Relation

SHAPE = "> subject | relation | object | cue | factuality | source"
RELATIVE = frozenset({"who", "which", "whose", "whom"})
DETERMINERS = frozenset({"The", "Its", "His", "Her", "Their", "This", "That"})
HELD_OUT = 5  # every fifth passage, by the SHA-256 of its text, is not trained on


@dataclass(slots=True)
class _Reading:
    """A passage while it is read, and what is wrong with it so far."""

    name: str
    raw: str
    ontology: Ontology
    entities: dict[str, Entity] = field(default_factory=dict)  # by each of its names
    triples: list[Triple] = field(default_factory=list)
    sources: list[Attribution] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(folder: Path, ontology: Ontology) -> tuple[list[Document], list[str]]:
    """The passages of a folder's files (*.txt) without fault, in the order of the files, and all faults.

    A document has the layers mentions, entities, triples and stances; its values are not normalised. Its name is the
    file's with the line on which the passage begins. GoldError if the folder has no such file.
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise GoldError(f"{folder}: no .txt file in it; give a folder of passages")
    documents, faults = [], []
    texts: set[str] = set()
    for path in paths:
        for line, block in _blocks(read_text(path)):
            reading = _Reading(f"{path.stem}:{line}", block[0], ontology)
            _read(reading, block[1:])
            if reading.raw in texts:
                reading.faults.append("the same text stood before")
            texts.add(reading.raw)
            faults += [f"{reading.name}: {fault}" for fault in reading.faults]
            if not reading.faults:
                documents.append(_document(reading))
    return documents, faults


def is_held_out(passage: Document) -> bool:
    """Whether the passage is for measuring, not for training."""
    return hashlib.sha256(passage.raw.encode("utf-8")).digest()[0] % HELD_OUT == 0


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Blocks of lines with the number of their first line; remarks are left out."""
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            block.append(line.strip())
        else:
            if block and not block[0].startswith("#"):
                yield number - len(block), block
            block = []


def _read(reading: _Reading, lines: Sequence[str]) -> None:
    told = [line for line in lines if line.startswith(">")]
    for line in (line for line in lines if not line.startswith(">")):
        _entity(reading, [cell.strip() for cell in line.split("|")])
    for line in told:
        _triple(reading, [cell.strip() for cell in line[1:].split("|")])


def _document(reading: _Reading) -> Document:
    entities = tuple(dict.fromkeys(reading.entities.values()))
    return Document(
        reading.name,
        reading.raw,
        mentions=mentions_of(entities),
        entities=entities,
        triples=tuple(t for t in reading.triples if t.family != "stance"),
        stances=Stances(tuple(t for t in reading.triples if t.family == "stance"), tuple(reading.sources)),
    )


# ------------------------------------------------------------------------------------------------- entities


def _entity(reading: _Reading, cells: Sequence[str]) -> None:
    type_, *names = cells
    if type_ not in NAME_TYPES or not all(names) or not names:
        reading.faults.append(
            f"{' | '.join(cells)!r}: write TYPE | name | pronoun, TYPE one of {', '.join(NAME_TYPES)}"
        )
        return
    taken = {(m.start, m.end) for entity in reading.entities.values() for m in entity.mentions}
    mentions = [m for name in names for m in _mentions(reading, type_, name) if (m.start, m.end) not in taken]
    kept = [m for m in mentions if not any(o is not m and o.start <= m.start and m.end <= o.end for o in mentions)]
    if names[0] in reading.entities:
        reading.faults.append(f"{names[0]!r}: is the name of two things")
    entity = Entity(names[0], names[0], type_, tuple(sorted(set(kept), key=lambda m: (m.start, m.end))))
    reading.entities |= {name: entity for name in names if _kind(name) == "name"} | {names[0]: entity}


def _mentions(reading: _Reading, type_: str, name: str) -> Iterator[Mention]:
    """A name wherever it stands, a pronoun or description at its one place."""
    kind = _kind(name)
    if kind == "name":
        places = list(words(name, reading.raw))
        if not places:
            reading.faults.append(f"{name!r} does not stand in the text")
    else:
        places = [(q.start, q.end) for q in _numbered(reading, name)[:1]]
    for start, end in places:
        yield Mention(start, end, reading.raw[start:end], type_, kind=kind, by="gold")


def _kind(name: str) -> Kind:
    """A pronoun; a description if nothing in it but its first word ("The company") begins with a capital; a name."""
    first, *rest = name.partition("#")[0].split()
    if not rest and first.casefold() in PRONOUNS | RELATIVE:
        return "pronoun"
    is_plain = all(word.islower() for word in rest) and (first.islower() or (rest and first in DETERMINERS))
    return "description" if is_plain else "name"


def _numbered(reading: _Reading, quote: str) -> list[Quote]:
    """Where a quote stands as words: all places, or the one that its number says."""
    bare, _, number = quote.partition("#")
    places = [Quote(bare, *place) for place in words(bare, reading.raw)] if bare else []
    if number:
        places = places[int(number) - 1 : int(number)] if number.isdecimal() and number != "0" else []
    if not places:
        reading.faults.append(f"{quote!r} does not stand in the text" + " so often" * bool(number))
    return places


# ------------------------------------------------------------------------------------------------- triples


def _triple(reading: _Reading, cells: Sequence[str]) -> None:
    if not 4 <= len(cells) <= 6 or not all(cells[:4]):
        reading.faults.append(f"{' | '.join(cells)!r}: write {SHAPE}")
        return
    told, factuality, source = cells[:4], "".join(cells[4:5]) or "fact", "".join(cells[5:6])
    relation = reading.ontology.relations.get(told[1])
    if relation is None or factuality not in get_args(Factuality):
        reading.faults.append(f"{' | '.join(cells)!r}: {told[1]!r} is no relation or {factuality!r} no factuality")
        return
    cues = _numbered(reading, told[3])
    if not cues:
        return
    subject, object_ = (_argument(reading, cell, relation, cues[0], n) for n, cell in ((0, told[0]), (1, told[2])))
    if subject is None or object_ is None:
        return
    triple = Triple(
        id=str(len(reading.triples)),
        family=relation.family,
        relation=relation.name,
        subject=subject,
        object=object_,
        cue=cues[0],
        evidence=Quote(reading.raw, 0, len(reading.raw)),
        factuality=factuality,  # type: ignore[arg-type]
        by="gold",
    )
    reading.triples.append(triple)
    if source:
        said = _argument(reading, source, relation, cues[0], None)
        reading.sources += [Attribution(triple.id, said, Quote("", 0, 0))] if said else []


def _argument(reading: _Reading, written: str, relation: Relation, cue: Quote, side: int | None) -> Argument | None:
    """The thing of that name at its mention nearest to the cue, else the quote nearest to it."""
    entity = reading.entities.get(written)
    types = (
        {0: relation.subject_types, 1: relation.object_types}.get(side, {"TOPIC"}) if side is not None else {"TOPIC"}
    )
    if entity is None:
        places = _numbered(reading, written)
        type_ = "TOPIC" if "TOPIC" in types else next(iter(sorted(types - set(NAME_TYPES))), "")
        if not type_:
            reading.faults.append(f"{written!r}: {relation.name} takes {', '.join(sorted(types))} there; name it above")
            return None
        near = min(places, key=lambda q: _distance(q, cue), default=None)
        return Argument(type_, near.text, near.start, near.end) if near else None
    if side is not None and entity.type not in types:
        reading.faults.append(f"{written!r} is {entity.type}; {relation.name} takes {', '.join(sorted(types))} there")
    near_mention = min(entity.mentions, key=lambda m: _distance(Quote(m.text, m.start, m.end), cue))
    return Argument(entity.type, near_mention.text, near_mention.start, near_mention.end, entity.id, entity.name)


def _distance(one: Quote, other: Quote) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
