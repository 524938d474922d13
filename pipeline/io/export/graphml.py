"""GraphML, for Gephi, yEd, Cytoscape and networkx: http://graphml.graphdrawing.org/specification.html."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.io.export.graph import EDGE_FIELDS, NODE_FIELDS, Edge, Node, graph
from pipeline.io.export.settings import Settings

# Characters that XML 1.0 cannot hold, not even escaped (Char in its grammar).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(folder: Path, settings: Settings) -> Iterator[bytes]:
    """A directed graph; a triple's relation is the edge's label. Characters that XML cannot hold become U+FFFD."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for field, type_ in fields.items():
            key = f'<key id="{kind}_{field}" for="{kind}" attr.name="{field}" attr.type="{type_}"/>\n'
            yield key.encode()
    yield b'<graph id="tripline" edgedefault="directed">\n'
    for part in graph(folder):
        yield _element(part).encode()
    yield b"</graph>\n</graphml>\n"


def _element(part: Node | Edge) -> str:
    if isinstance(part, Node):
        return f"<node id={_quoted(part.id)}>{_data('node', part.fields)}</node>\n"
    ends = f"source={_quoted(part.start)} target={_quoted(part.end)}"
    return f"<edge {ends}>{_data('edge', part.fields)}</edge>\n"


def _data(kind: str, fields: Mapping[str, Any]) -> str:
    return "".join(
        f'<data key="{kind}_{field}">{escape(_held(str(value)), {chr(13): "&#13;"})}</data>'
        for field, value in fields.items()
        if value is not None
    )


def _quoted(text: str) -> str:
    return quoteattr(_held(text))


def _held(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
