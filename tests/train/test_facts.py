"""Readers of relation sets, on tiny files in the form in which the sets come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import CorpusError
from pipeline.train import facts
from pipeline.train.facts import Told

PASSAGE = "Ada Roe runs Norvik. She was born in 1951 in Oslo."


def passage(**changed: Any) -> dict[str, Any]:
    """A passage of KnowledgeNet that begins at the hundredth character of its document."""

    def fact(label: str, subject: str, object_: str) -> dict[str, Any]:
        at, to = PASSAGE.index(subject), PASSAGE.index(object_)
        return {
            "property": label, "subjectStart": 100 + at, "subjectEnd": 100 + at + len(subject),
            "objectStart": 100 + to, "objectEnd": 100 + to + len(object_),
        }  # fmt: skip

    told = [
        fact("CEO", "Norvik", "Ada Roe"), fact("EMPLOYEE_OR_MEMBER_OF", "Ada Roe", "Norvik"),
        fact("DATE_OF_BIRTH", "She", "1951"), fact("PLACE_OF_BIRTH", "Ada Roe", "Oslo"),
    ]  # fmt: skip
    row = {"fold": 1, "documentId": "7", "passageStart": 100, "passageEnd": 150, "passageText": PASSAGE}
    return row | {"properties": ["CEO", "DATE_OF_BIRTH"], "facts": told} | changed


def knowledgenet(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "knowledgenet/train_passages.RECON.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(json.dumps(row) for row in rows), "utf-8")
    return folder


def written(folder: Path, path: str, content: object) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(content), "utf-8")
    return folder


def plain(told: Told) -> list[tuple[str, tuple[str, ...], str]]:
    """Facts as (subject, readings, object), a swapped reading with "~"."""
    return [
        (
            " ".join(told.words[at] for at in fact.subject),
            tuple("~" * reading.swapped + reading.relation for reading in fact.readings),
            " ".join(told.words[at] for at in fact.object),
        )
        for fact in told.facts
    ]


def test_knowledgenet(tmp_path: Path) -> None:
    first, second = facts.read("knowledgenet", "train", knowledgenet(tmp_path, passage()))
    assert first.words == ("Ada", "Roe", "runs", "Norvik", ".")
    # Chief executive and employee are one fact, in the reading that both allow; Oslo stands in another sentence.
    assert plain(first) == [("Norvik", ("~leads",), "Ada Roe")]
    assert plain(second) == [("She", ("born_on",), "1951")]
    assert first.exhaustive
    assert first.settled == second.settled == {"born_on"}


def test_a_passage_without_a_fact_settles_what_it_was_searched_for(tmp_path: Path) -> None:
    rows = [passage(facts=[], properties=["EDUCATED_AT"]), passage(facts=[], properties=["SPOUSE"], passageText="No.")]
    told = list(facts.read("knowledgenet", "train", knowledgenet(tmp_path, *rows)))
    assert [(one.facts, one.settled) for one in told] == [((), {"educated_at"})] * 2


@pytest.mark.parametrize(("split", "folds"), facts.FOLDS.items())
def test_the_fourth_fold_is_for_measuring(split: str, folds: tuple[int, ...], tmp_path: Path) -> None:
    rows = [passage(fold=fold, passageText=f"{fold}{PASSAGE}") for fold in (1, 2, 3, 4)]
    assert [row["fold"] for row in facts.passages(knowledgenet(tmp_path, *rows), split)] == list(folds)
    assert (4 in folds) == (split == "test")


def test_a_fact_told_both_ways_round_is_one(tmp_path: Path) -> None:
    wed = [dict(passage()["facts"][0], property="SPOUSE"), dict(passage()["facts"][1], property="SPOUSE")]
    (told, *_) = facts.read("knowledgenet", "train", knowledgenet(tmp_path, passage(facts=wed)))
    assert plain(told) == [("Norvik", ("family_of", "~family_of"), "Ada Roe")]


def test_core(tmp_path: Path) -> None:
    context = "Norvik bought Tarn Dairy , Inc .".split()
    row = {"context": context, "e1_start": 0, "e1_end": 0, "e2_start": 2, "e2_end": 3}
    rows = [
        row | {"relation": "acquired_by", "invert_relation": 1},
        row | {"relation": "undefined"} | {"invert_relation": 0},
    ]
    (told,) = facts.read("core", "train", written(tmp_path, "core/dataset/train.json", rows))
    assert told.words == ("Norvik", "bought", "Tarn", "Dairy", ",", "Inc.")
    assert plain(told) == [("Tarn Dairy", ("~acquires",), "Norvik")]
    assert not told.exhaustive
    assert not told.settled


def test_fire(tmp_path: Path) -> None:
    row = {
        "tokens": "Tarn sold a Norvik unit in Oslo".split(),
        "entities": [
            {"type": "Company", "start": 0, "end": 1}, {"type": "BusinessUnit", "start": 3, "end": 5},
            {"type": "Location", "start": 6, "end": 7}, {"type": "Date", "start": 2, "end": 3},
        ],
        "relations": [
            {"head": 0, "tail": 1, "type": "ActionSell"}, {"head": 1, "tail": 2, "type": "Locatedin"},
            {"head": 0, "tail": 3, "type": "ActionSell"},
        ],
    }  # fmt: skip
    (told,) = facts.read("fire", "train", written(tmp_path, "fire/fire_train.RECON.json", [row]))
    assert plain(told) == [("Tarn", ("sells",), "Norvik unit"), ("Norvik unit", ("based_in",), "Oslo")]


def re_docred(folder: Path, *labels: dict[str, Any]) -> Path:
    document = {
        "sents": ["Ada Roe left Oslo .".split(), ["", "Roe", "likes", "Oslo", "in", "Norway"]],
        "vertexSet": [
            [
                {"pos": [0, 2], "sent_id": 0, "type": "PER"}, {"pos": [1, 2], "sent_id": 1, "type": "PER"},
            ],
            [{"pos": [3, 4], "sent_id": 0, "type": "LOC"}, {"pos": [3, 4], "sent_id": 1, "type": "LOC"}],
            [{"pos": [5, 6], "sent_id": 1, "type": "LOC"}],
        ],
        "labels": list(labels),
    }  # fmt: skip
    return written(folder, "re-docred/data/dev_revised.json", [document])


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ({"r": "P551", "h": 0, "t": 1, "evidence": []}, ("Roe", ("based_in",), "Oslo")),  # the nearest two
        ({"r": "P551", "h": 0, "t": 1, "evidence": [0]}, ("Ada Roe", ("based_in",), "Oslo")),
        ({"r": "P131", "h": 1, "t": 2, "evidence": [1]}, ("Oslo", ("located_in",), "Norway")),
        ({"r": "P131", "h": 1, "t": 2, "evidence": [0]}, None),
        ({"r": "P112", "h": 1, "t": 2, "evidence": []}, None),
        ({"r": "P1412", "h": 0, "t": 2, "evidence": []}, None),
    ],
)
def test_re_docred(label: dict[str, Any], expected: tuple[str, tuple[str, ...], str] | None, tmp_path: Path) -> None:
    told = list(facts.read("re-docred", "train", re_docred(tmp_path, label)))
    assert [fact for one in told for fact in plain(one)] == ([expected] if expected else [])


def test_a_relation_is_capped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    capped = facts.meanings.load()["re-docred"].model_copy(update={"cap": {"located_in": 1}})
    monkeypatch.setattr(facts.meanings, "load", lambda: {"re-docred": capped})
    labels = [{"r": "P131", "h": 1, "t": 2, "evidence": [1]}, {"r": "P131", "h": 2, "t": 1, "evidence": [1]}]
    (told,) = facts.read("re-docred", "train", re_docred(tmp_path, *labels))
    assert plain(told) == [("Oslo", ("located_in",), "Norway")]


def test_fewrel(tmp_path: Path) -> None:
    row = {
        "tokens": "Ada Roe , daughter of Ben Roe".split(),
        "h": ["ada roe", "Q1", [[0, 1]]],
        "t": ["ben roe", "Q2", [[5, 6]]],
    }
    data = written(tmp_path, "fewrel/data/val_wiki.json", {"P22": [], "P25": [row], "P177": [row]})
    (told,) = facts.read("fewrel", "train", data)
    assert plain(told) == [("Ada Roe", ("family_of", "~family_of"), "Ben Roe")]


@pytest.mark.parametrize("name", facts.READERS)
def test_a_missing_file_and_an_unknown_split_are_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=rf"{tmp_path}.*not found"):
        list(facts.read(name, "train", tmp_path))
    with pytest.raises(CorpusError, match=f"{name}.*'other'"):
        list(facts.read(name, "other", tmp_path))


def test_an_unknown_set_and_a_file_of_another_form_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="'nyt'"):
        list(facts.read("nyt", "train", tmp_path))
    with pytest.raises(CorpusError, match="'core': a file is not in its expected form"):
        list(facts.read("core", "train", written(tmp_path, "core/dataset/train.json", [{"context": []}])))
