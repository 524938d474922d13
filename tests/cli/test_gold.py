"""`tripline gold`: what is printed, and how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.main import main

CASES = Path(__file__).parents[1] / "cases"
GOLD, QUOTED = CASES / "evaluate/gold", CASES / "gold/quoted"
SHIPPED = Path(__file__).parents[2] / "corpus/gold/wikinews"


def call(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        main(["gold", *map(str, arguments)])
    return int(end.value.code or 0)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("command", ["compile", "check", "pair", "agreement"])
def test_every_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--help") == 0
    assert f"tripline gold {command}" in capsys.readouterr().out.partition("Examples:")[2]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli.main\n"
        "try: pipeline.cli.main.main(['gold', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'numpy', 'torch', 'rich', 'pipeline.document') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_labels_are_compiled_checked_stripped_and_paired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, bare, full = (tmp_path / name for name in ("made", "bare", "full"))
    assert call("compile", QUOTED, made) == 0
    assert capsys.readouterr().out == f"{made}: 3 articles (0 train, 2 dev, 1 test)\n"
    assert call("check", made) == 0
    assert call("compile", QUOTED, bare, "--standoff", "--articles", QUOTED / "articles") == 0
    assert call("check", bare) == 0
    assert call("pair", bare, QUOTED / "articles", full) == 0
    assert files(full) == files(made) == files(GOLD)


def test_faults_are_lines_and_the_rest_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(QUOTED, tmp_path / "q")
    label = json.loads((QUOTED / "labels/g1.json").read_text())
    label["triples"][0]["cue"] = "rival"
    (tmp_path / "q/labels/g1.json").write_text(json.dumps(label))
    assert call("compile", tmp_path / "q", tmp_path / "out") == 3
    fault, counts = capsys.readouterr().out.splitlines()
    assert fault == "g1: triple 0 (denies): cue: 'rival' does not stand in the evidence 'Norvik denied the ban'"
    assert counts.endswith(": 2 articles (0 train, 1 dev, 1 test)")


def test_nothing_is_made_where_every_article_has_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(QUOTED, tmp_path / "q")
    for path in (tmp_path / "q/labels").iterdir():
        path.write_text("{}")
    assert call("compile", tmp_path / "q", tmp_path / "out") == 1
    assert not (tmp_path / "out").exists()
    assert capsys.readouterr().out.endswith("no article is without fault; nothing written\n")


def test_faults_of_a_gold_folder_are_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(GOLD, tmp_path / "gold")
    label = (GOLD / "labels/g1.json").read_text()
    (tmp_path / "gold/labels/g1.json").write_text(label.replace('"possible"', '"maybe"'))
    assert call("check", tmp_path / "gold") == 3
    assert "g1: g1: not a label file: ValueError: 'maybe' is none of fact," in capsys.readouterr().out


def test_missing_texts_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "texts").mkdir()
    shutil.copy(GOLD / "articles/g1.txt", tmp_path / "texts")
    assert call("pair", GOLD, tmp_path / "texts", tmp_path / "out") == 3
    assert "g2: its text is not in " in capsys.readouterr().out
    assert call("pair", GOLD, tmp_path / "out/labels", tmp_path / "none") == 1
    assert "holds none of the 3 texts" in capsys.readouterr().err


def test_the_shipped_labels_have_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", SHIPPED) == 0
    assert capsys.readouterr().out.endswith("wikinews: 248 articles (195 train, 30 dev, 23 test)\n")


def test_quote_labels_are_to_be_compiled_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", QUOTED) == 1
    assert "compile them first: tripline gold compile" in capsys.readouterr().err


def test_agreement_of_gold_and_quote_labels(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("agreement", GOLD, QUOTED) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 articles"
    assert all(line.endswith("100.0") for line in lines[2:-1] if not line.endswith("0      0      0    0.0"))
    assert call("agreement", GOLD, QUOTED, "--json") == 0
    assert json.loads(capsys.readouterr().out)["layers"]["names"] == {"both": 6, "first": 6, "second": 6, "f1": 1.0}


def test_quote_labels_may_stand_apart_from_their_articles(tmp_path: Path) -> None:
    shutil.copytree(QUOTED / "labels", tmp_path / "labels")
    assert call("agreement", GOLD, tmp_path) == 1
    assert call("agreement", GOLD, tmp_path, "--articles", GOLD / "articles") == 0
