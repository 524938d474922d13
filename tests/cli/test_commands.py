"""The command: exit codes, one-line errors, what is printed where."""

import io
import json
import os
import re
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cli.main import main
from pipeline.document import Document, Stances, Text
from pipeline.flow import Flow
from pipeline.gold.folder import row, write_gold
from pipeline.gold.lines import text_of

GOLD = Path(__file__).parents[1] / "cases/evaluate/gold"


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


@pytest.fixture
def toy_command(monkeypatch: pytest.MonkeyPatch, toy_flow: Flow) -> None:
    """The command with the toy flow in place of the real one."""
    monkeypatch.setattr(Flow, "of", classmethod(lambda cls, *a, **k: toy_flow))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("A story.")
    return folder


def test_help_is_fast_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli.main\n"
        "try: pipeline.cli.main.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'onnxruntime', 'numpy', 'pydantic', 'torch', 'rich') if m in sys.modules])"
    )
    seconds = []
    for _ in range(3):
        begin = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        seconds.append(time.perf_counter() - begin)
    assert done.stdout.rstrip().endswith("[]")
    assert "Exit codes" in done.stdout
    assert min(seconds) < 1.0, "0.4 s on a quiet machine"


@pytest.mark.parametrize("command", ["run", "show", "ontology", "evaluate"])
def test_every_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--help") == 0
    assert f"tripline {command}" in capsys.readouterr().out.partition("Examples:")[2]


@pytest.mark.usefixtures("toy_command")
def test_run(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert call("run", str(corpus), "--out", str(out), "--format", "csv,parquet") == 0
    printed = capsys.readouterr()
    assert "documents  2" in printed.out
    assert "triples    4 (2 attribute, 2 stance)" in printed.out
    assert "failures   0" in printed.out
    assert printed.err == "", "no progress bar where stderr is no terminal"
    assert (out / "triples.jsonl").exists()
    assert (out / "triples.parquet").exists()


@pytest.mark.usefixtures("toy_command")
def test_run_tells_what_it_passes_over(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    assert call("run", str(corpus), "--out", str(tmp_path / "out")) == 0
    assert "skipped    1" in capsys.readouterr().out


@pytest.mark.usefixtures("toy_command")
def test_run_with_failures_ends_with_3(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "bad.txt").write_text("poison stance")
    assert call("run", str(corpus), "--out", str(tmp_path / "out")) == 3
    printed = capsys.readouterr()
    assert "failures   1 (1 in stance)" in printed.out
    assert "Traceback" not in printed.err


@pytest.mark.usefixtures("toy_command")
def test_run_that_reads_nothing_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert call("run", str(tmp_path / "empty.txt"), "--out", str(tmp_path / "out")) == 1


@pytest.mark.usefixtures("toy_command")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "{corpus}"], "--out"),
        (["run", "{corpus}/none", "--out", "{corpus}/out"], "no such file"),
        (["run", "{corpus}", "--out", "{corpus}/out", "--format", "pdf"], "'pdf' is no format"),
        (["run", "{corpus}", "--out", "{corpus}/out", "--profile", "fast"], "profile 'fast': unknown"),
        (["run", "{corpus}", "--out", "{corpus}/a.txt"], "a.txt"),
        (["show", "{corpus}"], "is 2 files"),
        (["ontology", "denis"], "did you mean denies"),
        (["ontology", "qqqqqq"], "`tripline ontology` lists them"),
        (["ontology", "--ontology", "{corpus}/none.toml"], "cannot be read"),
        (["evaluate", "{corpus}", "{corpus}"], "index.tsv: cannot be read"),
        (["evaluate", str(GOLD), "{corpus}", "--split", "all"], "the splits are"),
        (["evaluate", str(GOLD), "--by", "day"], "known are relation, family, outlet, layer"),
        (["evaluate", str(GOLD), "--given", "syntax"], "known are text, mentions, entities, triples"),
        (["evaluate", str(GOLD), "{corpus}", "--given", "text"], "--given takes no PREDICTED"),
        (["sing"], "No such command"),
    ],
)
def test_wrong_usage_ends_with_1_and_says_why(
    arguments: list[str], told: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*(a.format(corpus=corpus) for a in arguments)) == 1
    printed = capsys.readouterr()
    assert told in " ".join(printed.err.split())
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_errors_take_one_line_and_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("ontology", "denis") == 1
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(Exception, match="did you mean denies"):
        main(["ontology", "denis", "--debug"])


@pytest.mark.usefixtures("toy_command")
def test_show(corpus: Path, capsys: pytest.CaptureFixture[str], toy: Document) -> None:
    (corpus / "a.txt").write_text(toy.raw)
    assert call("show", str(corpus / "a.txt")) == 0
    printed = capsys.readouterr().out
    assert "attribute (1)" in printed
    assert "Norvik (It)  market_share  25% (= 25 %)" in printed
    assert "“‹It› has a ‹25%› *share* of the market”" in printed
    assert "source Telvia (“said”)" in printed
    assert "\x1b" not in printed


