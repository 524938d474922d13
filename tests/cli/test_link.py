"""`tripline link` over a run's folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli.link import link
from tests.linking.conftest import entity


def test_things_and_merges_are_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [entity("a", "ORG", "Norvik"), entity("b", "ORG", "Norvik")]
    (tmp_path / "entities.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    (tmp_path / "triples.jsonl").write_text("", "utf-8")
    link(tmp_path)
    assert "2 entities are 1 things, 1 of them in several articles" in capsys.readouterr().out
    assert (tmp_path / "things.jsonl").is_file()
    assert (tmp_path / "merges.tsv").is_file()
