"""A corpus in, tables out: one record per source, the same bytes every time, only what has changed is done again."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import chunk as chunking
from pipeline.batch.run import Settings, run
from pipeline.batch.summary import Summary
from pipeline.errors import OutputError
from pipeline.flow import Flow
from pipeline.io.read import Corpus, Files, find
from pipeline.io.rows import TABLES

FOUND = Settings(fingerprint="toy")


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


def tables(out: Path) -> dict[str, bytes]:
    return {table: (out / f"{table}.jsonl").read_bytes() for table in TABLES}


def test_every_source_gives_exactly_one_record(corpus: Path, tmp_path: Path, toy_flow: Flow) -> None:
    out, ticks = tmp_path / "deep" / "out", []
    summary = run(find([corpus]), lambda repeated: toy_flow, out, tick=lambda s, n: ticks.append((s.done, n)))
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
    assert ticks[-1] == (21, 21)
    assert json.loads((out / "run.json").read_text())["documents"] == 18
    written = {path.name for path in out.iterdir() if path.is_file()}
    assert written == {*(f"{table}.jsonl" for table in TABLES), "run.json"}


def test_same_bytes_whatever_the_chunks_and_the_order(
    corpus: Path, tmp_path: Path, toy_flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    run(find([corpus]), lambda repeated: toy_flow, one)
    monkeypatch.setattr(chunking, "MOST_DOCUMENTS", 3)
    run(find([corpus])[::-1], lambda repeated: toy_flow, two)
    run(Corpus(Files.of([corpus])), lambda repeated: toy_flow, three)
    assert tables(one) == tables(two) == tables(three)


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
    written = {path.suffix for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert written == {".jsonl", ".json", ".csv", ".parquet"}


def test_a_run_that_breaks_off_leaves_the_old_tables(corpus: Path, tmp_path: Path, toy_flow: Flow) -> None:
    out = tmp_path / "out"
    run(find([corpus]), lambda repeated: toy_flow, out)
    before = tables(out) | {"run": (out / "run.json").read_bytes()}

    def stop(summary: Summary, documents: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(find([corpus]), lambda repeated: toy_flow, out, tick=stop)
    assert tables(out) | {"run": (out / "run.json").read_bytes()} == before
    assert not list(out.glob("*.part"))


def test_output_that_cannot_be_written(corpus: Path, tmp_path: Path, toy_flow: Flow) -> None:
    out = tmp_path / "out"
    (out / "run.json").mkdir(parents=True)
    with pytest.raises(OutputError, match="what is done is kept"):
        run(find([corpus]), lambda repeated: toy_flow, out)


# ------------------------------------------------------------------------------------- what is done once more


class Counting:
    """A flow maker that notes which documents come to the second stage."""

    def __init__(self, make: Callable[[frozenset[str]], Flow]) -> None:
        self.make = make
        self.seen: list[str] = []

    def __call__(self, repeated: frozenset[str]) -> Flow:
        flow = self.make(repeated)
        stages = list(flow.stages)
        stages[1] = Noting(stages[1], self.seen)
        return Flow(tuple(stages))

    def run(self, corpus: Path, out: Path, settings: Settings = FOUND) -> tuple[Summary, list[str]]:
        self.seen.clear()
        summary = run(find([corpus]), self, out, settings=settings)
        return summary, sorted(self.seen)


class Noting:
    def __init__(self, stage: object, seen: list[str]) -> None:
        self.stage, self.seen = stage, seen
        self.name, self.gives, self.needs = stage.name, stage.gives, stage.needs

    def __call__(self, documents: list) -> list:
        self.seen.extend(document.name for document in documents)
        return self.stage(documents)


@pytest.fixture
def counting(toy_flow: Flow) -> Counting:
    return Counting(lambda repeated: toy_flow)


def test_what_has_not_changed_is_taken_over(corpus: Path, tmp_path: Path, counting: Counting) -> None:
    out = tmp_path / "out"
    first, seen = counting.run(corpus, out)
    assert (first.reused, len(seen)) == (0, 19)
    before = tables(out)
    second, seen = counting.run(corpus, out)
    assert (second.reused, seen) == (21, [])
    assert (second.counts(), tables(out)) == (first.counts(), before)


def test_a_changed_article_redoes_its_chunk_alone(
    corpus: Path, tmp_path: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunking, "MOST_DOCUMENTS", 4)
    counting.run(corpus, tmp_path / "out")
    (corpus / "15.txt").write_text("Another story.\nSubscribe to us\n")
    summary, seen = counting.run(corpus, tmp_path / "out")
    assert "15.txt" in seen
    assert len(seen) <= 4
    assert summary.reused == 21 - len(seen)
    counting.run(corpus, tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_another_set_of_repeated_lines_redoes_only_what_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunking, "MOST_DOCUMENTS", 4)
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    for i in range(40):
        first = "From the wire" if i < 2 else "From afar" * (i % 2)
        (corpus / f"{i:02}.txt").write_text(f"{first}\nStory {chr(97 + i % 26) * 9} {i}.\n")
    counting = Counting(importlib.import_module("toy_run").make_flow)
    assert len(counting.run(corpus, out)[1]) == 40
    (corpus / "99.txt").write_text("From the wire\nStory zzzzzzzzzzzz.\n")
    _, seen = counting.run(corpus, out)
    assert {"00.txt", "01.txt", "99.txt"} <= set(seen)
    assert len(seen) < 14
    counting.run(corpus, tmp_path / "fresh")
    assert tables(out) == tables(tmp_path / "fresh")
    assert counting.run(corpus, out)[1] == []


def test_another_fingerprint_or_none_redoes_all(corpus: Path, tmp_path: Path, counting: Counting) -> None:
    for settings in (FOUND, Settings(fingerprint="other"), Settings(), Settings()):
        assert len(counting.run(corpus, tmp_path / "out", settings)[1]) == 19


def test_old_parts_go_when_a_run_is_whole(corpus: Path, tmp_path: Path, counting: Counting) -> None:
    out = tmp_path / "out"
    count = lambda: len(list(out.glob(".parts/??/*")))  # noqa: E731
    counting.run(corpus, out)
    parts = count()
    counting.run(corpus, out, Settings(fingerprint="other", partial=True))
    assert count() == 2 * parts
    counting.run(corpus, out, Settings(fingerprint="third"))
    assert count() == parts


def test_shards_are_the_whole(corpus: Path, tmp_path: Path, toy_flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunking, "MOST_DOCUMENTS", 4)
    outs = [tmp_path / str(number) for number in range(4)]
    run(find([corpus]), lambda repeated: toy_flow, outs[0])
    for number in (1, 2, 3):
        run(find([corpus]), lambda repeated: toy_flow, outs[number], settings=Settings(shard=(number, 3)))
    for table in TABLES:
        whole, *shards = ((out / f"{table}.jsonl").read_bytes() for out in outs)
        assert whole == b"".join(shards)
    assert all(tables(out)["documents"] for out in outs)
