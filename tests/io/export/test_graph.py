"""One graph of a run: things of one type and name are one node, an edge carries its evidence, nothing is lost."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.io.export.graph import EDGE_FIELDS, NODE_FIELDS, Edge, Node, graph
from pipeline.io.export.graphml import write_graphml
from pipeline.io.export.neo4j import FILES, write_neo4j
from pipeline.io.export.settings import Settings
from pipeline.io.rows import Row

XML = "{http://graphml.graphdrawing.org/xmlns}"


def test_entities_of_one_type_and_name_are_one_node(out: Path) -> None:
    parts = list(graph(out))
    nodes = [part for part in parts if isinstance(part, Node)]
    assert len({node.id for node in nodes}) == len(nodes)
    assert [n.fields["name"] for n in nodes if n.fields["type"] == "ORG"][:2] == ["Norvik", "Telvia"]
    assert len([n for n in nodes if n.fields["type"] == "ORG"]) == 3
    assert len([n for n in nodes if n.fields["type"] == "TOPIC"]) == 2, "topics are those of their article"


def test_a_node_stands_before_its_edges(out: Path, found: dict[str, list[Row]]) -> None:
    seen: set[str] = set()
    edges = 0
    for part in graph(out):
        if isinstance(part, Edge):
            assert {part.start, part.end} <= seen
            edges += 1
        else:
            seen.add(part.id)
    assert edges == len(found["triples"])


def test_an_edge_carries_its_evidence(out: Path) -> None:
    denial = next(part for part in graph(out) if isinstance(part, Edge))
    assert denial.fields.keys() <= EDGE_FIELDS.keys()
    assert denial.fields["evidence"] == "Norvik denied the ban, Telvia said"
    assert (denial.fields["evidence_start"], denial.fields["cue"], denial.fields["source"]) == (19, "denied", "Telvia")
    assert denial.fields["target"] == "0000000000000001"


def data(element: Any) -> dict[str, str]:
    return {d.get("key"): d.text for d in element.findall(f"{XML}data")}


def test_graphml_holds_every_field(out: Path, settings: Settings) -> None:
    root = etree.fromstring(b"".join(write_graphml(out, settings)))
    keys = {key.get("id"): key.get("attr.type") for key in root.findall(f"{XML}key")}
    assert keys == {f"node_{k}": v for k, v in NODE_FIELDS.items()} | {f"edge_{k}": v for k, v in EDGE_FIELDS.items()}
    parts = list(graph(out))
    nodes, edges = root.findall(f".//{XML}node"), root.findall(f".//{XML}edge")
    assert [len(nodes), len(edges)] == [sum(isinstance(p, kind) for p in parts) for kind in (Node, Edge)]
    ids = {node.get("id") for node in nodes}
    assert len(ids) == len(nodes)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= ids
    [share] = [data(node) for node in nodes if data(node)["node_type"] == "PERCENT"]
    assert share == {"node_type": "PERCENT", "node_name": "25%", "node_number": "25.0", "node_unit": "%"}
    assert '=cmd|"<script>\\\n\ufffd\ufffdé' in {data(node)["node_name"] for node in nodes}


def test_graphml_is_read_by_networkx(out: Path, settings: Settings, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx", reason="no networkx; it comes with the extra [train]")
    (tmp_path / "g.graphml").write_bytes(b"".join(write_graphml(out, settings)))
    read = networkx.read_graphml(tmp_path / "g.graphml")
    assert read.number_of_edges() == 4
    assert read.edges["ORG Norvik", "TOPIC toy.txt 33-40"]["evidence_start"] == 19


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_neo4j_nodes_and_relationships(out: Path, tmp_path: Path, settings: Settings) -> None:
    write_neo4j(out, tmp_path, settings)
    nodes, edges = (records(tmp_path / name) for name in FILES)
    assert len({node["id:ID"] for node in nodes}) == len(nodes) == 7
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= {node["id:ID"] for node in nodes}
    assert [node[":LABEL"] for node in nodes if node["name"] in ("Norvik", "the ban", "25%")][:3] == [
        "Entity;ORG",
        "Topic",
        "Value;PERCENT",
    ]
    assert [edge[":TYPE"] for edge in edges] == ["DENIES", "MARKET_SHARE"] * 2
    assert edges[0]["evidence_start:long"] == "19"
    assert edges[1]["qualifiers"] == "market: the market"


def test_no_cell_of_neo4j_is_a_formula(out: Path, tmp_path: Path, settings: Settings) -> None:
    write_neo4j(out, tmp_path, settings)
    cells = [cell for name in FILES for record in records(tmp_path / name) for cell in record.values()]
    assert "'=cmd|\"<script>\\\n\x01?é" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