@pytest.mark.usefixtures("toy_command")
def test_show_takes_an_article_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], toy: Document
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(toy.raw.encode())))
    assert call("show", "-") == 0
    printed = capsys.readouterr().out
    assert "stdin.txt · " in printed
    assert "Norvik (It)  market_share" in printed


@pytest.mark.usefixtures("toy_command")
def test_no_color_is_honoured_where_colour_is_forced(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert call("show", str(corpus / "a.txt")) == 0
    assert not re.search(r"\x1b\[[0-9;]*(?:3|9)[0-9]m", capsys.readouterr().out)


@pytest.mark.usefixtures("toy_command")
def test_show_json(corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert call("show", str(corpus / "a.txt"), "--json") == 0
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [row["relation"] for row in rows] == ["denies", "market_share"]


@pytest.mark.usefixtures("toy_command")
def test_show_why(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("show", str(corpus / "a.txt"), "--why") == 0
    assert "turned away (0)" in capsys.readouterr().out


def test_show_only_what_is_likely(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "a.txt").write_text("Lena Aust, chief executive of Norvik Energy, denied the ban.")
    assert call("show", str(corpus / "a.txt"), "--min-score", "0") == 0
    assert "leads" in capsys.readouterr().out
    assert call("show", str(corpus / "a.txt"), "--min-score", "1") == 0
    assert "leads" not in capsys.readouterr().out


def test_ontology(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("ontology") == 0
    listed = capsys.readouterr().out
    assert "relation (" in listed
    assert "  denies " in listed
    assert call("ontology", "denies") == 0
    assert capsys.readouterr().out.startswith("denies (stance): ")


@pytest.mark.usefixtures("toy_command")
def test_evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert call("run", str(tmp_path), str(GOLD / "articles/g2.txt"), "--out", str(out)) == 0
    for table in ("triples", "entities"):
        (out / f"{table}.jsonl").write_bytes(b"")
    capsys.readouterr()
    assert call("evaluate", str(GOLD), str(out)) == 0
    printed = capsys.readouterr().out
    assert "2 articles of split dev, 1 of them not in the run" in printed
    assert call("evaluate", str(GOLD), str(out), "--json") == 0
    assert json.loads(capsys.readouterr().out)["measures"]["strict"]["gold"] == 3


@pytest.mark.usefixtures("toy_command")
@pytest.mark.parametrize("given", [None, "text", "mentions", "entities", "triples"])
def test_evaluate_reads_the_articles_itself(given: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("evaluate", str(GOLD), "--json", *(["--given", given] if given else [])) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["articles"], found["missing"]) == (2, 0)
    assert ("text" in found["given"]) == (given is not None)
    assert found["measures"]["names"]["f1"] == pytest.approx(1.0) or given in (None, "text")


@pytest.mark.usefixtures("toy_command")
def test_evaluate_names_the_articles_that_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toy, poison = Document("a", "A story."), Document("b", "poison stance")
    layers = {"text": Text("", ()), "mentions": (), "entities": (), "triples": (), "stances": Stances()}
    gold = [replace(document, **layers) for document in (toy, poison)]
    gold = [replace(d, text=text_of(d.raw, Text("", ()))) for d in gold]
    write_gold(tmp_path, [(row(d, "dev", "x"), d) for d in gold])
    assert call("evaluate", str(tmp_path)) == 0
    printed = capsys.readouterr()
    assert "2 articles of split dev, 1 of them not in the run" in printed.out
    assert "1 articles failed and count as missed: b" in printed.err


@pytest.mark.usefixtures("toy_command")
def test_evaluate_writes_precisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "precision.toml"
    assert call("evaluate", str(GOLD), "--precisions", str(path)) == 0
    written = tomllib.loads(path.read_text())
    assert written.keys() >= {"denies", "market_share", "competitor_of"}
    assert all(0 <= precision <= 1 for precision in written.values())


def test_the_command_is_installed() -> None:
    command = Path(sys.executable).with_name("tripline")
    if not command.exists():
        pytest.skip("the package is not installed")
    environment = os.environ | {"NO_COLOR": "1"}
    done = subprocess.run([command, "ontology", "denis"], capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_a_shell_completes_commands() -> None:
    asked = {"_TRIPLINE_COMPLETE": "complete_bash", "COMP_WORDS": "tripline lin", "COMP_CWORD": "1"}
    tripline = Path(sys.executable).with_name("tripline")
    found = subprocess.run([tripline], env=os.environ | asked, capture_output=True, text=True, check=False)
    assert found.stdout.split() == ["link"]
