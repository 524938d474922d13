"""The labelled articles as training sentences, on a tiny folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import GoldError
from pipeline.gold.compile import compile_folder
from pipeline.ontology.schema import load
from pipeline.train import gold

RAW = """Norvik Energy denies ban

Norvik's chief Olena Roe, of Oslo, denied it. Norvik Energy-backed firms in Oslo did not.

Share this story of Oslo!
"""
LABEL: dict[str, Any] = {
    "boilerplate": ["Share this story of Oslo!"],
    "entities": [
        {"id": "n", "name": "Norvik Energy", "type": "ORG", "aliases": ["Norvik", "Norvik Energy"]},
        {"id": "r", "name": "Olena Roe", "type": "PERSON", "aliases": ["Olena Roe", "Roe"]},
        {"id": "o", "name": "Oslo", "type": "GPE", "aliases": ["Oslo"]},
    ],
    "triples": [],
}
TELVIA: dict[str, Any] = {
    "entities": [{"id": "t", "name": "Telvia", "type": "ORG", "aliases": ["Telvia"]}],
    "triples": [],
}


def folder(path: Path, raw: str = RAW, label: dict[str, Any] = LABEL) -> Path:
    """A gold folder of two articles, a1 in train and a2 in dev."""
    quoted = path / "quoted"
    (quoted / "articles").mkdir(parents=True)
    (quoted / "labels").mkdir()
    (quoted / "index.tsv").write_text("id\tsplit\na1\ttrain\na2\tdev\n", "utf-8")
    for name, text, given in (("a1", raw, label), ("a2", "Telvia fell.", TELVIA)):
        (quoted / f"articles/{name}.txt").write_text(text, "utf-8")
        (quoted / f"labels/{name}.json").write_text(json.dumps({"id": name, **given}), "utf-8")
    assert compile_folder(quoted, quoted / "articles", path / "gold", load()) == []
    return path / "gold"


def test_every_place_of_every_alias_is_a_name(tmp_path: Path) -> None:
    found = list(gold.read(folder(tmp_path), "train"))
    assert [" ".join(s.words) for s in found] == [
        "Norvik Energy denies ban",
        "Norvik 's chief Olena Roe , of Oslo , denied it .",
        "Norvik Energy - backed firms in Oslo did not .",
    ]
    assert [" ".join(s.names or ()) for s in found] == [
        "B-ORG I-ORG O O",
        "B-ORG O O B-PERSON I-PERSON O O B-GPE O O O O",
        "B-ORG I-ORG O O O O B-GPE O O O",
    ]


def test_a_split_is_read_for_itself(tmp_path: Path) -> None:
    assert [s.words for s in gold.read(folder(tmp_path), "dev")] == [("Telvia", "fell", ".")]
    with pytest.raises(GoldError, match="no article of split 'test'"):
        list(gold.read(tmp_path / "gold", "test"))


def test_an_alias_inside_a_word_is_no_name(tmp_path: Path) -> None:
    label = {"entities": [{"id": "r", "name": "Roe", "type": "PERSON", "aliases": ["Roe"]}], "triples": []}
    (sentence,) = gold.read(folder(tmp_path, "Roemer met Roe and heRoe.", label), "train")
    assert [w for w, t in zip(sentence.words, sentence.names or (), strict=True) if t != "O"] == ["Roe"]


def test_an_alias_of_two_entities_has_the_same_type_every_time(tmp_path: Path) -> None:
    entities = [
        {"id": type_, "name": "Oslo", "type": type_, "aliases": ["Oslo"]} for type_ in ("ORG", "GPE", "LOC", "FAC")
    ]
    for at, order in enumerate((entities, entities[::-1])):
        label = {"entities": order, "triples": []}
        (sentence,) = gold.read(folder(tmp_path / str(at), "Oslo fell.", label), "train")
        assert sentence.names == ("B-FAC", "O", "O")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"index\.tsv"):
        list(gold.read(tmp_path, "train"))
