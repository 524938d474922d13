"""Labels without texts: they quote nothing, and are whole again beside the texts they were made for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import NAME_TYPES, VALUE_TYPES, Document
from pipeline.errors import GoldError
from pipeline.gold.compile import compile_folder
from pipeline.gold.folder import index, raw_text, read_article, read_gold, row, write_gold
from pipeline.gold.standoff import pair
from pipeline.ontology.schema import load
from tests.gold.documents import gold_documents

CASES = Path(__file__).parents[1] / "cases"
GOLD = CASES / "evaluate/gold"
SHIPPED = Path(__file__).parents[2] / "corpus/gold/wikinews"
SHARED = Path(__file__).parents[3] / "shared/gold"


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def stripped(out: Path) -> Path:
    write_gold(out, [(r, read_article(GOLD, r, raw_text(GOLD, r))) for r in index(GOLD)], texts=False)
    return out


def test_labels_are_whole_again_beside_their_texts(tmp_path: Path) -> None:
    bare = stripped(tmp_path / "bare")
    assert sorted(p.name for p in bare.iterdir()) == ["index.tsv", "labels"]
    assert pair(bare, GOLD / "articles", tmp_path / "full") == []
    assert files(tmp_path / "full") == files(GOLD)


def test_texts_are_known_by_their_hash_and_missing_ones_are_told(tmp_path: Path) -> None:
    bare = stripped(tmp_path / "bare")
    (tmp_path / "texts/deep").mkdir(parents=True)
    shutil.copy(GOLD / "articles/g1.txt", tmp_path / "texts/deep/another name")
    (tmp_path / "texts/g2.txt").write_text("Nothing happened in  Oulu.\n")
    (tmp_path / "texts/binary").write_bytes(b"\xff\xfe\x00")
    assert pair(bare, tmp_path / "texts", tmp_path / "full") == ["g2", "g3"]
    assert read_gold(tmp_path / "full", "dev") == read_gold(GOLD, "dev")[:1]
    with pytest.raises(GoldError, match="holds none of the 3 texts, byte for byte"):
        pair(bare, bare, tmp_path / "none")
    assert not (tmp_path / "none").exists()


@given(st.lists(gold_documents(), min_size=1, max_size=3))
def test_stripped_and_paired_articles_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document]
) -> None:
    folder = tmp_path_factory.mktemp("gold")
    named = [replace(document, name=f"a{n}") for n, document in enumerate(documents)]
    write_gold(folder / "bare", [(row(d, "train", "x"), d) for d in named], texts=False)
    (folder / "texts").mkdir()
    for n, document in enumerate(named):
        (folder / f"texts/{n}").write_bytes(document.raw.encode("utf-8"))
    assert pair(folder / "bare", folder / "texts", folder / "full") == []
    assert read_gold(folder / "full", "train") == named


# ------------------------------------------------------------------------------------- the labels that ship

ONTOLOGY = load()
OURS = {
    *(r.name for r in ONTOLOGY),
    *(q for r in ONTOLOGY for q in r.qualifiers),
    *("time", "place", "relation", "attribute", "event", "stance"),
    *("negated", "possible", "planned", "boilerplate", "TOPIC", *NAME_TYPES, *VALUE_TYPES),
}


def test_the_shipped_labels_have_no_text_of_the_articles() -> None:
    """No quotes at all; what is left as a string is an entity's name, a word of ours, an id, a unit or a date."""
    assert sorted(p.name for p in SHIPPED.iterdir()) == ["README.md", "index.tsv", "labels"]
    rows = index(SHIPPED)
    assert [sum(r.split == split for r in rows) for split in ("train", "dev", "test")] == [195, 30, 23]
    assert {p.stem for p in (SHIPPED / "labels").iterdir()} == {r.id for r in rows}
    for label in (json.loads((SHIPPED / "labels" / f"{r.id}.json").read_text("utf-8")) for r in rows):
        for entity in label["entities"]:
            del entity["name"]
        for key, text in _strings(label, ""):
            assert key != "text"
            assert text in OURS or (len(text.split()) <= 1 and len(text) <= 20), f"{key}: {text!r}"


def _strings(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _strings(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part, key)


def test_every_shipped_label_tells_its_page_and_hash() -> None:
    for r in index(SHIPPED):
        assert r.url.startswith("http")
        assert len(bytes.fromhex(r.sha256)) == 32
        assert r.outlet in ("wikinews", "meantime")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not beside the checkout")
def test_the_shipped_labels_are_the_ones_that_people_wrote(tmp_path: Path) -> None:
    assert compile_folder(SHARED, SHARED / "articles", tmp_path / "bare", ONTOLOGY, texts=False) == []
    assert files(tmp_path / "bare") | {"README.md": ANY} == files(SHIPPED)
    assert pair(SHIPPED, SHARED / "articles", tmp_path / "full") == []
    for split, articles in (("dev", 30), ("train", 195)):
        gold = read_gold(tmp_path / "full", split)
        assert len(gold) == articles
        assert all(g.raw[m.start : m.end] == m.text for g in gold for m in g.mentions or ())
