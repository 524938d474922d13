"""`tripline run`: options of a batch run, exit codes of one that does not come to its end, progress."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.batch.parts import locked
from pipeline.batch.summary import Summary
from pipeline.cli import progress
from pipeline.cli.main import main
from pipeline.flow import Flow

ROOT = Path(__file__).parents[2]


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in "abcdefgh":
        (folder / f"{name}.txt").write_text(f"Story {name}.")
    (folder / "wire.jsonl").write_text('{"text": "Story i.", "id": 7}\n{"text": ""}\n')
    return folder


@pytest.fixture(autouse=True)
def toy_command(monkeypatch: pytest.MonkeyPatch, toy_flow: Flow) -> None:
    """The command with the toy flow in place of the real one."""
    monkeypatch.setattr(Flow, "of", classmethod(lambda cls, *a, **k: toy_flow))


def documents(out: Path) -> list[str]:
    return [json.loads(line)["document"] for line in (out / "documents.jsonl").read_text().splitlines()]


def test_rows_of_a_file_are_articles(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("run", str(corpus), "--out", str(tmp_path / "out")) == 3
    assert documents(tmp_path / "out") == [*(f"{name}.txt" for name in "abcdefgh"), "wire.jsonl#1:7"]
    assert "failures   1 (1 in read)" in capsys.readouterr().out


@pytest.mark.parametrize("workers", ["0", "1"])
def test_workers(corpus: Path, tmp_path: Path, workers: str) -> None:
    assert call("run", str(corpus), "--out", str(tmp_path / workers), "--workers", workers) == 3
    assert len(documents(tmp_path / workers)) == 9


def test_a_second_run_takes_over_what_the_first_did(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("run", str(corpus), "--out", str(tmp_path / "out"))
    assert call(*arguments) == 3
    assert "reused" not in capsys.readouterr().out
    assert call(*arguments) == 3
    assert "reused     10" in capsys.readouterr().out
    assert call(*arguments, "--min-score", "0.5") == 3
    assert "reused" not in capsys.readouterr().out


def test_limit_and_since(corpus: Path, tmp_path: Path) -> None:
    assert call("run", str(corpus), "--out", str(tmp_path / "out"), "--limit", "2") == 0
    assert documents(tmp_path / "out") == ["a.txt", "b.txt"]
    for name in "abcdefgh":
        os.utime(corpus / f"{name}.txt", (0, 86_400 * ord(name)))
    day = time.strftime("%Y-%m-%d", time.gmtime(86_400 * ord("g")))
    assert call("run", str(corpus), "--out", str(tmp_path / "out"), "--since", f"{day}T00:00:00", "--limit", "2") == 0
    assert set(documents(tmp_path / "out")) <= {"f.txt", "g.txt", "h.txt"}


def test_shards(corpus: Path, tmp_path: Path) -> None:
    found = []
    for number in "123":
        call("run", str(corpus), "--out", str(tmp_path / number), "--shard", f"{number}/3")
        found += documents(tmp_path / number)
    assert found == [*(f"{name}.txt" for name in "abcdefgh"), "wire.jsonl#1:7"]


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "a/b", "1/0", "-1/2"])
def test_shards_that_are_none(corpus: Path, tmp_path: Path, shard: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("run", str(corpus), "--out", str(tmp_path / "out"), f"--shard={shard}") == 1
    assert "write 2/4 for the second of four" in " ".join(capsys.readouterr().err.split())


def test_busy_ends_with_75(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with locked(tmp_path / "out"):
        assert call("run", str(corpus), "--out", str(tmp_path / "out")) == 75
    printed = capsys.readouterr()
    assert "another run is writing there" in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_output_that_cannot_be_written_ends_with_74(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out" / "run.json").mkdir(parents=True)
    assert call("run", str(corpus), "--out", str(tmp_path / "out")) == 74
    printed = capsys.readouterr()
    assert "cannot be written" in printed.err
    assert printed.err.count("\n") == 1


SLOW = """
import sys, time
from pipeline.flow import Flow
from pipeline.cli.main import main

class Slow:
    name, gives, needs = "clean", "text", frozenset()
    def __call__(self, documents):
        time.sleep(0.1)
        return [None for _ in documents]

Flow.of = classmethod(lambda cls, *a, **k: Flow((Slow(),)))
main(sys.argv[1:])
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_with_its_code(tmp_path: Path, number: signal.Signals) -> None:
    folder, out = tmp_path / "corpus", tmp_path / "out"
    folder.mkdir()
    for i in range(100):
        (folder / f"{i}.txt").write_text("Story.")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SLOW, "run", str(folder), "--out", str(out)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not list(out.glob(".parts/??/*")) and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(number)
    printed, told = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert told == f"tripline: stopped by {number.name}; what is done is kept: run again to go on\n"
    assert printed == ""


# ----------------------------------------------------------------------------------------------- progress


def summary(done: int, reused: int = 0, failed: int = 0) -> Summary:
    counts = Counter({"read": failed}) if failed else Counter()
    return Summary(done, 100 * done, 0, Counter({"event": 3 * done}), counts, reused, seconds=10.0)


def test_progress_tells_speed_and_time_left() -> None:
    assert progress.told(summary(20), 60) == "200 words/s, 60 triples, 0 failures, 0:00:20 left"
    assert progress.told(summary(19, failed=1), 20 * 361).endswith("57 triples, 1 failures, 1:00:00 left")
    assert progress.told(summary(20, reused=10), 40) == "100 words/s, 60 triples, 0 failures, 0:00:20 left"
    assert progress.told(summary(20, reused=20), 40).endswith("0:00:00 left")
    assert progress.told(Summary(), 0) == "0 words/s, 0 triples, 0 failures, 0:00:00 left"


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with progress.Display() as display:
        display(summary(1), 60)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "EVERY", 0.0)
    with progress.Display() as display:
        display(summary(20), 60)
    assert capsys.readouterr().err == "20 of 60 documents, 200 words/s, 60 triples, 0 failures, 0:00:20 left\n"


def test_a_terminal_gets_a_bar_that_goes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with progress.Display() as display:
        display(summary(20), 60)
    printed = capsys.readouterr()
    assert "20/60" in printed.err
    assert re.search("200 words/s.*0:00:20 left", printed.err)
    assert printed.out == ""


def test_an_article_comes_from_standard_input_and_rows_go_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Story a.")))
    assert call("run", "-", "--out", "-", "--workers", "0") == 0
    out, told = capfdbinary.readouterr()
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["stdin.txt"] * len(out.splitlines())
    assert b"documents  1" in told, "the summary is no row"


def test_quiet_says_nothing_and_verbose_names_failures(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("run", str(corpus), "--out", str(tmp_path / "q"), "--quiet") == 3
    assert capsys.readouterr() == ("", "")
    assert call("run", str(corpus), "--out", str(tmp_path / "v"), "--verbose") == 3
    assert "wire.jsonl#2: read: " in capsys.readouterr().err


def test_a_path_or_profile_that_is_nearly_right_is_told(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("run", str(corpus.with_name("corpu")), "--out", "x") == 1
    assert f"did you mean {corpus}?" in capsys.readouterr().err
    assert call("run", str(corpus), "--out", "x", "--profile", "defualt") == 1
    assert "did you mean default?" in capsys.readouterr().err
