"""Files of many articles: one source each, streamed; what is damaged, a bomb or no article has one clear line."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import stat
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.io import bombs, rowfiles
from pipeline.io.article import LIMIT
from pipeline.io.containers import Corpus, holds_articles, is_container, members
from pipeline.io.read import Files, Source, find, read, skipped

ROWS = [
    {"id": "a-1", "text": "Harrow said “no”.", "date": "2024-05-06T10:00:00Z"},
    {"id": 2, "text": "", "html": "<p>Telvia said yes.</p>", "date": None},
    {"id": None, "text": "No id, no date."},
]
DOCUMENTS = [
    ("#1:a-1", "Harrow said “no”.", "text", "2024-05-06"),
    ("#2:2", "<p>Telvia said yes.</p>", "html", None),
    ("#3", "No id, no date.", "text", None),
]


def json_lines(rows: Iterable[object]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def opened(path: Path) -> list[Source]:
    return list(members(Source(path.name, path)))


def told(path: Path) -> list[tuple[str, str, str, str | None] | str]:
    """The documents of a container, or why there is none; without the container's name."""
    return [outcome(source, path.name) for source in opened(path)]


def outcome(source: Source, container: str) -> tuple[str, str, str, str | None] | str:
    if isinstance(source.held, ReadError):
        message = str(source.held)
        assert message.startswith(source.name.removesuffix("#rest"))
        assert "\n" not in message
        return message.removeprefix(container)
    document = read(source)
    assert document.name == source.name
    return (document.name.removeprefix(container), document.raw, document.format, document.published)


# ------------------------------------------------------------------------------------------------- rows


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


PACKERS: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstd}


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".JSONL"])
def test_json_lines(tmp_path: Path, packing: str, suffix: str) -> None:
    path = tmp_path / f"wire{suffix}{packing}"
    path.write_bytes(PACKERS[packing](json_lines(ROWS)))
    assert told(path) == DOCUMENTS


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_packed_files_one_behind_another_are_one(tmp_path: Path, packing: str) -> None:
    path = tmp_path / f"wire.jsonl{packing}"
    path.write_bytes(b"".join(PACKERS[packing](json_lines([row])) for row in ROWS))
    assert told(path) == DOCUMENTS


def test_csv_with_any_separator_and_mark(tmp_path: Path) -> None:
    for name, separator, encoding in (
        ("a.csv", ",", "utf-8"),
        ("b.csv", ";", "utf-8-sig"),
        ("c.tsv", "\t", "utf-8"),
        ("d.csv", ",", "utf-16"),
    ):
        path = tmp_path / name
        rows = [["id", "text", "date"], ["x", f"one{separator} “two”\nthree", "2024-05-06"], ["", "four", ""]]
        lines = [separator.join(f'"{cell}"' for cell in row) for row in rows]
        path.write_bytes("\r\n".join(lines).encode(encoding))
        assert told(path) == [
            ("#1:x", f"one{separator} “two”\nthree", "text", "2024-05-06"),
            ("#2", "four", "text", None),
        ]


def test_csv_with_bad_bytes_and_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "wire.csv"
    path.write_bytes(b"id,text\n1,caf\xe9\n2\n3,a,b,c\n")
    assert told(path) == [("#1:1", "café", "text", None), "#2:2: is empty; " + ADVICE, ("#3:3", "a", "text", None)]


ADVICE = "an article stands in a column named text or html"


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "wire.parquet"
    rows = [{"text": f"Story {i}.", "id": i, "date": date(2024, 5, 6), "more": [i]} for i in range(200)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=30)
    assert told(path) == [(f"#{i + 1}:{i}", f"Story {i}.", "text", "2024-05-06") for i in range(200)]


def test_a_folder_of_datasets(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    made = datasets.Dataset.from_list([{"text": f"Story {i}.", "id": str(i)} for i in range(150)])
    datasets.DatasetDict({"train": made, "test": made.select(range(2))}).save_to_disk(tmp_path / "wire")
    names = [source.name for source in Corpus(Files.of([tmp_path]))]
    assert names[:3] == ["wire/test#1:0", "wire/test#2:1", "wire/train#1:0"]
    assert len(names) == 152
    assert not list(skipped([tmp_path / "wire" / "train"]))
    assert told(tmp_path / "wire" / "train")[149] == ("#150:149", "Story 149.", "text", None)
    (source,) = find([tmp_path / "wire" / "test"])
    assert read(next(iter(members(source)))).raw == "Story 0."


BAD_ROWS = {
    b"{": "is no JSON",
    b"[1]": "is a JSON list, no object",
    b'"text"': "is a JSON str, no object",
    b"[" * 100_000: "is no JSON",
    b'{"text": ' + b"9" * 5_000 + b"}": "is no JSON",
    b'{"body": "x", "n": 1}': f"has no text; its columns are body, n; {ADVICE}",
    b"{}": f"has no text; its columns are ; {ADVICE}",
    b'{"text": null}': f"is empty; {ADVICE}",
    b'{"text": " \\n"}': "is empty; an article needs text",
    b'{"text": ["x"]}': "its text is of type list; it must be text",
    b'{"text": "a\\u0000b"}': "is binary (holds NUL characters), not text",
    json.dumps({"text": "x" * (LIMIT + 1)}).encode(): "is too long",
}


@pytest.mark.parametrize("line", BAD_ROWS, ids=lambda line: line[:20])
def test_a_bad_row_is_named_and_the_next_is_read(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(line + b"\n\n" + b'{"text": "good"}')
    bad, good = told(path)
    assert isinstance(bad, str)
    assert bad.startswith(f"#1: {BAD_ROWS[line]}")
    assert good == ("#3", "good", "text", None)


def test_oddities_of_json_text(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "caf\xe9 \\ud800x \\ud83d\\ude00"}\r\n{"html": "\\ufeff<p>x", "date": "May 6"}'
    )
    assert told(path) == [("#1", "café \ufffdx 😀", "text", None), ("#2", "<p>x", "html", None)]


def test_a_line_without_end_takes_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rowfiles, "_LONGEST_LINE", 100)
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"x" * 1_000 + b"\n" + b'{"text": "good"}\n')
    assert told(path) == ["#1: is longer than 100 bytes; split it", ("#2", "good", "text", None)]


