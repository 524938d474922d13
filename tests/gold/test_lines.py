"""A label file gives back the document that was written, with texts and without; diffs of it are short."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from pipeline.document import Document, Mention, Text
from pipeline.errors import GoldError
from pipeline.gold.folder import read_gold
from pipeline.gold.lines import dumps, loads, text_of
from tests.gold.documents import gold_documents

CASES = Path(__file__).parents[1] / "cases/evaluate/gold"
G1 = read_gold(CASES, "dev")[0]


@given(gold_documents())
def test_what_is_written_is_read(document: Document) -> None:
    assert loads(document.name, dumps(document), document.raw) == document


@given(gold_documents())
def test_labels_without_texts_find_them_in_the_raw_text(document: Document) -> None:
    bare = dumps(document, texts=False)
    assert loads(document.name, bare, document.raw) == document
    assert dumps(loads(document.name, bare, document.raw)) == dumps(document)


@given(gold_documents())
def test_offsets_alone_can_be_read_without_the_raw_text(document: Document) -> None:
    bare = loads(document.name, dumps(document, texts=False), None)
    assert bare.raw == ""
    assert [t.id for t in bare.triples or ()] == [t.id for t in document.triples or ()]
    assert [(m.start, m.end, m.text) for m in bare.mentions or ()] == [
        (m.start, m.end, "") for m in document.mentions or ()
    ]


def test_a_changed_entity_changes_one_line() -> None:
    norvik, *rest = G1.entities or ()
    renamed = replace(norvik, name="Norvik plc")
    triples = [
        replace(t, subject=replace(t.subject, name="Norvik plc")) if t.subject.entity == norvik.id else t
        for t in G1.triples or ()
    ]
    stances = G1.stances and replace(
        G1.stances,
        stances=tuple(replace(t, subject=replace(t.subject, name="Norvik plc")) for t in G1.stances.stances),
    )
    changed = replace(G1, entities=(renamed, *rest), triples=tuple(triples), stances=stances)
    lines = [dumps(document).splitlines() for document in (G1, changed)]
    assert len(lines[0]) == len(lines[1])
    assert [b for a, b in zip(*lines, strict=True) if a != b] == [
        ' {"id": "norvik", "name": "Norvik plc", "type": "ORG", "mentions": ['
    ]


def test_what_follows_from_the_rest_is_not_written() -> None:
    written = dumps(G1)
    for word in ('"raw"', '"body"', '"pieces"', '"by"', '"score"', '"kind"', '"fact"'):
        assert word not in written
    assert "mentions" not in json.loads(written)
    assert "Norvik" not in dumps(G1, texts=False).replace('"name": "Norvik Group"', "")


def test_mentions_of_no_entity_are_written() -> None:
    date = Mention(0, 6, "Norvik", "DATE", kind="value", by="gold")
    document = replace(G1, mentions=(date, *(G1.mentions or ())))
    assert loads("g1", dumps(document), G1.raw) == document


def test_a_body_that_was_mended_is_not_gold() -> None:
    mended = replace(G1, text=replace(text_of(G1.raw, G1.text or Text("", ())), body="Norvik"))
    with pytest.raises(GoldError, match="g1: its body is not the raw text between the cuts"):
        dumps(mended)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"start": 0', '"start": 1', r"g1: \[1, 6\) is 'orvik' in the text, 'Norvik' in the label"),
        ('"end": 6, "text": "Norvik"', '"end": 999', r"g1: \[0, 999\) is not inside the text of"),
        ('"start": 0', '"start": "0"', "g1: not a label file: TypeError"),
        ('"entities"', '"entitees"', "g1: not a label file: ValueError: Document has no field 'entitees'"),
        ('"possible"', '"maybe"', "'maybe' is none of fact, negated, possible, planned"),
        ('"type": "ORG", ', "", "g1: not a label file: KeyError: 'type'"),
        ("{", "", "g1: not a label file: JSONDecodeError"),
        ("{", '{"id": "g1",', "g1: quote labels, not yet spans; compile them first: tripline gold compile"),
    ],
)
def test_a_label_file_that_cannot_be_used_says_why(old: str, new: str, told: str) -> None:
    with pytest.raises(GoldError, match=told):
        loads("g1", dumps(G1).replace(old, new, 1), G1.raw)


@pytest.mark.parametrize("text", ["[]", "null", "3", '"text"'])
def test_json_that_is_no_object_is_no_label_file(text: str) -> None:
    with pytest.raises(GoldError, match="g1: not a label file"):
        loads("g1", text, G1.raw)
