"""Reading: which files are articles, what their bytes say, and which are refused with one clear line."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.io.read import HTML_SHARE, Source, decode, find, read, skipped

ARTICLE = "Harrow said “no”.\r\nIt costs €5.\n"


def written(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Source(name, path)


@pytest.mark.parametrize(
    ("data", "raw"),
    [
        (ARTICLE.encode(), ARTICLE),
        (b"\xef\xbb\xbf" + ARTICLE.encode(), ARTICLE),
        (b"\xff\xfe" + ARTICLE.encode("utf-16-le"), ARTICLE),
        (b"\xfe\xff" + ARTICLE.encode("utf-16-be"), ARTICLE),
        (ARTICLE.encode("cp1252"), ARTICLE),
        ("Ångström “é”".encode() + b" caf\xe9 \x93x\x94", "Ångström “é” café “x”"),
        (b"one bad byte \x81 here", "one bad byte \ufffd here"),
        (b"cut in the middle \xe2\x82", "cut in the middle â‚"),
    ],
)
def test_bytes_become_text(data: bytes, raw: str) -> None:
    assert decode(data, "a.txt") == raw


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xff\xd8\xff\xe0JFIF", "JPEG"),
        (b"text\x00with NUL", "binary"),
        ("no mark".encode("utf-16-le"), "byte order mark"),
    ],
)
def test_what_is_no_text_is_refused_on_one_line(data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "folder/a.txt")
    message = str(caught.value)
    assert says in message
    assert message.startswith("folder/a.txt: ")
    assert "\n" not in message


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_every_utf8_text_is_read_as_it_stands(raw: str) -> None:
    assert decode(("x" + raw).encode(), "a.txt") == "x" + raw


@given(st.binary(max_size=60))
def test_any_bytes_give_text_or_a_read_error(data: bytes) -> None:
    with suppress(ReadError):
        assert decode(data, "a.txt").strip()


def test_formats_by_suffix(tmp_path: Path) -> None:
    forms = {"a.txt": "text", "a.text": "text", "a.MD": "markdown", "a.markdown": "markdown", "a.htm": "html"}
    for name, form in (forms | {"a.html": "html", "a.wire": "text"}).items():
        assert read(written(tmp_path, name, b"text")).format == form


def test_an_article_longer_than_the_limit_is_refused(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", b"x" * 50), limit=50).raw == "x" * 50
    for data in (b"x" * 51, b"x" * 500):
        with pytest.raises(ReadError, match="too long"):
            read(written(tmp_path, "a.txt", data), limit=50)
    assert read(written(tmp_path, "a.html", b"x" * 50 * HTML_SHARE), limit=50).format == "html"


def test_a_file_that_cannot_be_opened_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read(Source("gone.txt", tmp_path / "gone.txt"))


def test_a_folder_gives_its_articles_in_order_and_tells_what_it_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.html", "notes.docx", "a/picture.png", ".hidden/c.txt", ".d.txt"):
        written(tmp_path, name, b"text")
    assert [s.name for s in find([tmp_path])] == ["a/y.html", "a/z.md", "b.txt"]
    assert [p.name for p in skipped([tmp_path])] == ["picture.png", "notes.docx"]


@given(st.lists(st.text(alphabet="ab./-", min_size=1, max_size=8), max_size=12))
def test_a_walk_is_in_the_order_of_names(names: list[str]) -> None:
    with TemporaryDirectory() as there:
        folder, made = Path(there), set()
        for name in names:
            parts = [part for part in name.split("/") if part.strip(".") and not part.startswith(".")]
            path = folder.joinpath(*parts[:-1], f"{parts[-1]}.txt") if parts else folder / "x.txt"
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"text")
                made.add(path.relative_to(folder).as_posix())
        assert [source.name for source in find([folder])] == sorted(made)


def test_a_file_named_as_such_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    source = written(tmp_path, "story.wire", b"text")
    assert find([source.path]) == [Source("story.wire", source.path)]
    assert list(skipped([source.path])) == []


def test_globs(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        written(tmp_path, name, b"text")
    assert [s.name for s in find([f"{tmp_path}/*.txt"])] == ["a.txt", "b.txt"]


def test_a_file_given_twice_counts_once_and_equal_names_are_told_apart(tmp_path: Path) -> None:
    one, other = written(tmp_path, "one/a.txt", b"text"), written(tmp_path, "other/a.txt", b"text")
    sources = find([tmp_path / "one", one.path, tmp_path / "other"])
    assert [s.path for s in sources] == [one.path, other.path]
    assert [s.name for s in sources] == ["a.txt", other.path.as_posix()]


@pytest.mark.parametrize("given_path", ["nowhere", "nowhere/*.txt"])
def test_a_path_that_is_not_there_is_a_read_error(tmp_path: Path, given_path: str) -> None:
    with pytest.raises(ReadError, match="nowhere"):
        find([tmp_path / given_path])


def test_links_count_once_and_dead_ones_are_named(tmp_path: Path) -> None:
    inside, outside = written(tmp_path, "in/a.txt", b"text"), written(tmp_path, "out/b.txt", b"text")
    links = {"c.txt": inside.path, "d.txt": outside.path, "e.txt": outside.path, "f.txt": tmp_path / "gone"}
    for name, target in links.items():
        os.symlink(target, tmp_path / "in" / name)
    os.symlink("g.txt", tmp_path / "in" / "g.txt")
    sources = {source.name: source for source in find([tmp_path / "in"])}
    assert list(sources) == ["a.txt", "d.txt", "f.txt", "g.txt"]
    for name in ("f.txt", "g.txt"):
        with pytest.raises(ReadError, match="cannot be read"):
            read(sources[name])


def test_a_folder_inside_another_given_one_counts_once(tmp_path: Path) -> None:
    for name in ("a.txt", "in/b.txt", "in/c.wire", ".hidden/d.txt"):
        written(tmp_path, name, b"text")
    given = [tmp_path, tmp_path / "in", tmp_path / "in" / "c.wire", tmp_path / ".hidden", tmp_path]
    assert sorted(source.path.name for source in find(given)) == ["a.txt", "b.txt", "c.wire", "d.txt"]


def test_names_that_differ_by_case_are_two(tmp_path: Path) -> None:
    for name in ("A.txt", "a.txt"):
        written(tmp_path, name, b"text")
    assert len(find([tmp_path])) == len(list(tmp_path.iterdir()))


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadError, match="is a folder, pipe or device"):
        read(find([tmp_path])[0])


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "in/a.txt", b"text")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    (source,) = find([tmp_path])
    with pytest.raises(ReadError, match="cannot be listed"):
        read(source)


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", b"text")
    os.symlink(tmp_path, tmp_path / "loop")
    assert [s.name for s in find([tmp_path])] == ["a.txt"]
