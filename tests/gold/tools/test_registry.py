"""Gold folders to tools and back, as files and by the commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipeline.cli import gold_tools
from pipeline.errors import GoldError
from pipeline.gold.folder import Row, index, raw_text, read_article, sha256_of, write_gold
from pipeline.gold.tools.registry import TOOLS, bring, export, load
from tests.gold.documents import ONTOLOGY
from tests.gold.tools.sample import SAMPLE

PAGE = "https://example.org/a"


def row(id: str, split: str) -> Row:
    return Row(id, split, "wire", "2021-04-07", 9, 2, PAGE, sha256_of(SAMPLE.raw))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    articles = [(row(id, split), replace(SAMPLE, name=id)) for id, split in (("a", "dev"), ("b", "train"))]
    write_gold(tmp_path / "gold", articles, texts=True)
    return tmp_path / "gold"


@pytest.mark.parametrize("name", TOOLS)
def test_a_gold_folder_comes_back_the_same_byte_for_byte(gold: Path, tmp_path: Path, name: str) -> None:
    assert export(gold, tmp_path / "tool", name, ("train", "dev", "test"), ONTOLOGY) == 2
    assert bring(tmp_path / "tool", tmp_path / "back", name, True, ONTOLOGY) == 2
    files = sorted(path.relative_to(gold) for path in gold.rglob("*") if path.is_file())
    assert files == sorted(p.relative_to(tmp_path / "back") for p in (tmp_path / "back").rglob("*") if p.is_file())
    for file in files:
        assert (tmp_path / "back" / file).read_bytes() == (gold / file).read_bytes()


@pytest.mark.parametrize("name", TOOLS)
def test_files_end_as_the_registry_says(gold: Path, tmp_path: Path, name: str) -> None:
    export(gold, tmp_path / "tool", name, ("dev",), ONTOLOGY)
    assert list((tmp_path / "tool").glob(f"*{TOOLS[name].suffix}"))
    assert [(r.id, r.readers, r.url) for r, _ in load(tmp_path / "tool", name, ONTOLOGY)] == [("a", 2, PAGE)]


def test_an_article_that_the_index_does_not_know_goes_to_train(gold: Path, tmp_path: Path) -> None:
    export(gold, tmp_path / "tool", "brat", ("dev",), ONTOLOGY)
    (tmp_path / "tool/index.tsv").unlink()
    ((found, _),) = load(tmp_path / "tool", "brat", ONTOLOGY)
    assert (found.split, found.published, found.sha256) == ("train", "2021-04-07", sha256_of(SAMPLE.raw))


def test_an_article_twice_is_an_error(gold: Path, tmp_path: Path) -> None:
    export(gold, tmp_path / "tool", "prodigy", ("dev",), ONTOLOGY)
    (tmp_path / "tool/more.jsonl").write_bytes((tmp_path / "tool/gold.jsonl").read_bytes())
    with pytest.raises(GoldError, match="'a' stands in it twice"):
        load(tmp_path / "tool", "prodigy", ONTOLOGY)


def test_nothing_is_written_over_labels(gold: Path, tmp_path: Path) -> None:
    export(gold, tmp_path / "tool", "brat", ("dev",), ONTOLOGY)
    with pytest.raises(GoldError, match="is not empty"):
        export(gold, tmp_path / "tool", "brat", ("dev",), ONTOLOGY)


@pytest.mark.parametrize("name", TOOLS)
def test_a_folder_without_labels_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "readme").write_text("x")
    with pytest.raises(GoldError, match="no article in it"):
        load(tmp_path, name, ONTOLOGY)
    with pytest.raises(GoldError, match="cannot be read"):
        load(tmp_path / "gone", name, ONTOLOGY)


def test_unknown_tools_and_empty_splits_are_errors(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="tool 'word': unknown; take one of brat, docbin"):
        export(gold, tmp_path / "tool", "word", ("dev",), ONTOLOGY)
    with pytest.raises(GoldError, match="no article of split test"):
        export(gold, tmp_path / "tool", "brat", ("test",), ONTOLOGY)


def test_the_commands(gold: Path, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command("export", epilog=gold_tools.EXPORT_EXAMPLES)(gold_tools.export)
    app.command("import", epilog=gold_tools.IMPORT_EXAMPLES)(gold_tools.import_)
    run = CliRunner().invoke
    there = run(app, ["export", str(gold), str(tmp_path / "t"), "--to", "labelstudio", "--split", "dev"])
    assert (there.exit_code, there.output) == (0, f"{tmp_path / 't'}: 1 articles for labelstudio\n")
    back = run(app, ["import", str(tmp_path / "t"), str(tmp_path / "back"), "--from", "labelstudio", "--standoff"])
    assert (back.exit_code, back.output) == (0, f"{tmp_path / 'back'}: 1 articles from labelstudio\n")
    assert not (tmp_path / "back/articles").exists()
    (line,) = index(tmp_path / "back")
    assert read_article(tmp_path / "back", line, raw_text(gold, line)) == replace(SAMPLE, name="a")
    assert "Examples:" in run(app, ["export", "--help"]).output
