"""CSV for `neo4j-admin database import full`: nodes.csv and relationships.csv.

Source: https://neo4j.com/docs/operations-manual/current/import/ (header formats). Text that a spreadsheet would run as
a formula has an apostrophe before it, as in the other CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.document import VALUE_TYPES
from pipeline.io.export.graph import EDGE_FIELDS, NODE_FIELDS, Node, graph
from pipeline.io.export.settings import Settings
from pipeline.io.write import FORMULA, aside

FILES = ("nodes.csv", "relationships.csv")
_TYPES = {"string": "", "double": ":double", "long": ":long"}


def write_neo4j(folder: Path, to: Path, settings: Settings) -> None:
    """Both files, in the folder `to`. A node has the label of its type, and Entity, Topic or Value; a relationship has
    the type of its relation in capitals."""
    with ExitStack() as stack:
        nodes, edges = (stack.enter_context(aside(to / name)) for name in FILES)
        nodes.write(_line(["id:ID", ":LABEL", *_header(NODE_FIELDS)]))
        edges.write(_line([":START_ID", ":END_ID", ":TYPE", *_header(EDGE_FIELDS)]))
        for part in graph(folder):
            if isinstance(part, Node):
                cells = [part.id, _labels(str(part.fields["type"])), *_cells(part.fields, NODE_FIELDS)]
                nodes.write(_line(cells))
            else:
                relation = str(part.fields["relation"]).upper()
                edges.write(_line([part.start, part.end, relation, *_cells(part.fields, EDGE_FIELDS)]))


def _header(fields: Mapping[str, str]) -> Iterator[str]:
    return (field + _TYPES[type_] for field, type_ in fields.items())


def _cells(fields: Mapping[str, Any], columns: Mapping[str, str]) -> list[Any]:
    return [fields.get(column) for column in columns]


def _labels(type_: str) -> str:
    kind = "Value" if type_ in VALUE_TYPES else "Topic" if type_ == "TOPIC" else "Entity"
    return kind if type_ == "TOPIC" else f"{kind};{type_}"


def _line(cells: list[Any]) -> bytes:
    text = io.StringIO()
    safe = ["'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in cells]
    csv.writer(text, lineterminator="\n").writerow(safe)
    return text.getvalue().encode("utf-8", "replace")