DATES = [("2024", "2024"), ("2024-05", "2024-05"), ("2024-05-06", "2024-05-06"), ("2024-05-06 10:00", "2024-05-06"),
         ("2024-13-01", None), ("20240506", None), ("6 May 2024", None), (1714953600, None), ("", None)]  # fmt: skip


@pytest.mark.parametrize(("given", "published"), DATES)
def test_dates(tmp_path: Path, given: object, published: str | None) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(json_lines([{"text": "x", "date": given}]))
    assert read(opened(path)[0]).published == published


def write_parquet_without_text(path: Path) -> None:
    pq.write_table(pa.table({"body": ["x"]}), path)


def cut_short(path: Path) -> None:
    rows = [*ROWS, *({"text": random.randbytes(5_000).hex()} for _ in range(99))]
    path.write_bytes(gzip.compress(json_lines(rows))[:-40])


DAMAGED: dict[str, Callable[[Path], object]] = {
    "no-column.parquet": write_parquet_without_text,
    "no-column.csv": lambda path: path.write_bytes(b"body,n\nx,1\n"),
    "empty.csv": lambda path: path.write_bytes(b""),
    "no.parquet": lambda path: path.write_bytes(b"PAR1" * 9),
    "no.zip": lambda path: path.write_bytes(b"PK\x03\x04 broken"),
    "no.tar": lambda path: path.write_bytes(b"x" * 2_000),
    "no.tar.zst": lambda path: path.write_bytes(b"x" * 2_000),
    "no.jsonl.gz": lambda path: path.write_bytes(b"x"),
    "no.jsonl.zst": lambda path: path.write_bytes(b"x"),
    "gone.jsonl": lambda path: path.symlink_to("gone"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_container_that_cannot_be_read_is_one_failure(tmp_path: Path, name: str) -> None:
    DAMAGED[name](tmp_path / name)
    (failure,) = told(tmp_path / name)
    assert isinstance(failure, str)


def test_behind_the_damage_nothing_is_read_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl.gz"
    cut_short(path)
    *documents, failure = told(path)
    assert documents[:2] == DOCUMENTS[:2]
    assert opened(path)[-1].name == "wire.jsonl.gz#rest"
    assert isinstance(failure, str)
    assert f"cannot be read behind article {len(documents)}" in failure


# --------------------------------------------------------------------------------------------- archives

FILES = {"b.txt": b"Harrow said no.", "in/a.HTML": b"<p>Telvia</p>", "in/c.md": b"# X", "in/": b"", "p.png": b"\x89PNG"}
HIDDEN = {"__MACOSX/b.txt": b"x", ".d/e.txt": b"x", "in/.f.txt": b"x"}
READ = [
    ("/b.txt", "Harrow said no.", "text", None),
    ("/in/a.HTML", "<p>Telvia</p>", "html", None),
    ("/in/c.md", "# X", "markdown", None),
]


def write_zip(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)


def tar_bytes(files: Iterable[tuple[str, bytes]], links: Iterable[tuple[str, str]] = ()) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in files:
            info = tarfile.TarInfo(name.rstrip("/"))
            info.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for name, target in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return data.getvalue()


def write_archive(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    if path.suffix == ".zip":
        write_zip(path, files)
        return
    packing = {".gz": gzip.compress, ".tgz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd}
    path.write_bytes(packing.get(path.suffix, bytes)(tar_bytes(files)))


ARCHIVES = ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz", "a.tar.zst"]


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives(tmp_path: Path, name: str) -> None:
    write_archive(tmp_path / name, [*FILES.items(), *HIDDEN.items()])
    assert told(tmp_path / name) == READ


NAMES_THAT_LEAD_OUT = ["../a.txt", "in/../../a.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt", "C:/a.txt"]


@pytest.mark.parametrize("archive", ["a.zip", "a.tar"])
@pytest.mark.parametrize("name", NAMES_THAT_LEAD_OUT)
def test_names_that_lead_out_are_refused(tmp_path: Path, archive: str, name: str) -> None:
    write_archive(tmp_path / archive, [(name, b"x"), ("good.txt", b"good")])
    bad, good = told(tmp_path / archive)
    assert isinstance(bad, str)
    assert "its name leads out of the archive" in bad
    assert good == ("/good.txt", "good", "text", None)


def test_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tar_bytes([], [("a.txt", "/etc/passwd")]))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    for name in ("a.tar", "a.zip"):
        assert told(tmp_path / name) == ["/a.txt: is a link or device, which is not followed"]


def test_a_name_that_stands_twice_is_two_articles(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tar_bytes([("a.txt", b"one"), ("a.txt", b"two")]))
    assert [outcome[:2] for outcome in told(tmp_path / "a.tar")] == [("/a.txt", "one"), ("/a.txt#2", "two")]


def test_a_long_or_damaged_member_harms_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_zip(path, [("a.txt", b"x" * (4 * LIMIT + 1)), ("b.txt", b"Harrow said no. " * 9), ("c.txt", b"good")])
    data = bytearray(path.read_bytes())
    data[data.index(b"b.txt") + 8] ^= 0xFF
    path.write_bytes(data)
    long, damaged, good = told(path)
    assert "is too long" in long
    assert "cannot be unpacked" in damaged
    assert good[1] == "good"


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_zip(path, [("a.txt", b"secret")])
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (failure,) = told(path)
    assert "encrypted" in failure


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_an_archive_that_unpacks_to_far_too_much_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bombs, "HARMLESS", 1 << 20)
    write_archive(tmp_path / name, [(f"{i}.txt", bytes(400_000)) for i in range(20)])
    *_, failure = told(tmp_path / name)
    assert "a bomb" in failure


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_lines_that_unpack_to_far_too_much_are_refused(
    tmp_path: Path, packing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bombs, "HARMLESS", 1 << 20)
    path = tmp_path / f"a.jsonl{packing}"
    path.write_bytes(PACKERS[packing](b" " * (8 << 20)))
    (failure,) = told(path)
    assert "a bomb" in failure


@given(
    st.binary(max_size=200), st.sampled_from(["a.zip", "a.tar", "a.tgz", "a.parquet", "a.csv", "a.jsonl", "a.tar.zst"])
)
def test_any_bytes_end_in_documents_or_errors(data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        holds_articles(path)
        assert all(isinstance(source.held, (Document, ReadError)) for source in opened(path))


# ----------------------------------------------------------------------------------------------- corpora


def test_in_a_folder_rows_count_only_if_they_are_articles(tmp_path: Path) -> None:
    (tmp_path / "wire.jsonl").write_bytes(json_lines(ROWS))
    (tmp_path / "labels.jsonl").write_bytes(b'{"relation": "denies"}\n')
    (tmp_path / "index.csv").write_bytes(b"name,split\na,dev\n")
    (tmp_path / "no.parquet").write_bytes(b"x")
    (tmp_path / "a.txt").write_bytes(b"text")
    write_zip(tmp_path / "b.zip", FILES.items())
    assert [source.name for source in find([tmp_path])] == ["a.txt", "b.zip", "no.parquet", "wire.jsonl"]
    assert [path.name for path in skipped([tmp_path])] == ["index.csv", "labels.jsonl"]
    corpus = Corpus(Files.of([tmp_path]))
    names = [source.name for source in corpus]
    assert names == ["a.txt", "b.zip/b.txt", "b.zip/in/a.HTML", "b.zip/in/c.md", "no.parquet",
                     "wire.jsonl#1:a-1", "wire.jsonl#2:2", "wire.jsonl#3"]  # fmt: skip
    assert [source.name for source in corpus] == names, "it can be gone through again"
    assert [source.name for source in Corpus(Files.of([tmp_path]), limit=3)] == names[:3]
    (failure,) = opened(tmp_path / "index.csv")
    with pytest.raises(ReadError, match="no column text or html; its columns are name, split"):
        read(failure)


def test_since(tmp_path: Path) -> None:
    for name, when in (("old.txt", 1_000), ("new.txt", 2_000)):
        (tmp_path / name).write_bytes(b"text")
        os.utime(tmp_path / name, (when, when))
    (tmp_path / "dead.txt").symlink_to("gone")
    assert [s.name for s in Corpus(Files.of([tmp_path]), since=2_000)] == ["dead.txt", "new.txt"]


def test_an_article_is_no_container(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "zip", "jsonl.txt"):
        (tmp_path / name).write_bytes(b"text")
        assert not is_container(tmp_path / name)
        assert [source.path for source in opened(tmp_path / name)] == [tmp_path / name]


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    peaks = []
    for count in (200, 4_000):
        path = tmp_path / f"{count}.jsonl.gz"
        path.write_bytes(gzip.compress(json_lines({"text": f"{i} " * 500} for i in range(count))))
        tracemalloc.start()
        assert sum(1 for _ in members(Source(path.name, path))) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + (1 << 20), sys.version
