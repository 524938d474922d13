"""Files that break readers, together in one corpus: each has its named outcome, and harms no article beside it."""

from __future__ import annotations

import json
import os
import random
import tarfile
import zipfile
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch.run import run
from pipeline.flow import Flow
from pipeline.io.read import find
from pipeline.ontology import schema as ontologies
from pipeline.profiles import schema as profiles

GOOD = "Norvik chief executive Anna Berg said on Monday that the company had a 25% share of the Finnish market.\n"
CONTROLS = "\u202e\u200b\u200f\u2066\x1b[31m"

# name -> (bytes, how the message of its failure begins after the name; None: it is read)
FILES: dict[str, tuple[bytes, str | None]] = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b"\xef\xbb\xbf \r\n\t", "is empty"),
    "nul.txt": (GOOD.encode() + b"\0" * 9, "is binary"),
    "utf16.txt": (GOOD.encode("utf-16"), None),
    "utf16-without-mark.txt": (GOOD.encode("utf-16-le"), "is binary"),
    "latin1.txt": (("Müller s'est rendu à Genève. " + GOOD).encode("latin-1"), None),
    "words-200000.txt": (b"word " * 200_000, "is too long"),
    "deep.html": (b"<div>" * 100_000 + GOOD.encode() + b"</div>" * 100_000, None),
    "never-closed.html": (b"<div>" * 100_000 + b"<p>" + GOOD.encode() + b"<!-- <script>", None),
    "binary.txt": (random.Random(7).randbytes(5_000), "is binary"),
    "png.txt": (b"\x89PNG\r\n\x1a\n", "is a PNG image"),
    "controls.txt": ((CONTROLS + GOOD + "\u202c שלום " + GOOD).encode(), None),
    "zero-width.txt": ("\u200b".join(GOOD).encode(), None),
    "Case.txt": (GOOD.encode(), None),
    "case.txt": (b"Telvia denied the ban.\n", None),
    "one-word.txt": (b"a" * 20_000, None),
    "brackets.txt": (b"(" * 20_000, None),
    "no.zip": (b"PK\x03\x04", "File is not a zip file"),
    "no.parquet": (b"PAR1PAR1", "Parquet"),
}
LINES = {
    b'{"id": "A", "text": "\\ud800 ' + GOOD.strip().encode() + b'"}': None,
    b'{"id": "a", "text": "' + GOOD.strip().encode() + b'"}': None,
    b"[" * 100_000: "is no JSON",
    b'{"text": "a\\u0000b"}': "is binary",
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], set[str]]:
    """The output, the failures' messages by document, and the documents that were read."""
    folder, out = tmp_path_factory.mktemp("poison"), tmp_path_factory.mktemp("out")
    (folder / "good.txt").write_text(GOOD)
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    with (folder / "line-50mb.txt").open("wb") as file:
        file.truncate(50 << 20)
    (folder / "rows.jsonl").write_bytes(b"\n".join(LINES))
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(150 << 20))
    with tarfile.open(folder / "out.tar", "w") as archive:
        archive.add(folder / "good.txt", "../../out.txt")
        archive.add(folder / "good.txt", "in/good.txt")
    (folder / "circle").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    run(find([folder]), partial(Flow.of, profiles.load(), ontologies.load()), out)
    failures = map(json.loads, (out / "failures.jsonl").read_text().splitlines())
    documents = map(json.loads, (out / "documents.jsonl").read_text().splitlines())
    return out, {row["document"]: row["message"] for row in failures}, {row["document"] for row in documents}


EXPECTED = {
    **{name: message for name, (_, message) in FILES.items()},
    **dict(zip(("rows.jsonl#1:A", "rows.jsonl#2:a", "rows.jsonl#3", "rows.jsonl#4"), LINES.values(), strict=True)),
    "good.txt": None,
    "line-50mb.txt": "is too long",
    "bomb.zip": "unpacks to more than 200 times its size",
    "out.tar/../../out.txt": "its name leads out of the archive",
    "out.tar/in/good.txt": None,
    "self.txt": "cannot be read",
    "endless.txt": "is a folder, pipe or device",
    "pipe.txt": "is a folder, pipe or device",
}


def test_each_has_one_outcome(outcome: tuple[Path, dict[str, str], set[str]]) -> None:
    _, failures, documents = outcome
    assert failures.keys() | documents == EXPECTED.keys()
    assert not failures.keys() & documents


@pytest.mark.parametrize("name", EXPECTED)
def test_the_outcome_is_named(outcome: tuple[Path, dict[str, str], set[str]], name: str) -> None:
    _, failures, documents = outcome
    if EXPECTED[name] is None:
        assert name in documents, failures[name]
    else:
        assert failures[name].startswith(f"{name}: {EXPECTED[name]}")


def test_the_articles_beside_them_are_unharmed(outcome: tuple[Path, dict[str, str], set[str]]) -> None:
    triples = [json.loads(line) for line in (outcome[0] / "triples.jsonl").read_text().splitlines()]
    found = {name: [] for name in ("good.txt", "Case.txt", "out.tar/in/good.txt", "rows.jsonl#2:a")}
    for row in triples:
        if row["document"] in found:
            found[row["document"]].append({name: part for name, part in row.items() if name not in ("id", "document")})
    assert found["good.txt"]
    assert all(rows == found["good.txt"] for rows in found.values())
