"""Articles in an object store are those of the same folder on a disk: names, order, texts and failures."""

from __future__ import annotations

import gzip
import pickle
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.io.read import Corpus, Files, read
from pipeline.io.stores import Stored


def packed() -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("in/a.txt", "Harrow said no.")
        archive.writestr("../out.txt", "leads out")
    return data.getvalue()


def columns() -> bytes:
    data = BytesIO()
    pq.write_table(pa.table({"text": ["Telvia said yes.", ""]}), data)
    return data.getvalue()


FILES = {
    "b.txt": b"Norvik is here.",
    "a/z.html": b"<p>Norvik</p>",
    "a-b.md": b"# Norvik",
    "empty.txt": b"",
    "notes.docx": b"PK",
    ".hidden/c.txt": b"text",
    "wire.jsonl.gz": gzip.compress(b'{"text": "one", "id": 7}\n[1]\n'),
    "wire.csv": b"id,text\n1,caf\xe9\n",
    "labels.csv": b"id,split\n1,dev\n",
    "wire.parquet": columns(),
    "more/wire.zip": packed(),
    "more/broken.tar": b"x" * 2_000,
}


@pytest.fixture(params=["memory://tripline-test/wire", "file://{folder}/there"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    address: str = request.param.format(folder=tmp_path)
    store, path = fsspec.core.url_to_fs(address, auto_mkdir=True)
    for name, data in FILES.items():
        store.pipe(f"{path}/{name}", data)
    yield address
    store.rm(path, recursive=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        path = tmp_path / "here" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "here"


def outcomes(paths: list[str], **options: float) -> list[tuple[str, str]]:
    return [(source.name, told(source)) for source in Corpus(Files.of(paths), **options)]


def told(source: object) -> str:
    try:
        document: Document = read(source)
    except (ReadError, OSError) as error:
        return str(error)
    return f"{document.format} {document.published} {document.raw}"


def test_a_store_is_a_folder(address: str, folder: Path) -> None:
    here = outcomes([str(folder)])
    assert [name for name, _ in here][:3] == ["a-b.md", "a/z.html", "b.txt"]
    assert len(here) == 12
    assert outcomes([address]) == here
    assert outcomes([address, address + "/"]) != []


def test_files_and_patterns(address: str) -> None:
    assert [name for name, _ in outcomes([f"{address}/wire.jsonl.gz"])] == ["wire.jsonl.gz#1:7", "wire.jsonl.gz#2"]
    assert [name for name, _ in outcomes([f"{address}/*.txt"])] == ["b.txt", "empty.txt"]


def test_beside_a_folder(address: str, folder: Path) -> None:
    here, both = outcomes([str(folder)]), outcomes([str(folder), address])
    assert len(both) == 2 * len(here)
    assert len({name for name, _ in both}) == len(both), "files of one name are told apart"


def test_since(address: str) -> None:
    assert outcomes([address], since=0.0) == outcomes([address])
    assert outcomes([address], since=4e9) == []


def test_an_article_goes_to_a_worker_as_an_address(address: str) -> None:
    source = next(iter(Files.of([address])))
    assert isinstance(source.path, Stored)
    assert told(pickle.loads(pickle.dumps(source))) == told(source)


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("memory://tripline-test/nowhere", "nothing is there"),
        ("memory://tripline-test/nowhere/*.txt", "nothing is there"),
        ("no-such-store://a/b", "no-such-store"),
    ],
)
def test_what_is_not_there_is_told(missing: str, says: str) -> None:
    with pytest.raises((ReadError, OSError), match=says):
        Files.of([missing])


def test_a_store_that_fails_costs_one_article(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {source.name: source for source in Files.of([address])}

    def refuse(*arguments: object, **options: object) -> None:
        raise RuntimeError("slow down")

    monkeypatch.setattr(MemoryFileSystem, "open", refuse)
    if address.startswith("memory"):
        assert "RuntimeError: slow down" in told(sources["b.txt"])
