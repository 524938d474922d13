"""Prodigy: tokens and spans that spaCy agrees with, what annotators change, what is broken."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.tools import prodigy
from tests.gold.documents import ONTOLOGY, gold_documents
from tests.gold.tools.sample import RAW, SAMPLE, triple

Json = dict[str, Any]
VOCAB = spacy.blank("en").vocab


def task_of(document: Document) -> Json:
    (line,) = prodigy.write([document], ONTOLOGY)["gold.jsonl"].decode().removesuffix("\n").split("\n")
    task: Json = json.loads(line)
    return task


TASK = task_of(SAMPLE)


def read(change: Callable[[Json], object]) -> list[Document]:
    task = copy.deepcopy(TASK)
    change(task)
    return prodigy.read({"out.jsonl": json.dumps(task).encode() + b"\n\n"}, ONTOLOGY)


def span(task: Json, label: str) -> Json:
    """The first span with this label."""
    found: Json = next(s for s in (*task["spans"], *task["beneath"]["spans"]) if s["label"] == label)
    return found


@settings(max_examples=50)
@given(document=gold_documents())
def test_spacy_rebuilds_the_text_and_finds_every_span_on_its_tokens(document: Document) -> None:
    task = task_of(document)
    tokens = task["tokens"]
    doc = Doc(VOCAB, [t["text"] for t in tokens], [t["ws"] for t in tokens])
    assert doc.text == document.raw == task["text"]
    assert [t.idx for t in doc] == [t["start"] for t in tokens]
    for s in (*task["spans"], *task["beneath"]["spans"]):
        found = doc.char_span(s["start"], s["end"])
        assert found is not None
        assert (found.start, found.end, found.text) == (s["token_start"], s["token_end"] + 1, s["text"])


@settings(max_examples=50)
@given(document=gold_documents())
def test_spans_that_are_shown_do_not_overlap_and_carry_their_relations(document: Document) -> None:
    task = task_of(document)
    places = sorted((s["token_start"], s["token_end"]) for s in task["spans"])
    assert all(end < start for (_, end), (start, _) in pairwise(places))
    shown = {s["id"] for s in task["spans"]}
    for relation in task["relations"]:
        for end in ("head", "child"):
            assert relation[f"{end}_span"]["id"] in shown
            assert relation[end] == relation[f"{end}_span"]["token_end"]


def test_the_core_of_a_triple_is_shown_and_its_evidence_beneath() -> None:
    assert {"denies", "market_share:planned", "bans"} <= {s["label"] for s in TASK["spans"]}
    assert ("denies", "Subject", "ORG") in {
        (r["head_span"]["label"], r["label"], r["child_span"]["label"]) for r in TASK["relations"]
    }
    assert {s["label"] for s in TASK["beneath"]["spans"]} >= {"Evidence", "Title"}


def test_labels_are_listed_for_the_recipe() -> None:
    files = prodigy.write([SAMPLE], ONTOLOGY)
    spans, relations = (files[f"{name}.txt"].decode().split("\n") for name in ("spans", "relations"))
    assert {"ORG", "bans", "bans:planned", "Evidence"} <= set(spans)
    assert {"Subject", "Content", "time"} <= set(relations)


def test_another_factuality_is_another_label() -> None:
    def change(task: Json) -> None:
        span(task, "market_share:planned")["label"] = "market_share:negated"
        for r in (*task["relations"], *task["beneath"]["relations"]):
            for end in (r["head_span"], r["child_span"]):
                end["label"] = end["label"].replace("market_share:planned", "market_share:negated")

    assert read(change) == [
        replace(SAMPLE, triples=(replace(triple(SAMPLE, "1"), factuality="negated"), triple(SAMPLE, "2")))
    ]


def test_a_moved_subject_drawn_in_prodigy_has_no_ids() -> None:
    def change(task: Json) -> None:
        head = span(task, "market_share:planned")
        old = next(r for r in task["relations"] if r["label"] == "Subject" and r["head_span"]["id"] == head["id"])
        task["relations"].remove(old)
        telvia = next(s for s in task["spans"] if s["text"] == "Telvia")
        ends = {
            f"{end}_span": {k: v for k, v in s.items() if k not in ("id", "fields", "text")}
            for end, s in (("head", head), ("child", telvia))
        }
        task["relations"].append({**ends, "head": head["token_end"], "child": telvia["token_end"], "label": "Subject"})

    (changed,) = read(change)
    assert triple(changed, "1").subject.name == "Telvia"


def test_a_deleted_triple() -> None:
    def change(task: Json) -> None:
        gone = span(task, "market_share:planned")["id"]
        for part in (task, task["beneath"]):
            part["spans"] = [s for s in part["spans"] if s["id"] != gone]
            part["relations"] = [r for r in part["relations"] if r["head_span"]["id"] != gone]

    assert read(change) == [replace(SAMPLE, triples=(triple(SAMPLE, "2"),))]


@pytest.mark.parametrize(("answer", "left"), [("accept", 1), ("reject", 0), ("ignore", 0)])
def test_tasks_that_were_not_accepted_are_left_out(answer: str, left: int) -> None:
    assert len(read(lambda task: task.update(answer=answer))) == left


def test_a_relation_between_spans_that_cannot_be_told_apart_is_an_error() -> None:
    def change(task: Json) -> None:
        twin = dict(span(task, "bans"), id="other")
        task["spans"].append(twin)
        for r in task["relations"]:
            r["head_span"].pop("id")

    with pytest.raises(GoldError, match=r"out\.jsonl line 1 relation \w+ \(head_span\): 2 spans 'bans' at"):
        read(change)


BROKEN: dict[str, Callable[[Json], object]] = {
    "span CITY at 0-3: unknown label": lambda task: task["spans"].append({"start": 0, "end": 3, "label": "CITY"}),
    "span ORG:planned at 0-3": lambda task: task["spans"].append({"start": 0, "end": 3, "label": "ORG:planned"}),
    "factuality 'sure'": lambda task: span(task, "bans").update(label="bans:sure"),
    "is no part of": lambda task: task["spans"].append({"start": 0, "end": 3000, "label": "ORG"}),
    "no task that": lambda task: task.pop("meta"),
    "text was changed": lambda task: task.update(text=RAW + "More."),
    "no spans 'ORG' at 0-1": lambda task: task["relations"][0].update(
        child_span={"start": 0, "end": 1, "label": "ORG"}
    ),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_line_is_an_error_that_says_where(message: str) -> None:
    def change(task: Json) -> None:
        if "sure" in message:
            task["relations"], task["beneath"]["relations"] = [], []
        BROKEN[message](task)

    with pytest.raises(GoldError, match=rf"^out\.jsonl line 1.*{message}"):
        read(change)


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\n\n{]"])
def test_what_is_no_task_is_an_error(content: bytes) -> None:
    with pytest.raises(GoldError, match=r"^out\.jsonl line \d: not .*prodigy db-out"):
        prodigy.read({"out.jsonl": content}, ONTOLOGY)
