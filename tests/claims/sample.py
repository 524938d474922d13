"""Rows of triples, made of a few words."""

from __future__ import annotations

from itertools import count
from typing import Any

Row = dict[str, Any]
_numbers = count(1)


def org(name: str, type_: str = "ORG") -> Row:
    return {"entity": name.lower(), "name": name, "type": type_, "text": name, "start": 0, "end": len(name)}


def topic(text: str) -> Row:
    return {"type": "TOPIC", "text": text, "start": 0, "end": len(text)}


def value(text: str, number: float | str, unit: str = "%") -> Row:
    return {"type": "PERCENT", "text": text, "start": 0, "end": len(text), "value": number, "unit": unit}


def row(
    document: str,
    subject: Row,
    relation: str,
    object_: Row,
    *,
    family: str = "event",
    source: Row | None = None,
    published: str | None = "2025-03-03",
    **more: Any,
) -> Row:
    """A row of triples.jsonl; the cue stands at 10 to 14 and the evidence is around it."""
    number = next(_numbers)
    quote = {"text": relation, "start": 10, "end": 14}
    return {
        "id": f"{number:016x}",
        "document": document,
        "published": published,
        "family": family,
        "relation": relation,
        "subject": subject,
        "object": object_,
        "qualifiers": {},
        "factuality": "fact",
        "source": source and source | {"cue": quote},
        "cue": quote,
        "evidence": {"text": f"{document} {relation}", "start": 0, "end": 40},
        "score": 0.9,
        "by": "rules",
    } | more


def entity(document: str, name: str, *others: str, type_: str = "ORG") -> Row:
    """A row of entities.jsonl with its names."""
    mentions = [{"text": text, "start": 0, "end": len(text), "kind": "name"} for text in (name, *others)]
    return {"document": document, "entity": name.lower(), "name": name, "type": type_, "mentions": mentions}
