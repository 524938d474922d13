"""Passages in plain lines become documents; every fault is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold import passages
from pipeline.ontology.schema import load

ONTOLOGY = load()
DEAL = """# a remark

Norvik said it had agreed to buy Tarn Dairy, which makes Velvet, for $40m. The company denied it was late.
ORG | Norvik | it | The company#1 | it#2
ORG | Tarn Dairy | which
PRODUCT | Velvet
> Norvik | acquires | Tarn Dairy | buy | planned | Norvik
> Tarn Dairy | makes | Velvet | makes
> Tarn Dairy | deal_value | $40m | buy
> Norvik | denies | it was late | denied
"""


def read(folder: Path, text: str) -> tuple[list[Document], list[str]]:
    (folder / "deals.txt").write_text(text, encoding="utf-8")
    return passages.read(folder, ONTOLOGY)


def test_a_passage(tmp_path: Path) -> None:
    (document,), faults = read(tmp_path, DEAL)
    assert faults == []
    assert document.name == "deals:3"
    assert document.entities is not None
    norvik = document.entities[0]
    assert [(m.text, m.kind) for m in norvik.mentions] == [
        ("Norvik", "name"),
        ("it", "pronoun"),
        ("The company", "description"),
        ("it", "pronoun"),
    ]
    assert document.stances is not None
    told = [(t.relation, t.subject.name, t.object.text, t.factuality) for t in document.triples or ()]
    assert told == [
        ("acquires", "Norvik", "Tarn Dairy", "planned"),
        ("makes", "Tarn Dairy", "Velvet", "fact"),
        ("deal_value", "Tarn Dairy", "$40m", "fact"),
    ]
    assert [(t.relation, t.object.type, t.object.text) for t in document.stances.stances] == [
        ("denies", "TOPIC", "it was late")
    ]
    assert [(a.triple, a.source.name) for a in document.stances.attributions] == [("0", "Norvik")]


def test_every_quote_stands_at_its_place(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, DEAL)
    parts = [p for t in document.triples or () for p in (t.subject, t.object, t.cue, t.evidence)]
    mentions = [m for entity in document.entities or () for m in entity.mentions]
    assert all(document.raw[p.start : p.end] == p.text for p in (*parts, *mentions))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("COMPANY | Norvik", "write TYPE | name"),
        ("ORG | Norvig", "'Norvig' does not stand in the text"),
        ("ORG | Norvik | they", "'they' does not stand in the text"),
        ("ORG | Norvik | it#3", "'it#3' does not stand in the text so often"),
        ("> Norvik | denies", "write > subject | relation"),
        ("> Norvik | refuses | late | denied", "'refuses' is no relation"),
        ("> Norvik | denies | late | denied | perhaps", "'perhaps' no factuality"),
        ("> Norvik | leads | Tarn Dairy | said", "leads takes PERSON there; name it above"),
        ("> Norvik | denies | it is late | denied", "'it is late' does not stand in the text"),
        ("> Norvik | denies | late | refused", "'refused' does not stand in the text"),
    ],
)
def test_a_fault_is_told_and_the_passage_left_out(tmp_path: Path, line: str, fault: str) -> None:
    documents, faults = read(tmp_path, f"Norvik said it denied that it was late with Tarn Dairy.\n{line}\n")
    assert documents == []
    assert len(faults) >= 1
    assert fault in faults[0]
    assert faults[0].startswith("deals:1: ")


def test_types_must_fit(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "Norvik leads Eva.\nORG | Norvik\nPERSON | Eva\n> Norvik | leads | Eva | leads\n")
    assert [fault.partition(": ")[2] for fault in faults] == [
        "'Norvik' is ORG; leads takes PERSON there",
        "'Eva' is PERSON; leads takes GPE, ORG there",
    ]


def test_the_same_text_twice_is_a_fault(tmp_path: Path) -> None:
    documents, faults = read(tmp_path, "Norvik fell.\n\nNorvik fell.\n")
    assert len(documents) == 1
    assert faults == ["deals:3: the same text stood before"]


def test_a_folder_without_passages_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \.txt file"):
        passages.read(tmp_path, ONTOLOGY)


def test_about_a_fifth_is_held_out() -> None:
    held = sum(passages.is_held_out(Document("a", f"text {n}")) for n in range(1000))
    assert 150 < held < 250
