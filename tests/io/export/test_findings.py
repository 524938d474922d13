"""A run's folder is read back article by article, and a folder that is none is refused."""

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.io.export.findings import articles
from pipeline.io.rows import Row


def test_each_article_has_its_own_rows(out: Path, found: dict[str, list[Row]]) -> None:
    read = list(articles(out))
    assert [a.name for a in read] == [row["document"] for row in found["documents"]]
    assert [len(a.triples) for a in read] == [0, 2, 2]
    assert [row for a in read for row in a.triples] == found["triples"]
    assert [row for a in read for row in a.entities] == found["entities"]


def test_a_folder_that_no_run_wrote(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"has no documents\.jsonl; give the folder that `tripline run` wrote"):
        list(articles(tmp_path))


def test_rows_in_another_order_are_not_lost_in_silence(out: Path) -> None:
    lines = (out / "documents.jsonl").read_bytes().splitlines(keepends=True)
    (out / "documents.jsonl").write_bytes(b"".join(reversed(lines)))
    with pytest.raises(ReadError, match="out of the order"):
        list(articles(out))
