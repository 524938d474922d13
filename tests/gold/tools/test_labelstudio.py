"""Label Studio: its config, its offsets, what annotators change, what is broken."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.tools import labelstudio
from pipeline.gold.tools.units import utf16
from tests.gold.documents import ONTOLOGY
from tests.gold.tools.sample import RAW, SAMPLE, triple

Json = dict[str, Any]
TASKS: list[Json] = json.loads(labelstudio.write([SAMPLE], ONTOLOGY)["tasks.json"])


def read(change: Callable[[Json, list[Json]], object]) -> Document:
    """The document after a change of the task and its results."""
    tasks = copy.deepcopy(TASKS)
    change(tasks[0], tasks[0]["annotations"][0]["result"])
    return labelstudio.read({"export.json": json.dumps(tasks).encode()}, ONTOLOGY)[0]


def region(results: list[Json], label: str, text: str) -> str:
    """The id of the first region with this label and text."""
    return next(
        r["id"]
        for r in results
        if r["type"] == "labels" and (r["value"]["labels"], r["value"]["text"]) == ([label], text)
    )


def field(results: list[Json], id: str, name: str) -> Json:
    return next(r for r in results if r.get("id") == id and r["from_name"] == name)


def test_every_result_fits_the_config() -> None:
    config = etree.fromstring(labelstudio.write([SAMPLE], ONTOLOGY)["labels.xml"])
    controls = {c.get("name"): [v.get("value") for v in c] for c in config if c.get("toName") == "text"}
    relations = {r.get("value") for r in config.find("Relations")}
    assert {r.name for r in ONTOLOGY} == set(controls["triple"])
    for result in TASKS[0]["annotations"][0]["result"]:
        if result["type"] == "relation":
            assert set(result["labels"]) <= relations
            continue
        chosen = result["value"].get("labels") or result["value"].get("choices") or []
        assert set(chosen) <= set(controls[result["from_name"]])
        assert result["to_name"] == config.find("Text").get("name")
    kinds = {"Labels": "labels", "Choices": "choices", "TextArea": "textarea"}
    tags = {c.get("name"): kinds.get(c.tag) for c in config}
    assert all(tags[r["from_name"]] == r["type"] for r in TASKS[0]["annotations"][0]["result"] if "from_name" in r)


def test_offsets_are_code_points() -> None:
    for result in TASKS[0]["annotations"][0]["result"]:
        if result["type"] == "labels":
            value = result["value"]
            assert RAW[value["start"] : value["end"]] == value["text"]


def test_offsets_of_old_editors_are_utf_16() -> None:
    def old(task: Json, results: list[Json]) -> None:
        for value in (r["value"] for r in results if "value" in r):
            value["start"], value["end"] = utf16(RAW)(value["start"]), utf16(RAW)(value["end"])

    assert read(old) == SAMPLE


def test_offsets_may_be_written_as_text() -> None:
    def quoted(task: Json, results: list[Json]) -> None:
        for value in (r["value"] for r in results if "value" in r):
            value["start"], value["end"] = str(value["start"]), str(value["end"])

    assert read(quoted) == SAMPLE


def test_the_editor_writes_line_breaks_its_own_way() -> None:
    def shown(task: Json, results: list[Json]) -> None:
        for r in results:
            if r["type"] == "labels":
                r["value"]["text"] = r["value"]["text"].replace("\r\n", "\\n\\n").replace("\n", "\\n")

    assert read(shown) == SAMPLE


def test_another_factuality() -> None:
    def change(task: Json, results: list[Json]) -> None:
        id = region(results, "market_share", "share")
        field(results, id, "factuality")["value"]["choices"] = ["negated"]

    assert read(change) == replace(
        SAMPLE, triples=(replace(triple(SAMPLE, "1"), factuality="negated"), triple(SAMPLE, "2"))
    )


def test_a_moved_subject_drawn_from_right_to_left() -> None:
    def change(task: Json, results: list[Json]) -> None:
        id = region(results, "market_share", "share")
        old = next(r for r in results if r.get("from_id") == id and r["labels"] == ["Subject"])
        results.remove(old)
        telvia = region(results, "ORG", "Telvia")
        results.append({"type": "relation", "from_id": telvia, "to_id": id, "direction": "left", "labels": ["Subject"]})

    assert triple(read(change), "1").subject.name == "Telvia"


def test_a_deleted_triple() -> None:
    def change(task: Json, results: list[Json]) -> None:
        id = region(results, "market_share", "share")
        results[:] = [r for r in results if id not in (r.get("id"), r.get("from_id"), r.get("to_id"))]

    assert read(change) == replace(SAMPLE, triples=(triple(SAMPLE, "2"),))


def test_a_new_triple_gets_the_next_number() -> None:
    def change(task: Json, results: list[Json]) -> None:
        start, norvik = RAW.index("denies"), region(results, "ORG", "Norvik")
        value = {"start": start, "end": start + 6, "text": "denies", "labels": ["rejects"]}
        results.append({"id": "Dx_aB9", "from_name": "triple", "to_name": "text", "type": "labels", "value": value})
        for label in ("Subject", "Object"):
            results.append({"type": "relation", "from_id": "Dx_aB9", "to_id": norvik, "labels": [label]})

    assert triple(read(change), "3").relation == "rejects"


def test_of_several_annotations_the_last_that_was_not_cancelled_counts() -> None:
    def change(task: Json, results: list[Json]) -> None:
        task["annotations"] = [{"result": []}, task["annotations"][0], {"result": [], "was_cancelled": True}]

    assert read(change) == SAMPLE


def test_a_task_without_annotation_has_no_labels() -> None:
    bare = read(lambda task, results: task.update(annotations=[]))
    assert (bare.mentions, bare.triples, bare.raw) == ((), (), RAW)


def drop_label(task: Json, results: list[Json]) -> None:
    del results[0]


def two_labels(task: Json, results: list[Json]) -> None:
    results.append({**results[0], "from_name": "mention"})


def unlabelled_arrow(task: Json, results: list[Json]) -> None:
    next(r for r in results if r["type"] == "relation")["labels"] = []


def loose_arrow(task: Json, results: list[Json]) -> None:
    next(r for r in results if r["type"] == "relation")["to_id"] = "gone"


def strange_field(task: Json, results: list[Json]) -> None:
    next(r for r in results if r["type"] == "textarea")["from_name"] = "mood"


def two_entries(task: Json, results: list[Json]) -> None:
    next(r for r in results if r["from_name"] == "entity")["value"]["text"] = ["e1", "e2"]


BROKEN: dict[str, Callable[[Json, list[Json]], object]] = {
    "a field without a label": drop_label,
    "labelled twice": two_labels,
    "has no label, or several": unlabelled_arrow,
    "an end of it is no mark": loose_arrow,
    "field 'mood'": strange_field,
    "has 2 entries": two_entries,
    "text was changed": lambda task, results: task["data"].update(text=RAW + "More."),
    "no task in Label Studio's JSON": lambda task, results: task.pop("data"),
    "mention 'CITY': unknown; take one of PERSON": lambda task, results: next(
        r for r in results if r["from_name"] == "mention"
    )["value"].update(labels=["CITY"]),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_export_is_an_error_that_says_where(message: str) -> None:
    with pytest.raises(GoldError, match=rf"^export\.json task 1.*{message}"):
        read(BROKEN[message])


@pytest.mark.parametrize("content", [b"[{", b'{"a": 1}', b"[1]", b"\xff"])
def test_what_is_no_export_is_an_error(content: bytes) -> None:
    with pytest.raises(GoldError, match=r"^export\.json: not .*; export from Label Studio as JSON"):
        labelstudio.read({"export.json": content}, ONTOLOGY)
