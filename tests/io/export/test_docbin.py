"""A DocBin of a run: the raw articles with their findings at the rows' own offsets, and refused when they changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.io.export.docbin import write_docbin
from pipeline.io.export.settings import Settings
from pipeline.io.rows import tables
from pipeline.io.write import line


@pytest.fixture
def run(tmp_path: Path, toy: Document) -> tuple[Path, Path]:
    """The output over the toy article, and the folder where it lies."""
    out, corpus = tmp_path / "out", tmp_path / "corpus"
    out.mkdir()
    corpus.mkdir()
    (corpus / toy.name).write_text(toy.raw, encoding="utf-8")
    for table, rows in tables(toy).items():
        (out / f"{table}.jsonl").write_bytes(b"".join(map(line, rows)))
    return out, corpus


def test_offsets_of_the_rows_count_in_the_doc(run: tuple[Path, Path], toy: Document, settings: Settings) -> None:
    out, corpus = run
    [content] = write_docbin(out, Settings(settings.ontology, corpus=str(corpus)))
    [doc] = DocBin().from_bytes(content).get_docs(spacy.blank("en").vocab)
    assert doc.text == toy.raw
    assert [row["id"] for row in doc._.triples] == [span.id_ for span in doc.spans["tripline"]]
    for row, span in zip(doc._.triples, doc.spans["tripline.cue"], strict=True):
        assert (span.start_char, span.end_char) == (row["cue"]["start"], row["cue"]["end"])
    assert [(e.text, e.label_) for e in doc.ents][2:] == [("Telvia", "ORG"), ("25%", "PERCENT")]


def test_the_example_of_the_page_runs(
    run: tuple[Path, Path], settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, corpus = run
    (out / "out.spacy").write_bytes(b"".join(write_docbin(out, Settings(settings.ontology, corpus=str(corpus)))))
    monkeypatch.chdir(out)
    page = (Path(__file__).parents[3] / "docs/exports.md").read_text(encoding="utf-8")
    exec(page.partition("```python\n")[2].partition("```")[0], {})
    assert capsys.readouterr().out == "[('denied', 'denies'), ('share', 'market_share')] 2\n"


def test_articles_are_needed_and_must_be_the_same(run: tuple[Path, Path], toy: Document, settings: Settings) -> None:
    out, corpus = run
    given = Settings(settings.ontology, corpus=str(corpus))
    with pytest.raises(ReadError, match="with --corpus"):
        list(write_docbin(out, settings))
    (corpus / toy.name).write_text("Corrected. " + toy.raw, encoding="utf-8")
    with pytest.raises(ReadError, match=r"toy\.txt: has changed since the run"):
        list(write_docbin(out, given))
    (corpus / toy.name).rename(corpus / "other.txt")
    with pytest.raises(ReadError, match=r"toy\.txt: not among the articles"):
        list(write_docbin(out, given))
