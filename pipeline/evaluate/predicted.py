"""What a run wrote, read back as Documents, so that it can be compared with gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.document import (
    Argument,
    Attribution,
    Cut,
    Document,
    Entity,
    Mention,
    Quote,
    Stances,
    Text,
    Triple,
    Value,
)
from pipeline.errors import GoldError

Row = dict[str, Any]


def read_predicted(out: Path, gold: Sequence[Document]) -> list[Document | None]:
    """The predicted document for each gold one, found by the stem of its file name; None where the run has none.

    GoldError if `out` was not written by a run, two of its documents have the stem, or it was read from other text.
    """
    triples, entities = (_by_stem(out / f"{table}.jsonl") for table in ("triples", "entities"))
    names = _by_stem(out / "documents.jsonl")
    return [
        _document(g, names[g.name], triples.get(g.name, []), entities.get(g.name, [])) if g.name in names else None
        for g in gold
    ]


def _by_stem(path: Path) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    try:
        with path.open("rb") as lines:
            for row in map(json.loads, lines):
                grouped.setdefault(PurePosixPath(row["document"]).stem, []).append(row)
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}; give a folder that a run wrote") from error
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: not a table that a run wrote: {error}") from error
    return grouped


def _document(gold: Document, names: list[Row], triples: list[Row], entities: list[Row]) -> Document:
    if len(names) > 1:
        both = " and ".join(row["document"] for row in names[:2])
        raise GoldError(f"{gold.name}: the run has two documents of this name: {both}")
    for row in triples:
        quote = row["evidence"]
        if gold.raw[quote["start"] : quote["end"]] != quote["text"]:
            raise GoldError(f"{gold.name}: the run read another text: {quote['text'][:60]!r} is not at its place")
    found = [_triple(row) for row in triples]
    said = [(row["id"], row["source"]) for row in triples if row["source"]]
    things = tuple(map(_entity, entities))
    return Document(
        name=gold.name,
        raw=gold.raw,
        text=_text(names[0]),
        mentions=tuple(_names(things)),
        entities=things,
        triples=tuple(t for t in found if t.family != "stance"),
        stances=Stances(
            tuple(t for t in found if t.family == "stance"),
            tuple(Attribution(id, _argument(source), _quote(source["cue"])) for id, source in said),
        ),
    )


def _text(row: Row) -> Text:
    """What was cut; the body is not written to the tables and stays empty."""
    return Text(body="", pieces=(), cuts=tuple(Cut(c["start"], c["end"], c["reason"]) for c in row.get("cuts", ())))


def _names(entities: Iterable[Entity]) -> list[Mention]:
    return sorted((m for e in entities for m in e.mentions if m.kind == "name"), key=lambda m: m.start)


def _triple(row: Row) -> Triple:
    return Triple(
        id=row["id"],
        family=row["family"],
        relation=row["relation"],
        subject=_argument(row["subject"]),
        object=_argument(row["object"]),
        cue=_quote(row["cue"]),
        evidence=_quote(row["evidence"]),
        qualifiers=tuple((name, _quote(quote)) for name, quote in row["qualifiers"].items()),
        factuality=row["factuality"],
        score=row["score"],
        by=row["by"],
        target=row.get("target"),
    )


def _argument(row: Row) -> Argument:
    value = Value(row["value"], row["unit"]) if "value" in row else None
    place = (row["type"], row["text"], row["start"], row["end"])
    return Argument(*place, entity=row.get("entity"), name=row.get("name"), value=value)


def _quote(row: Row) -> Quote:
    return Quote(row["text"], row["start"], row["end"])


def _entity(row: Row) -> Entity:
    mentions = tuple(Mention(m["start"], m["end"], m["text"], row["type"], kind=m["kind"]) for m in row["mentions"])
    return Entity(row["entity"], row["name"], row["type"], mentions)
