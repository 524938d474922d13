"""The labelled articles as training sentences, on a tiny folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import CorpusError
from pipeline.train import gold

RAW = """Norvik Energy denies ban

Norvik's chief Olena Roe, of Oslo, denied it. Norvik Energy-backed firms in Oslo did not.

Share this story of Oslo!
"""
LABEL = {
    "boilerplate": ["Share this story of Oslo!"],
    "entities": [
        {"name": "Norvik Energy", "type": "ORG", "aliases": ["Norvik", "Norvik Energy"]},
        {"name": "Olena Roe", "type": "PERSON", "aliases": ["Olena Roe", "Roe"]},
        {"name": "Oslo", "type": "GPE", "aliases": ["Oslo"]},
    ],
}


def folder(path: Path, raw: str = RAW, label: object = LABEL) -> Path:
    (path / "articles").mkdir()
    (path / "labels").mkdir()
    (path / "index.tsv").write_text("id\tsplit\tsource\na1\ttrain\tx\na2\tdev\tx\n", "utf-8")
    for name in ("a1", "a2"):
        (path / f"articles/{name}.txt").write_text(raw if name == "a1" else "Telvia fell.", "utf-8")
        given = label if name == "a1" else {"entities": [{"name": "Telvia", "type": "ORG", "aliases": ["Telvia"]}]}
        (path / f"labels/{name}.json").write_text(json.dumps(given), "utf-8")
    return path


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
    assert list(gold.read(tmp_path, "test")) == []


def test_an_alias_inside_a_word_is_no_name(tmp_path: Path) -> None:
    label = {"entities": [{"name": "Roe", "type": "PERSON", "aliases": ["Roe"]}]}
    (sentence,) = gold.read(folder(tmp_path, "Roemer met Roe and heRoe.", label), "train")
    assert [w for w, t in zip(sentence.words, sentence.names or (), strict=True) if t != "O"] == ["Roe"]


def test_an_alias_of_two_entities_has_the_same_type_every_time(tmp_path: Path) -> None:
    entities = [{"name": "Oslo", "type": type_, "aliases": ["Oslo"]} for type_ in ("ORG", "GPE", "LOC", "FAC")]
    for at, order in enumerate((entities, entities[::-1])):
        (tmp_path / str(at)).mkdir()
        (sentence,) = gold.read(folder(tmp_path / str(at), "Oslo fell.", {"entities": order}), "train")
        assert sentence.names == ("B-FAC", "O", "O")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"index\.tsv"):
        list(gold.read(tmp_path, "train"))
