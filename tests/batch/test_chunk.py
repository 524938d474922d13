"""Chunks keep to their limits, and an article that comes or goes moves few of them; a bad document harms no other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.chunk import MOST_BYTES, MOST_DOCUMENTS, Record, chunks, loaded, run_chunk
from pipeline.document import Document
from pipeline.flow import Flow
from pipeline.io.read import Source, find


def held(name: str, size: int = 10) -> Source:
    return Source(name, Path(name), Document(name, "x" * size))


@given(st.lists(st.sampled_from([0, 10, 60_000, MOST_BYTES, 2 * MOST_BYTES]), max_size=60))
def test_chunks_keep_order_and_limits(lengths: list[int]) -> None:
    sources = [held(str(i), n) for i, n in enumerate(lengths)]
    made = list(chunks(sources))
    assert [source for chunk in made for source in chunk.sources] == sources
    assert [chunk.id for chunk in made] == list(range(len(made)))
    for chunk in made:
        assert 0 < len(chunk.sources) <= MOST_DOCUMENTS
        assert len(chunk.sources) == 1 or sum(source.size for source in chunk.sources) <= MOST_BYTES


@pytest.mark.parametrize("gone", [0, 1, 77, 150, 298, 299])
def test_an_article_that_goes_moves_few_borders(gone: int) -> None:
    sources = [held(f"{i:04}.txt") for i in range(300)]
    before = {chunk.sources for chunk in chunks(sources)}
    after = {chunk.sources for chunk in chunks(sources[:gone] + sources[gone + 1 :])}
    assert len(after - before) <= 8
    assert len(before) > 20


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
    chunk = [Document("a", "x"), unread, Document("c", "poison coref"), Document("d", "xyz")]
    told: list[tuple[int, int]] = []
    records = run_chunk(chunk, toy_flow, lambda place, characters: told.append((place, characters)))
    assert told == [(0, 1), (2, 12), (3, 3)], "each document is announced before it is worked on"
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
