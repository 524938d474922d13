"""Ids from a user's own file of items."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import LinkError
from pipeline.linking import wikidata
from pipeline.linking.run import Tables, linked

ITEMS = [
    {"id": "Q1", "label": "Norvik Energy", "aliases": ["Norvik"], "type": "ORG"},
    {"id": "Q2", "label": "Jordan", "type": "GPE"},
    {"id": "Q3", "label": "Tarn Dairy", "type": "ORG"},
    {"id": "Q4", "label": "Tarn Dairy", "type": "ORG"},
]


def test_the_one_item_that_fits_best_gives_its_id(tmp_path: Path, tables: Callable[..., Tables]) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in ITEMS), "utf-8")
    told = [
        ("a", "ORG", "Norvik Energy"),
        ("a", "PERSON", "Jordan"),
        ("b", "GPE", "Jordan"),
        ("b", "ORG", "Tarn Dairy"),
    ]
    things = linked(tables(*told)).things
    wikidata.identify(things, wikidata.read(path))
    assert {(t.name, t.type): t.wikidata for t in things} == {
        ("Norvik Energy", "ORG"): "Q1",
        ("Jordan", "PERSON"): None,
        ("Jordan", "GPE"): "Q2",
        ("Tarn Dairy", "ORG"): None,
    }


def test_a_table_is_read_as_the_lines_are(tmp_path: Path) -> None:
    (tmp_path / "i.tsv").write_text("id\tlabel\taliases\ttype\nQ1\tNorvik\tNorvik Energy|NE\tORG\n", "utf-8")
    (item,) = wikidata.read(tmp_path / "i.tsv")
    assert (item.id, item.label, item.aliases, item.type) == ("Q1", "Norvik", ("Norvik Energy", "NE"), "ORG")


@pytest.mark.parametrize("line", ['{"id": "Q1"}', "Q1", '{"id": "Q1", "label": "x", "type": "CITY"}'])
def test_a_wrong_line_is_told_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text('{"id": "Q0", "label": "x"}\n' + line + "\n", "utf-8")
    with pytest.raises(LinkError, match="line 2"):
        list(wikidata.read(path))
