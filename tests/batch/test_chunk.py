"""Chunks keep to their limits; a bad document is set aside and harms no other."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.chunk import MOST_CHARACTERS, MOST_DOCUMENTS, Record, chunks, loaded, run_chunk
from pipeline.document import Document
from pipeline.flow import Flow
from pipeline.io.read import find


def sizes() -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from([0, 10, 60_000, MOST_CHARACTERS, 2 * MOST_CHARACTERS]), max_size=60)


@given(sizes())
def test_chunks_keep_order_and_limits(lengths: list[int]) -> None:
    documents = [Document(str(i), "x" * n) for i, n in enumerate(lengths)]
    made = list(chunks(documents))
    assert [d for chunk in made for d in chunk] == documents
    for chunk in made:
        assert 0 < len(chunk) <= MOST_DOCUMENTS
        assert len(chunk) == 1 or sum(len(d.raw) for d in chunk if isinstance(d, Document)) <= MOST_CHARACTERS


def test_a_file_that_cannot_be_read_is_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7 \x00\x01")
    (tmp_path / "b.txt").write_text("Norvik is here.")
    (tmp_path / "c.txt").write_text("gone")
    sources = find([tmp_path])
    (tmp_path / "c.txt").unlink()
    a, b, c = loaded(sources)
    assert isinstance(a, Record)
    assert a.rows["failures"][0]["stage"] == "read"
    assert isinstance(b, Document)
    assert isinstance(c, Record)
    assert c.document == "c.txt"


def test_one_record_each_in_order(toy_flow: Flow) -> None:
    unread = Record.failed("b", "read", OSError("gone"))
    chunk = [Document("a", "x"), unread, Document("c", "poison coref"), Document("d", "x")]
    records = run_chunk(chunk, toy_flow)
    assert [record.document for record in records] == ["a", "b", "c", "d"]
    assert [sorted(record.rows) for record in records] == [
        ["documents", "entities", "triples"], ["failures"], ["failures"], ["documents", "entities", "triples"]
    ]  # fmt: skip
    assert records[2].rows["failures"] == [
        {"document": "c", "stage": "coref", "error": "RuntimeError", "message": "cannot work on c"}
    ]


def test_rows_that_cannot_be_made_set_the_document_aside() -> None:
    records = run_chunk([Document("a", "x")], lambda documents: [object()])
    assert records[0].rows["failures"][0]["stage"] == "rows"
