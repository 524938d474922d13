"""Rows have the published shape, and every span in them is the raw text at its place."""

import json
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.document import Document, Relay
from pipeline.io.rows import TABLES, failure, tables, triples


def schema(table: str) -> Draft202012Validator:
    text = resources.files("pipeline.io").joinpath(f"{table}.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    return Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER)


def spans(part: Any):
    if isinstance(part, dict):
        if {"text", "start", "end"} <= part.keys():
            yield part
        for inner in part.values():
            yield from spans(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from spans(inner)


def test_rows_keep_to_their_schemas(toy: Document) -> None:
    rows = tables(toy) | {"failures": [failure("a.txt", "parse", ValueError("line\n two"))]}
    assert set(rows) == set(TABLES)
    for table, found in rows.items():
        assert found
        for row in found:
            schema(table).validate(row)


def test_every_span_is_the_raw_text_at_its_place(toy: Document) -> None:
    found = list(spans(list(tables(toy).values())))
    assert len(found) > 12
    for span in found:
        assert toy.raw[span["start"] : span["end"]] == span["text"]


def test_rows_of_a_document_without_findings(toy: Document) -> None:
    bare = replace(toy, syntax=None, mentions=(), entities=(), triples=(), stances=None)
    rows = tables(bare)
    assert rows["triples"] == rows["entities"] == []
    schema("documents").validate(rows["documents"][0])
    assert rows["documents"][0]["words"] == 17
    schema("documents").validate(tables(Document("a", ""))["documents"][0])


def test_triples_stand_in_text_order_with_their_source(toy: Document) -> None:
    denial, share = triples(toy)
    assert (denial["relation"], share["relation"]) == ("denies", "market_share")
    assert denial["source"]["name"] == "Telvia"
    assert denial["source"]["cue"]["text"] == "said"
    assert denial["target"] == share["id"]
    assert denial["object"] == {"type": "TOPIC", "text": "the ban", "start": 33, "end": 40}
    assert share["source"] is None
    assert "target" not in share
    assert share["subject"]["name"] == "Norvik"
    assert share["subject"]["text"] == "It"
    assert share["object"] | {"start": 0, "end": 0} == {
        "type": "PERCENT", "text": "25%", "start": 0, "end": 0, "value": 25.0, "unit": "%"
    }  # fmt: skip
    assert share["qualifiers"]["market"]["text"] == "the market"
    assert share["score"] == 0.9123
    assert share["published"] == "2024-05-06"


def test_date_from_outside_wins(toy: Document) -> None:
    assert triples(replace(toy, published="2020-01-02"))[0]["published"] == "2020-01-02"


def test_failure_is_on_one_line() -> None:
    row = failure("a.txt", "parse", ValueError("one\n\ttwo" + "x" * 5000))
    assert row["error"] == "ValueError"
    assert row["message"].startswith("one two")
    assert len(row["message"]) == 1000


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("triples", {"factuality": "maybe"}),
        ("triples", {"id": "1"}),
        ("triples", {"surprise": 1}),
        ("triples", {"score": 1.5}),
        ("triples", {"subject": {"type": "ORG"}}),
        ("entities", {"type": "ANIMAL"}),
        ("documents", {"words": -1}),
        ("failures", {"stage": None}),
    ],
)
def test_schemas_refuse_what_is_wrong(toy: Document, table: str, change: dict[str, Any]) -> None:
    rows = tables(toy) | {"failures": [failure("a.txt", "parse", ValueError("no"))]}
    assert not schema(table).is_valid(rows[table][0] | change)


def test_who_passes_on_what_a_source_says_stands_in_via(toy: Document) -> None:
    assert toy.stances is not None
    (said,) = toy.stances.attributions
    norvik = Relay(toy.triples[0].subject if toy.triples else said.source, said.cue)
    row, _ = triples(replace(toy, stances=replace(toy.stances, attributions=(replace(said, via=(norvik,)),))))
    schema("triples").validate(row)
    assert [relay["name"] for relay in row["via"]] == ["Norvik"]
    assert all("via" not in other for other in triples(toy))
