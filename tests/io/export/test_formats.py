"""Every format by its name: whole files under their final names, and the page tells them all."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.cli.export import EXAMPLES
from pipeline.errors import ReadError
from pipeline.io.export.formats import FORMATS, contents, export
from pipeline.io.export.settings import Settings

PAGE = Path(__file__).parents[3] / "docs/exports.md"
HERE = [format for format in FORMATS if format != "docbin"]  # it needs the articles: test_docbin.py


@pytest.mark.parametrize("format", HERE)
def test_writes_a_file_or_a_folder(format: str, out: Path, tmp_path: Path, settings: Settings) -> None:
    to = tmp_path / "new" / format
    export(out, format, to, settings)
    assert to.is_dir() == FORMATS[format].folder
    if to.is_file():
        assert to.read_bytes() == b"".join(contents(out, format, settings))
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("format", [format for format in HERE if format != "shapes"])
def test_refuses_what_is_no_run_and_leaves_nothing(format: str, tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(ReadError, match="give the folder that `tripline run` wrote"):
        export(tmp_path, format, tmp_path / "to", settings)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_tables_have_all_rows(out: Path, tmp_path: Path, settings: Settings) -> None:
    export(out, "parquet", tmp_path, settings)
    counts = {path.stem: pq.read_metadata(path).num_rows for path in tmp_path.glob("*.parquet")}
    assert counts == {"triples": 4, "entities": 4, "documents": 3}


def test_no_cell_of_csv_is_a_formula(out: Path, tmp_path: Path, settings: Settings) -> None:
    export(out, "csv", tmp_path, settings)
    written = (tmp_path / "triples.csv").read_text(encoding="utf-8-sig")
    assert "'=cmd|" in written
    assert ",=cmd" not in written
    assert ',"=cmd' not in written


def test_the_page_tells_every_format() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert not [format for format in FORMATS if f"`{format}`" not in page]


def test_the_commands_of_the_page_name_known_formats() -> None:
    told = re.findall(r"--to ([a-z0-9]+)", PAGE.read_text(encoding="utf-8") + EXAMPLES)
    assert len(told) > 6
    assert set(told) <= FORMATS.keys()
