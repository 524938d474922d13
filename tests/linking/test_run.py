"""`things.jsonl` and `merges.tsv` beside a run's tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import LinkError
from pipeline.linking import run
from tests.linking.conftest import entity


@pytest.fixture
def out(tmp_path: Path) -> Path:
    rows = [entity("a", "ORG", "Norvik"), entity("b", "ORG", "Norvik"), entity("b", "PERSON", "Lena Aust")]
    (tmp_path / "entities.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    (tmp_path / "triples.jsonl").write_text("", "utf-8")
    return tmp_path


def test_a_second_run_writes_the_same_bytes(out: Path) -> None:
    def written() -> list[bytes]:
        return [path.read_bytes() for path in run.write(run.things(out).things, out)]

    first = written()
    assert written() == first
    things = [json.loads(line) for line in first[0].splitlines()]
    assert {(t["name"], t["documents"]) for t in things} == {("Norvik", 2), ("Lena Aust", 1)}
    assert first[1].decode().splitlines()[1].split("\t")[1:3] == ["Norvik", "Norvik"]


def test_a_broken_table_of_things_says_what_to_do(out: Path) -> None:
    (out / run.TABLE).write_text('{"id": 3}\n', "utf-8")
    with pytest.raises(LinkError, match="delete it to link anew"):
        run.things(out)
