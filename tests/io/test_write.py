"""Files are whole or not there; Parquet and CSV say what the JSON lines say."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.document import Document
from pipeline.io.rows import TABLES, failure, tables
from pipeline.io.write import COLUMNS, aside, export, flat, line, read, write_csv


def write_tables(document: Document, folder: Path) -> None:
    rows = tables(document) | {"failures": [failure("a.txt", "read", OSError("gone"))]}
    for table in TABLES:
        (folder / f"{table}.jsonl").write_bytes(b"".join(map(line, rows[table])))


def test_aside_renames_when_it_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with aside(path) as file:
        file.write(b"1\n")
        assert not path.exists()
    assert path.read_bytes() == b"1\n"
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


def test_aside_keeps_the_old_file_when_it_does_not(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"old\n")

    def broken() -> None:
        with aside(path) as file:
            file.write(b"new\n")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert path.read_bytes() == b"old\n"
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize("text", ["plain", "é “x” \u2028", "a\nb", "\udcff lone"])
def test_line_is_one_line_and_lossless(text: str) -> None:
    written = line({"text": text})
    assert written.count(b"\n") == 1
    assert json.loads(written) == {"text": text}


def test_columns_hold_every_leaf(toy: Document) -> None:
    for table, rows in tables(toy).items():
        for row in rows:
            kept = [v for v in flat(row, COLUMNS[table]).values() if v is not None]
            assert len(kept) == count_leaves(row)


def count_leaves(row: dict[str, object]) -> int:
    json_text = ("qualifiers", "mentions", "cuts")
    return sum(
        count_leaves(part) if isinstance(part, dict) and name not in json_text else part is not None
        for name, part in row.items()
    )


def test_parquet(toy: Document, tmp_path: Path) -> None:
    write_tables(toy, tmp_path)
    export(tmp_path, ["parquet"])
    denial, share = pq.read_table(tmp_path / "triples.parquet").to_pylist()
    assert list(denial) == list(COLUMNS["triples"])
    assert share["object_number"] == 25.0
    assert share["object_unit"] == "%"
    assert share["source_name"] is None
    assert denial["source_name"] == "Telvia"
    assert denial["source_cue_text"] == "said"
    assert json.loads(share["qualifiers"])["market"]["text"] == "the market"
    assert json.loads(pq.read_table(tmp_path / "entities.parquet").to_pylist()[0]["mentions"])[0]["text"] == "Norvik"
    assert pq.read_table(tmp_path / "failures.parquet").num_rows == 1


def test_a_name_that_is_no_utf8_can_stand_in_columns(toy: Document, tmp_path: Path) -> None:
    write_tables(replace(toy, name="caf\udce9.txt"), tmp_path)
    export(tmp_path, ["csv", "parquet"])
    assert {row["document"] for row in read(tmp_path / "triples.jsonl")} == {"caf\udce9.txt"}
    assert set(pq.read_table(tmp_path / "triples.parquet")["document"].to_pylist()) == {"caf\ufffd.txt"}
    assert "caf\ufffd.txt" in (tmp_path / "triples.csv").read_text("utf-8-sig")


def test_csv(toy: Document, tmp_path: Path) -> None:
    write_tables(toy, tmp_path)
    export(tmp_path, ["csv"])
    with (tmp_path / "triples.csv").open(encoding="utf-8-sig", newline="") as file:
        denial, share = csv.DictReader(file)
    assert share["object_number"] == "25.0"
    assert share["object_date"] == ""
    assert denial["relation"] == "denies"


def test_export_removes_what_an_earlier_run_left(toy: Document, tmp_path: Path) -> None:
    write_tables(toy, tmp_path)
    export(tmp_path, ["csv", "parquet"])
    assert (tmp_path / "triples.parquet").exists()
    export(tmp_path, ["csv"])
    assert not (tmp_path / "triples.parquet").exists()
    assert (tmp_path / "triples.csv").exists()
    assert len(list(read(tmp_path / "triples.jsonl"))) == 2


def test_dates_have_their_own_column() -> None:
    row = {"object": {"type": "DATE", "value": "2021-04", "unit": "date"}}
    assert flat(row, ["object_date", "object_number"]) == {"object_date": "2021-04", "object_number": None}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    text = start + "SUM(1)"
    row = {"subject": {"text": text, "start": 0}, "object": {"value": -5.0}, "evidence": {"text": f"a{text}"}}
    write_csv([row], "triples", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (read_back,) = csv.DictReader(file)
    assert read_back["subject_text"] == "'" + text
    assert read_back["object_number"] == "-5.0"
    assert read_back["evidence_text"] == "a" + text
