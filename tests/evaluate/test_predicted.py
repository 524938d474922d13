"""What a run wrote is read back as what was found."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.evaluate.predicted import read_predicted
from pipeline.io.rows import tables
from pipeline.io.write import line


def write(out: Path, *documents: Document) -> None:
    for table in ("triples", "entities", "documents"):
        rows = [row for document in documents for row in tables(document)[table]]
        (out / f"{table}.jsonl").write_bytes(b"".join(map(line, rows)))


def test_round_trip(toy: Document, tmp_path: Path) -> None:
    write(tmp_path, replace(toy, name="deep/down/toy.txt"))
    found, none = read_predicted(tmp_path, [Document("toy", toy.raw), Document("other", "")])
    assert none is None
    assert found is not None
    rounded = tuple(replace(t, score=round(t.score, 4)) for t in toy.triples or ())
    assert found.triples == rounded
    assert found.stances == toy.stances
    assert [(e.id, e.name, e.names) for e in found.entities or ()] == [
        (e.id, e.name, e.names) for e in toy.entities or ()
    ]
    assert [(m.text, m.type) for m in found.mentions or ()] == [("Norvik", "ORG"), ("Norvik", "ORG"), ("Telvia", "ORG")]


def test_a_document_without_findings_is_there(toy: Document, tmp_path: Path) -> None:
    write(tmp_path, replace(toy, triples=(), stances=None, entities=()))
    (found,) = read_predicted(tmp_path, [Document("toy", toy.raw)])
    assert found is not None
    assert found.triples == ()


def test_other_text_is_an_error(toy: Document, tmp_path: Path) -> None:
    write(tmp_path, toy)
    with pytest.raises(GoldError, match="the run read another text"):
        read_predicted(tmp_path, [Document("toy", "x" + toy.raw)])


def test_two_documents_of_one_stem_are_an_error(toy: Document, tmp_path: Path) -> None:
    write(tmp_path, toy, replace(toy, name="again/toy.md"))
    with pytest.raises(GoldError, match=r"two documents of this name: toy\.txt and again/toy\.md"):
        read_predicted(tmp_path, [Document("toy", toy.raw)])


def test_a_folder_that_no_run_wrote(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        read_predicted(tmp_path, [])
    for table in ("triples", "entities", "documents"):
        (tmp_path / f"{table}.jsonl").write_text("[]\n")
    with pytest.raises(GoldError, match="not a table"):
        read_predicted(tmp_path, [])
