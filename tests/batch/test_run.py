"""A corpus in, tables out: one record per source, the same bytes every time, a bad file harms no other."""

import json
from pathlib import Path

import pytest

from pipeline.batch import chunk as chunking
from pipeline.batch.run import run
from pipeline.flow import Flow
from pipeline.io.read import find
from pipeline.io.rows import TABLES


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "b").mkdir(parents=True)
    for i in range(20):
        (folder / f"{i:02}.txt").write_text(f"A story of {chr(97 + i) * 20}.\nSubscribe to us\n")
    (folder / "b" / "x.md").write_text("# A story\n")
    (folder / "03.txt").write_text("poison parse")
    (folder / "07.txt").write_text("")
    (folder / "08.txt").write_bytes(b"\x00\x01\x02")
    return folder


def rows(out: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / f"{table}.jsonl").read_text("utf-8").splitlines()]


def test_every_source_gives_exactly_one_record(corpus: Path, tmp_path: Path, toy_flow: Flow) -> None:
    out, ticks = tmp_path / "deep" / "out", []
    summary = run(find([corpus]), lambda repeated: toy_flow, out, tick=ticks.append)
    done = [row["document"] for row in rows(out, "documents")]
    failed = [row["document"] for row in rows(out, "failures")]
    assert failed == ["03.txt", "07.txt", "08.txt"]
    assert done == sorted(done)
    assert sorted(done + failed) == [source.name for source in find([corpus])]
    assert (summary.documents, summary.failures) == (18, {"parse": 1, "read": 2})
    assert summary.triples == {"attribute": 18, "stance": 18}
    assert summary.entities == 36 == len(rows(out, "entities"))
    assert summary.words == 18 * 17
    assert not summary.nothing_read
    assert sum(ticks) == 21
    assert json.loads((out / "run.json").read_text())["documents"] == 18
    assert sorted(p.name for p in out.iterdir()) == sorted([*(f"{t}.jsonl" for t in TABLES), "run.json"])


def test_same_bytes_whatever_the_chunks_and_the_order(
    corpus: Path, tmp_path: Path, toy_flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    outs = [tmp_path / "one", tmp_path / "two"]
    run(find([corpus]), lambda repeated: toy_flow, outs[0])
    monkeypatch.setattr(chunking, "MOST_DOCUMENTS", 3)
    run(find([corpus])[::-1], lambda repeated: toy_flow, outs[1])
    for table in TABLES:
        one, two = ((out / f"{table}.jsonl").read_bytes() for out in outs)
        assert one == two


def test_lines_that_repeat_are_found_in_a_first_pass(corpus: Path, tmp_path: Path, toy_flow: Flow) -> None:
    seen: list[frozenset[str]] = []

    def make(repeated: frozenset[str]) -> Flow:
        seen.append(repeated)
        return toy_flow

    run(find([corpus]), make, tmp_path / "out")
    assert [sorted(repeated) for repeated in seen] == [["subscribe to us"]]


def test_nothing_that_can_be_read(tmp_path: Path, toy_flow: Flow) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    summary = run(find([tmp_path / "a.txt"]), lambda repeated: toy_flow, tmp_path / "out")
    assert summary.nothing_read
    assert run([], lambda repeated: toy_flow, tmp_path / "out").nothing_read
    (tmp_path / "a.txt").write_text("poison clean")
    assert not run(find([tmp_path / "a.txt"]), lambda repeated: toy_flow, tmp_path / "out").nothing_read


def test_formats(corpus: Path, tmp_path: Path, toy_flow: Flow) -> None:
    run(find([corpus]), lambda repeated: toy_flow, tmp_path / "out", formats={"csv", "parquet"})
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {".jsonl", ".json", ".csv", ".parquet"}


def test_a_run_that_breaks_off_leaves_the_old_tables(corpus: Path, tmp_path: Path, toy_flow: Flow) -> None:
    out = tmp_path / "out"
    run(find([corpus]), lambda repeated: toy_flow, out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(find([corpus]), lambda repeated: toy_flow, out, tick=stop)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
