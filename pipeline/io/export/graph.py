"""A run as one graph of things and the triples between them, for GraphML and Neo4j.

Entities of different articles are one node where type and name are the same; topics and values are nodes of their own
article. An edge is a triple, with its factuality, source, cue and evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.io.export.findings import Found, articles
from pipeline.io.rows import Row

# Field -> its type in GraphML.
NODE_FIELDS: Mapping[str, str] = {
    "type": "string",
    "name": "string",
    "number": "double",
    "date": "string",
    "unit": "string",
}
EDGE_FIELDS: Mapping[str, str] = {
    "triple": "string",
    "relation": "string",
    "family": "string",
    "factuality": "string",
    "source": "string",
    "target": "string",
    "score": "double",
    "by": "string",
    "document": "string",
    "published": "string",
    "qualifiers": "string",
    "cue": "string",
    "cue_start": "long",
    "cue_end": "long",
    "evidence": "string",
    "evidence_start": "long",
    "evidence_end": "long",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; `fields` are some of `NODE_FIELDS`."""

    id: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """A triple between two nodes; `fields` are some of `EDGE_FIELDS`."""

    start: str
    end: str
    fields: Mapping[str, Any]


def graph(folder: Path) -> Iterator[Node | Edge]:
    """Nodes, each once and before its edges, and edges, article by article."""
    seen: set[str] = set()
    for found in articles(folder):
        for node in _nodes(found):
            if node.id not in seen:
                seen.add(node.id)
                yield node
        for row in found.triples:
            yield _edge(found, row)


def _nodes(found: Found) -> Iterator[Node]:
    for entity in found.entities:
        yield Node(_entity(entity), {"type": entity["type"], "name": entity["name"]})
    for row in found.triples:
        for part in (row["subject"], row["object"]):
            if "entity" not in part:
                yield _other(found, part)


def _entity(row: Row) -> str:
    return f"{row['type']} {row['name']}"


def _other(found: Found, part: Row) -> Node:
    """A topic or a value."""
    fields = {"type": part["type"], "name": part["text"]}
    if "value" in part:
        fields |= {"date" if isinstance(part["value"], str) else "number": part["value"], "unit": part["unit"]}
    return Node(_id(found, part), fields)


def _id(found: Found, part: Row) -> str:
    return _entity(part) if "entity" in part else f"{part['type']} {found.name} {part['start']}-{part['end']}"


def _edge(found: Found, row: Row) -> Edge:
    source = row["source"]
    fields = {
        "triple": row["id"],
        **{part: row[part] for part in ("relation", "family", "factuality", "score", "by", "document", "published")},
        "source": (source.get("name") or source["text"]) if source else None,
        "target": row.get("target"),
        "qualifiers": "; ".join(f"{kind}: {quote['text']}" for kind, quote in row["qualifiers"].items()) or None,
    }
    for part in ("cue", "evidence"):
        quote = row[part]
        fields |= {part: quote["text"], f"{part}_start": quote["start"], f"{part}_end": quote["end"]}
    return Edge(_id(found, row["subject"]), _id(found, row["object"]), fields)
