"""Gold folders: written and read back, byte for byte; what cannot be used says what to do."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.folder import Row, index, is_gold, raw_text, read_article, read_gold, row, sha256_of, write_gold
from tests.gold.documents import gold_documents

CASES = Path(__file__).parents[1] / "cases"
GOLD, QUOTED = CASES / "evaluate/gold", CASES / "gold/quoted"
G1, G2 = read_gold(GOLD, "dev")


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_documents_are_named_by_their_ids_in_the_order_of_the_index() -> None:
    assert [d.name for d in read_gold(GOLD, "dev")] == ["g1", "g2"]
    assert [d.name for d in read_gold(GOLD, "test")] == ["g3"]


def test_the_index_has_a_row_an_article() -> None:
    assert index(GOLD)[0] == Row("g1", "dev", "", "2024-05-06", 22, 1, "", sha256_of(G1.raw))
    assert is_gold(GOLD)
    assert not is_gold(QUOTED)
    assert not is_gold(CASES)


def test_a_row_counts_the_words_of_the_body() -> None:
    assert row(G1, "dev", "wire", 2, "http://a") == Row(
        "g1", "dev", "wire", "2024-05-06", 22, 2, "http://a", sha256_of(G1.raw)
    )


def test_what_is_read_is_written_again_byte_for_byte(tmp_path: Path) -> None:
    articles = [(r, read_article(GOLD, r, raw_text(GOLD, r))) for r in index(GOLD)]
    write_gold(tmp_path, reversed(articles))
    assert files(tmp_path) == files(GOLD)


@given(document=gold_documents(), split=st.sampled_from(["train", "dev", "test"]))
def test_any_labelled_article_comes_back(
    tmp_path_factory: pytest.TempPathFactory, document: Document, split: str
) -> None:
    folder = tmp_path_factory.mktemp("gold")
    document = replace(document, name="a")
    write_gold(folder, [(row(document, split, "wire"), document)])
    assert read_gold(folder, split) == [document]


def test_markdown_stands_in_a_file_of_its_kind(tmp_path: Path) -> None:
    markdown = replace(G1, format="markdown")
    write_gold(tmp_path, [(row(markdown, "dev", ""), markdown)])
    assert [p.name for p in (tmp_path / "articles").iterdir()] == ["g1.md"]
    assert read_gold(tmp_path, "dev") == [markdown]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "g2"}, "g1: the row g2 of the index is not of this text"),
        ({"sha256": "0"}, "g1: the row g1 of the index is not of this text"),
        ({"id": "../g1"}, "is no plain file name"),
        ({"id": ""}, "is no plain file name"),
        ({"id": ".."}, "is no plain file name"),
        ({"url": "a\tb"}, "g1: url 'a\\\\tb': has a tab"),
        ({"outlet": "a\u2028b"}, "g1: outlet 'a\\\\u2028b': has a tab"),
        ({"split": "dove"}, "g1: split 'dove': unknown; the splits are train, dev, test"),
    ],
)
def test_rows_that_would_break_the_folder_are_refused(tmp_path: Path, change: dict[str, str], told: str) -> None:
    with pytest.raises(GoldError, match=told):
        write_gold(tmp_path, [(replace(row(G1, "dev", ""), **change), G1)])


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("index.tsv", "\tdev\t", "\tdove\t", r"index\.tsv: line 2: split 'dove': unknown"),
        ("index.tsv", "\t22\t", "\tmany\t", r"index\.tsv: line 2: words and readers are 'many' and '1'"),
        ("index.tsv", "\t22\t", "\t", r"index\.tsv: line 2: has 7 columns; there are 8"),
        ("index.tsv", "g2\t", "g1\t", r"index\.tsv: 'g1' is there twice"),
        ("index.tsv", "sha256", "hash", "quote labels: compile them first: tripline gold compile LABELS OUT"),
        ("articles/g1.txt", "Norvik", "Norvic", "g1: is not the text that was labelled: its sha256"),
        ("labels/g1.json", '"text": "Telvia"', '"text": "Telvio"', "'Telvia' in the text, 'Telvio' in the label"),
    ],
)
def test_a_broken_folder_says_where(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    shutil.copytree(GOLD, tmp_path / "gold")
    path = tmp_path / "gold" / file
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    with pytest.raises(GoldError, match=told):
        read_gold(tmp_path / "gold", "dev")


def test_folders_that_cannot_be_used_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"index\.tsv: cannot be read: .*; give a gold folder"):
        read_gold(tmp_path, "dev")
    with pytest.raises(GoldError, match="split 'all': unknown; the splits are train, dev, test"):
        read_gold(GOLD, "all")
    with pytest.raises(GoldError, match="no article of split 'train'"):
        read_gold(GOLD, "train")
    with pytest.raises(GoldError, match="compile them first: tripline gold compile"):
        read_gold(QUOTED, "dev")
    shutil.copytree(GOLD, tmp_path / "gold")
    shutil.rmtree(tmp_path / "gold/articles")
    with pytest.raises(GoldError, match=r"no text g1 with .*; labels without texts: pair it first: tripline gold pair"):
        read_gold(tmp_path / "gold", "dev")


@pytest.mark.parametrize("file", ["index.tsv", "labels/g1.json", "articles/g1.txt"])
def test_what_is_not_utf8_is_said_to_be_none(tmp_path: Path, file: str) -> None:
    shutil.copytree(GOLD, tmp_path / "gold")
    (tmp_path / "gold" / file).write_bytes(b"\xff\xfe")
    with pytest.raises(GoldError, match=rf"{file}: not UTF-8"):
        read_gold(tmp_path / "gold", "dev")
