"""`tripline gate` and `tripline compare` on the two dev articles of the gold case."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cli.main import main
from pipeline.document import Document
from pipeline.gold.folder import read_gold
from pipeline.io.rows import tables
from pipeline.io.write import line

CASE = Path(__file__).parents[1] / "cases/evaluate/gold"


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(a) for a in arguments])
    return int(end.value.code or 0)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "gold"))


@pytest.fixture
def perfect(gold: Path, tmp_path: Path) -> Path:
    return write(tmp_path / "perfect", *read_gold(gold, "dev"))


@pytest.fixture
def worse(gold: Path, tmp_path: Path) -> Path:
    """A run that found one of the two triples of g1 that are no stances."""
    first, *others = read_gold(gold, "dev")
    return write(tmp_path / "worse", replace(first, triples=(first.triples or ())[:1]), *others)


def write(out: Path, *documents: Document) -> Path:
    """A folder as a run writes it."""
    out.mkdir()
    for table in ("triples", "entities", "documents"):
        rows = [row for document in documents for row in tables(document)[table]]
        (out / f"{table}.jsonl").write_bytes(b"".join(map(line, rows)))
    return out


def test_a_run_passes_the_floors_it_set(gold: Path, perfect: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("gate", gold, perfect, "--pin") == 0
    assert f"over 2 articles written to {gold / 'floors.json'}" in capsys.readouterr().out
    assert call("gate", gold, perfect) == 0
    printed = capsys.readouterr().out
    assert "0 of 2 articles changed" in printed
    assert "measures fell" in printed
    assert "noise" not in printed
    assert call("gate", gold, perfect, "--lower") == 1
    assert "--lower goes with --pin" in " ".join(capsys.readouterr().err.split())


def test_a_drop_ends_with_3_and_names_the_article(
    gold: Path, perfect: Path, worse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "pinned.json"
    assert call("gate", gold, perfect, "--pin", "--floors", floors) == 0
    capsys.readouterr()
    assert call("gate", gold, worse, "--floors", floors) == 3
    printed = capsys.readouterr().out
    row = next(text for text in printed.splitlines() if text.startswith("strict"))
    assert row.split()[1:4] == ["100.0", "80.0", "-20.0"]
    assert row.endswith("fell far")
    assert "1 of 2 articles changed\ng1\n" in printed
    assert "matched 3 -> 2, predicted 3 -> 2" in printed


def test_lowering_takes_a_flag_and_a_line(
    gold: Path, perfect: Path, worse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [Unreleased]\n")
    assert call("gate", gold, worse, "--pin") == 0
    assert call("gate", gold, perfect, "--pin") == 0, "raising is free"
    before = (gold / "floors.json").read_bytes()
    again = ("gate", gold, worse, "--pin", "--changelog", changelog)
    capsys.readouterr()
    assert call(*again) == 1
    assert "give `--lower`" in capsys.readouterr().err
    assert call(*again, "--lower") == 1
    told = capsys.readouterr().err
    assert "lowered without a line" in told
    assert (gold / "floors.json").read_bytes() == before
    lower = told.removeprefix(f"tripline: {changelog}: ").partition(": lowered")[0].split(", ")
    changelog.write_text("## [Unreleased]\n" + "".join(f"- floor lowered: {m}, for a test\n" for m in lower))
    assert call(*again, "--lower") == 0
    assert (gold / "floors.json").read_bytes() != before


def test_changed_gold_ends_with_1_and_says_pin(gold: Path, perfect: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("gate", gold, perfect) == 1
    assert "`--pin` writes it" in capsys.readouterr().err
    assert call("gate", gold, perfect, "--pin") == 0
    label = gold / "labels/g2.json"
    label.write_text(label.read_text() + "\n")
    capsys.readouterr()
    assert call("gate", gold, perfect) == 1
    printed = capsys.readouterr()
    assert "pin new floors with `--pin`" in printed.err
    assert printed.out == ""
    assert call("gate", gold, perfect, "--pin") == 0, "what new gold says does not compare with the old floors"


def test_compare(gold: Path, perfect: Path, worse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", gold, worse, perfect) == 0
    printed = capsys.readouterr().out
    row = next(text for text in printed.splitlines() if text.split()[:2] == ["strict", "f1"])
    assert row.split()[2:5] == ["80.0", "100.0", "+20.0"]
    assert call("compare", gold, worse, perfect, "--json") == 0
    found = {(c["measure"], c["ratio"]): c for c in json.loads(capsys.readouterr().out)}
    recall = found["strict", "recall"]
    assert (recall["first"], recall["second"]) == pytest.approx((2 / 3, 1))
    assert recall["difference"]["mean"] == pytest.approx(1 / 3)
    assert 0 < recall["difference"]["p"] <= 1


@pytest.mark.parametrize("command", ["gate", "compare"])
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--help") == 0
    assert f"tripline {command}" in capsys.readouterr().out.partition("Examples:")[2]
