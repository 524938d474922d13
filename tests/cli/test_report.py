"""`tripline report`: the file over a run, with and without the articles, and what is said where a text is missing."""

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.main import main
from pipeline.document import Document
from pipeline.flow import Flow
from tests.view.report.sample import FAILURE, FIRST, SECOND, THIRD, write_run


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(a) for a in arguments])
    return int(end.value.code or 0)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_run(tmp_path / "out", FIRST, SECOND, THIRD, failures=(FAILURE,))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for document in (FIRST, SECOND, THIRD):
        path = tmp_path / "corpus" / document.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.raw, encoding="utf-8", newline="")
    return tmp_path / "corpus"


def part(file: Path, id: str) -> Any:
    found = re.search(rf'<script id="{id}" type="text/plain">([^<]*)</script>', file.read_text("utf-8"))
    assert found
    return json.loads(zlib.decompress(base64.b64decode(found[1])))


def test_a_report_with_texts(out: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", out, "--articles", corpus) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"written to {out / 'report.html'} (")
    assert printed.out.endswith("3 articles)\n")
    assert printed.err == ""
    articles = part(out / "report.html", "texts-0")
    assert [article["whole"] for article in articles] == [True, True, True]
    assert articles[0]["text"] == FIRST.raw
    assert [len(article["triples"]) for article in articles] == [4, 1, 0]
    assert not list(out.glob("*.part"))


def test_the_same_run_gives_the_same_bytes(out: Path, corpus: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.html", tmp_path / "two.html"]
    for file in files:
        assert call("report", out, "--articles", corpus, "--to", file) == 0
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_report_without_texts(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", out, "--to", tmp_path / "r.html", "--title", "March & April") == 0
    assert "<h1>March &amp; April</h1>" in (tmp_path / "r.html").read_text("utf-8")
    assert [article["whole"] for article in part(tmp_path / "r.html", "texts-0")] == [False, False, False]
    assert capsys.readouterr().err == "", "they were not given; there is nothing to warn of"


def test_texts_that_are_not_those_of_the_run(out: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = corpus / FIRST.name
    changed.write_text("New. " + FIRST.raw, encoding="utf-8")
    (corpus / THIRD.name).unlink()
    (corpus / SECOND.name).write_bytes(b"")
    assert call("report", out, "--articles", corpus) == 0
    told = capsys.readouterr().err
    assert told.startswith("tripline: 3 of 3 articles: is not among the given articles, or was changed since the run")
    assert told.rstrip().endswith("wire/a1.txt, wire/b2.html, wire/c3.txt")
    assert part(out / "report.html", "texts-0")[0]["text"].startswith("Norvik denies ban 🎈\n…\n")


def test_claims_of_the_run_are_in_the_overview(out: Path) -> None:
    assert call("claims", out) == 0
    assert call("report", out) == 0
    text = (out / "report.html").read_text("utf-8")
    island = re.search(r'<script id="data" type="application/json">([^<]*)</script>', text)
    assert island
    voices = [claim["voices"] for claim in json.loads(island[1])["disputes"]]
    assert [["asserts", "Telvia", 0, 0], ["denies", "Telvia", 0, 2]] in voices


def test_articles_in_an_archive_and_rows(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"text": THIRD.raw}) + "\n")
    for table in ("documents", "triples", "entities"):
        lines = (out / f"{table}.jsonl").read_text("utf-8").splitlines(keepends=True)
        kept = [line.replace("wire/c3.txt", "rows.jsonl#1") for line in lines if "wire/c3.txt" in line]
        (out / f"{table}.jsonl").write_text("".join(kept), encoding="utf-8")
    assert call("report", out, "--articles", rows) == 0
    assert capsys.readouterr().err == ""
    assert part(out / "report.html", "texts-0")[0]["text"] == THIRD.raw


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{out}/none"], "give a folder that `tripline run` wrote"),
        (["{out}", "--articles", "{out}/none"], "no such file"),
        (["{out}", "--to", "{out}/none/r.html"], "none/r.html"),
        (["{out}", "--ontology", "{out}/none.toml"], "cannot be read"),
    ],
)
def test_errors_are_one_line(arguments: list[str], told: str, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", *(a.format(out=out) for a in arguments)) == 1
    printed = capsys.readouterr()
    assert told in " ".join(printed.err.replace("│", " ").split())
    assert "Traceback" not in printed.err
    assert not list(out.rglob("*.html*")), "nothing half-written is left"


def test_rows_of_an_unknown_document(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (out / "documents.jsonl").read_text("utf-8").splitlines(keepends=True)
    (out / "documents.jsonl").write_text("".join(lines[1:]), encoding="utf-8")
    assert call("report", out) == 1
    assert "wire/a1.txt" in capsys.readouterr().err


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", "--help") == 0
    assert "tripline report out --articles corpus/raw" in capsys.readouterr().out.partition("Examples:")[2]


def test_from_articles_to_a_report(
    tmp_path: Path, toy: Document, toy_flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Flow, "of", classmethod(lambda cls, *a, **k: toy_flow))
    corpus = tmp_path / "toys"
    corpus.mkdir()
    (corpus / "a.txt").write_text(toy.raw, encoding="utf-8")
    assert call("run", corpus, "--out", tmp_path / "o", "--workers", "0") == 0
    assert call("report", tmp_path / "o", "--articles", corpus) == 0
    article = part(tmp_path / "o/report.html", "texts-0")[0]
    assert (article["whole"], len(article["triples"])) == (True, 2)
    assert article["triples"][1]["target"] == 0 or article["triples"][0]["target"] == 1
