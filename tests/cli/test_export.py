"""`tripline export`: to a file, to standard output, and one line for what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.main import main
from pipeline.document import Document
from pipeline.io.rows import tables
from pipeline.io.write import line


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["export", *arguments])
    return int(end.value.code or 0)


@pytest.fixture
def out(tmp_path: Path, toy: Document) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    for table, rows in tables(toy).items():
        (folder / f"{table}.jsonl").write_bytes(b"".join(map(line, rows)))
    return folder


def test_to_a_file_and_to_standard_output(out: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert call(str(out), str(tmp_path / "x.nq"), "--to", "nquads") == 0
    assert call(str(out), "-", "--to", "nquads") == 0
    printed = capfdbinary.readouterr()
    assert printed.out == (tmp_path / "x.nq").read_bytes() != b""
    assert printed.err == b""


def test_a_base_of_ones_own(out: Path, tmp_path: Path) -> None:
    assert call(str(out), str(tmp_path / "x.ttl"), "--to", "turtle", "--base", "https://news.test/") == 0
    assert "<https://news.test/toy.txt>" in (tmp_path / "x.ttl").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{out}", "x", "--to", "turtel"], "did you mean turtle?"),
        (["{out}", "x", "--to", "pdf"], "known are parquet, csv, turtle"),
        (["{out}", "-", "--to", "neo4j"], "neo4j is several files"),
        (["{out}/none", "{out}/x", "--to", "turtle"], "give the folder that `tripline run` wrote"),
        (["{out}", "{out}/x", "--to", "docbin"], "--corpus"),
        (["{out}", "{out}", "--to", "turtle"], "directory"),
        (["{out}", "x"], "--to"),
    ],
)
def test_what_is_wrong(arguments: list[str], told: str, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*(part.format(out=out) for part in arguments)) == 1
    assert told.lower() in " ".join(capsys.readouterr().err.lower().replace("│", " ").split())


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--help") == 0
    assert "tripline export" in capsys.readouterr().out.partition("Examples:")[2]


def test_the_shell_completes_formats() -> None:
    code = "import sys; sys.argv[0] = 'tripline'; from pipeline.cli.main import main; main([])"
    asked = {"_TRIPLINE_COMPLETE": "complete_bash", "COMP_WORDS": "tripline export --to n", "COMP_CWORD": "3"}
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | asked, capture_output=True, text=True)
    assert done.stdout.split() == ["nquads", "neo4j"]
