"""The journal: a part is whole or not there, found again under the same inputs only; one run at a time."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.chunk import Record
from pipeline.batch.parts import Entry, Keys, Parts, inputs, key, locked, rows_of
from pipeline.batch.summary import Summary
from pipeline.document import Document
from pipeline.errors import BusyError

ENTRY = Entry("print", ("a", "b"), "lines", "texts", (), (3, 0, 4, 0), Summary().counts())
TABLES = [b"abc", b"", b"defg", b""]
NAME = key("print", ("a", "b"))


def test_a_part_gives_back_what_was_written(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    assert parts.entry(NAME) is None
    parts.write(NAME, ENTRY, TABLES)
    assert parts.entry(NAME) == ENTRY
    assert list(parts.tables(NAME)) == TABLES


@pytest.mark.parametrize("damage", [b"", b"{", b"[]\n", b'{"more": 1}\n', b"\xff\n"])
def test_a_part_that_makes_no_sense_is_not_there(tmp_path: Path, damage: bytes) -> None:
    parts = Parts(tmp_path)
    parts.write(NAME, ENTRY, TABLES)
    (tmp_path / NAME[:2] / NAME).write_bytes(damage)
    assert parts.entry(NAME) is None


def test_rows_that_do_not_unpack_are_an_error(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.write(NAME, ENTRY, TABLES)
    path = tmp_path / NAME[:2] / NAME
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(OSError, match="damaged"):
        list(parts.tables(NAME))


def test_prune_keeps_the_parts_of_the_run(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    for name in ("00" * 16, "01" * 16, "ff" * 16):
        parts.write(name, ENTRY, TABLES)
    (tmp_path / "00" / f"{'00' * 16}.part").write_bytes(b"half")
    parts.prune(["00" * 16, "ff" * 16])
    assert sorted(path.name for path in tmp_path.glob("??/*")) == ["00" * 16, "ff" * 16]


A = Document("a", "text")
OTHERS = [
    Document("b", "text"),
    Document("a", "text "),
    Document("a", "text", "html"),
    Document("a", "text", published="2024-01-01"),
    Record.failed("a", "read", OSError("gone")),
]


@pytest.mark.parametrize("other", OTHERS)
def test_all_that_a_document_is_counts_for_the_name(other: Document | Record) -> None:
    assert inputs([A]) == inputs([Document("a", "text")]) != inputs([other])
    assert key("one", inputs([A])) != key("two", inputs([A]))
    assert len(key("one", inputs([A]))) == 32


def test_a_document_with_lone_surrogates_has_a_name() -> None:
    assert inputs([Document("\udcff", "\ud800")])


def test_rows_by_table() -> None:
    failed = Record.failed("a", "read", OSError("gone"))
    rows = rows_of([failed, Record("b", {"documents": [{"n": 1}, {"n": 2}]})])
    assert rows[:3] == [b"", b"", b'{"n":1}\n{"n":2}\n']
    assert rows[3].count(b"\n") == 1


@given(st.permutations(range(5)), st.integers(0, 9))
def test_keys_stand_in_the_order_of_chunks(order: list[int], first: int) -> None:
    keys = Keys(first)
    for chunk in order:
        keys.add(chunk + first, f"{chunk:032x}")
    assert [int(name, 16) for name in keys] == list(range(5))


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(BusyError, match="another run"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass
