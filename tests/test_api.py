"""The public face: light to import, true to its docstrings, and the same rows as the command writes."""

from __future__ import annotations

import doctest
import importlib
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import datasets
import pytest
from datasets import Dataset

import pipeline
from pipeline.api import Article, Triples, Tripline
from pipeline.document import Document
from pipeline.errors import StageError
from pipeline.flow import Flow
from pipeline.io import rows
from pipeline.io.write import COLUMNS, line, write_parquet

DOCUMENTED = ("pipeline", "pipeline.api", "pipeline.spacy_component")
HEAVY = ("numpy", "spacy", "pydantic", "pyarrow", "datasets", "pandas", "onnxruntime", "rich", "torch")


@pytest.fixture(scope="module")
def loaded() -> Tripline:
    return pipeline.load()


@pytest.fixture
def article(toy: Document) -> Article:
    return Article(toy)


@pytest.mark.parametrize("module", DOCUMENTED)
def test_examples_of_the_docstrings_run(module: str, loaded: Tripline) -> None:
    known = {"tripline": loaded, "load": pipeline.load, "pipeline": pipeline}
    tests = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module), extraglobs=known)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, verbose=False)
    for test in tests:
        runner.run(test, out=told.append)
    assert not told, "".join(told)
    assert runner.tries > 2


def test_the_public_face_is_small_and_typed() -> None:
    assert sorted(pipeline.__all__) == ["Article", "Triples", "Tripline", "load"]
    assert resources.files("pipeline").joinpath("py.typed").is_file()


def test_import_loads_nothing_heavy() -> None:
    code = f"import sys, pipeline\nprint([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_article_has_its_name_body_and_entities(article: Article, toy: Document) -> None:
    assert article.name == "toy.txt"
    assert article.text == toy.raw[:-12]
    assert [entity.name for entity in article.entities] == ["Norvik", "Telvia"]
    assert Article(Document("bare", "A text.")).text == "A text."


def test_call_and_pipe_read_the_same(toy_flow: Flow) -> None:
    tripline = Tripline(toy_flow)
    [piped] = tripline.pipe(["A text."])
    assert piped.name == "text-1"
    assert tripline("A text.", name="text-1") == piped
    given = Document("d.html", "A text.", format="html", published="2024-01-01")
    assert tripline(given).document.format == "html"
    assert [a.name for a in tripline.pipe([given, "Another."])] == ["d.html", "text-2"]


def test_pipe_reads_one_at_a_time_and_tells_what_fails(toy_flow: Flow) -> None:
    taken: list[str] = []

    def texts() -> Iterator[str]:
        for text in ("one", "poison ner", "three"):
            taken.append(text)
            yield text

    piped = Tripline(toy_flow).pipe(texts())
    next(piped)
    assert taken == ["one"]
    with pytest.raises(StageError) as failed:
        next(piped)
    assert failed.value.__notes__ == ["in the article text-2"]


def test_triples_are_a_sequence_beside_their_rows(article: Article, toy: Document) -> None:
    triples = article.triples
    assert [t.id for t in triples] == [row["id"] for row in triples.rows] == ["0000000000000002", "0000000000000001"]
    assert triples.rows == rows.triples(toy)
    assert isinstance(triples[:1], Triples)
    assert triples[1:].rows == triples.rows[1:]
    assert triples[-1].relation == "market_share"
    assert repr(triples) == "Triples(2: (Norvik, denies, the ban), (Norvik, market_share, 25%))"
    assert repr(Triples.of([toy] * 3)).endswith(", ...)")
    assert len(Triples.of([toy, article])) == 4
    assert repr(Triples.of([])) == "Triples(0: )"


def test_tables_have_the_columns_of_the_parquet_file(article: Article, tmp_path: Path) -> None:
    frame, dataset = article.triples.to_pandas(), article.triples.to_dataset()
    write_parquet(article.triples.rows, "triples", tmp_path / "triples.parquet")
    assert list(frame.columns) == list(COLUMNS["triples"]) == dataset.column_names
    assert frame["object_number"].tolist()[1] == 25.0
    assert dataset.to_list() == Dataset.from_parquet(str(tmp_path / "triples.parquet"), cache_dir=tmp_path).to_list()
    assert len(Triples.of([]).to_pandas()) == len(Triples.of([]).to_dataset()) == 0


def test_shown_in_a_notebook(article: Article) -> None:
    shown = article._repr_html_()
    assert shown.count("<table") == 1
    assert "market_share" in shown
    assert "<script" not in shown


# ------------------------------------------------------------------------------------- the output of a run


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No network, and a cache of its own for `datasets`."""

    def refuse(*_: object) -> None:
        raise AssertionError("asks for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")


@pytest.fixture
def out(tmp_path: Path, toy: Document, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The output of a run, one of whose values is a date."""
    folder = tmp_path / "out"
    folder.mkdir()
    found = rows.triples(toy)
    found[0]["object"] |= {"type": "DATE", "value": "2024-05-06", "unit": "date"}
    (folder / "triples.jsonl").write_bytes(b"".join(map(line, found)))
    (folder / "entities.jsonl").write_bytes(b"".join(map(line, rows.entities(toy))))
    (folder / "documents.jsonl").write_bytes(line(rows.summary(toy)))
    write_parquet(found, "triples", folder / "triples.parquet")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.usefixtures("offline")
def test_datasets_reads_the_output(out: Path) -> None:
    flat = datasets.load_dataset("parquet", data_files=str(out / "triples.parquet"), split="train")
    assert flat["object_date"][:] == ["2024-05-06", None]
    assert flat["object_number"][:] == [None, 25.0]
    nested = datasets.load_dataset("json", data_files=str(out / "triples.jsonl"), split="train")
    assert [part["value"] for part in nested["object"]] == ["2024-05-06", 25.0]
    for table in ("entities", "documents"):
        assert len(datasets.load_dataset("json", data_files=str(out / f"{table}.jsonl"), split="train"))


@pytest.mark.usefixtures("offline", "out")
def test_the_examples_of_the_page_run() -> None:
    page = (Path(__file__).parents[1] / "docs/python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    known: dict[str, object] = {}
    for block in blocks:
        exec(block, known)
    assert len(blocks) > 4
    assert repr(known["everything"]) == "Triples(2: (Lena Aust, founded, Norvik), (Norvik, acquires, Telvia))"
