"""Labels become layers; labels that do not fit their article are faults that say where, all at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.labels import compile_label, document
from pipeline.io.rows import tables
from pipeline.ontology.schema import load

CASES = Path(__file__).parents[1] / "cases/gold/quoted"
RAW = (CASES / "articles/g1.txt").read_bytes().decode()
ONTOLOGY = load()

Change = tuple[tuple[Any, ...], object]


def changed(*changes: Change) -> dict[str, Any]:
    """The label of g1 with values put at places; a value that is a function of what stands there is called."""
    label: dict[str, Any] = json.loads((CASES / "labels/g1.json").read_text("utf-8"))
    for (*way, last), value in changes:
        place: Any = label
        for step in way:
            place = place[step]
        place[last] = value
    return label


def read(*changes: Change) -> Document:
    return document("g1", RAW, changed(*changes), ONTOLOGY)


def faults(*changes: Change) -> tuple[str, ...]:
    return compile_label("g1", RAW, changed(*changes), ONTOLOGY).faults


def test_labels_become_layers() -> None:
    g1 = read()
    assert [(m.text, m.type, m.by) for m in g1.mentions or ()] == [
        ("Norvik", "ORG", "gold"),
        ("Telvia", "ORG", "gold"),
        ("Finnish", "NORP", "gold"),
        ("Norvik Group", "ORG", "gold"),
        ("Telvia", "ORG", "gold"),
    ]
    assert [t.relation for t in g1.triples or ()] == ["market_share", "competitor_of"]
    assert g1.stances is not None
    assert [t.relation for t in g1.stances.stances] == ["denies"]
    assert [(a.triple, a.source.name) for a in g1.stances.attributions] == [("1", "Telvia")]
    share = (g1.triples or ())[0]
    assert share.factuality == "possible"
    assert share.object.value is not None
    assert (share.object.value.value, share.object.value.unit) == (25, "%")
    assert g1.text is not None
    assert "Share this!" not in g1.text.body
    assert [c.reason for c in g1.text.cuts] == ["boilerplate"]


def test_every_span_is_the_raw_text_at_its_place() -> None:
    gold = read()
    for row in tables(gold)["triples"]:
        for part in (row["subject"], row["object"], row["cue"], row["evidence"], *row["qualifiers"].values()):
            assert gold.raw[part["start"] : part["end"]] == part["text"]


def test_refs_are_mentions_of_their_entity_and_arguments() -> None:
    g1 = read((("entities", 0, "refs"), [{"text": "It", "in": "It has a 25% share"}]))
    it = next(m for m in g1.mentions or () if m.text == "It")
    assert (it.kind, it.type, it.start) == ("pronoun", "ORG", 36)
    assert it in next(e for e in g1.entities or () if e.id == "norvik").mentions
    subject = (g1.triples or ())[0].subject
    assert (subject.text, subject.start, subject.name) == ("It", it.start, "Norvik Group")


def test_without_mention_or_ref_the_argument_is_the_evidence() -> None:
    share = (read().triples or ())[0]
    assert (share.subject.text, share.subject.name) == (share.evidence.text, "Norvik Group")


def test_a_name_in_the_evidence_goes_before_a_ref() -> None:
    g1 = read((("entities", 0, "refs"), [{"text": "a rival", "in": "is a rival of Telvia"}]))
    assert (g1.triples or ())[1].subject.text == "Norvik Group"
    assert next(m for m in g1.mentions or () if m.text == "a rival").kind == "description"


@pytest.mark.parametrize(
    ("text", "cue", "start"),
    [
        ("Oulu met Telvia. Later Oulu sued Telvia.", "sued", 23),
        ("Oulu sued Telvia. Later Oulu met Telvia.", "sued", 0),
        ("Oulu, sued, Oulu against Telvia", "sued", 0),
    ],
)
def test_of_several_names_the_nearest_to_the_cue_is_the_argument(text: str, cue: str, start: int) -> None:
    label = {
        "id": "a",
        "entities": [
            {"id": "o", "name": "Oulu", "type": "GPE", "aliases": ["Oulu"]},
            {"id": "t", "name": "Telvia", "type": "ORG", "aliases": ["Telvia"]},
        ],
        "triples": [{"s": "o", "r": "sues", "o": "t", "ev": text, "cue": cue}],
    }
    assert (document("a", text, label, ONTOLOGY).triples or ())[0].subject.start == start


def test_a_stance_may_be_towards_a_triple_and_a_cut_have_a_reason() -> None:
    g1 = read((("triples", 0, "target"), 1), (("boilerplate",), [{"text": "Share this!", "reason": "share"}]))
    assert g1.stances is not None
    assert g1.stances.stances[0].target == "1"
    assert g1.text is not None
    assert [c.reason for c in g1.text.cuts] == ["share"]


@pytest.mark.parametrize(
    ("norm", "unit", "kind"),
    [
        (25, "%", "PERCENT"),
        (2.5e9, "EUR", "MONEY"),
        (-3, "", "CARDINAL"),
        (4, "km", "QUANTITY"),
        ("2021", "date", "DATE"),
    ],
)
def test_the_unit_tells_the_type_of_a_value(norm: float | str, unit: str, kind: str) -> None:
    label = changed((("triples", 1, "o"), {"value": "25%", "norm": norm, "unit": unit}))
    share = (compile_label("g1", RAW, label, ONTOLOGY).document.triples or ())[0]
    assert share.object.type == kind
    assert share.object.value is not None
    assert (share.object.value.value, type(share.object.value.value)) == (norm, type(norm))


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        pytest.param(
            ("boilerplate",), ["Subscribe"], "boilerplate: 'Subscribe' does not stand in the text", id="nowhere"
        ),
        pytest.param(("boilerplate",), ["Telvia"], "boilerplate: 'Telvia' stands more than once", id="cut twice"),
        pytest.param(("boilerplate",), [""], "boilerplate: text: String should have at least 1 char", id="empty cut"),
        pytest.param(
            ("boilerplate",), [{"text": "Share this!", "reason": "x"}], "reason 'x' is none of ad,", id="reason"
        ),
        pytest.param(("boilerplate",), ["Share this!", "this!"], "cut 'this!': overlaps the one before", id="overlap"),
        pytest.param(("boilerplate",), [3], "boilerplate: Input should be a valid dictionary", id="number for a cut"),
        pytest.param(
            ("boilerplate",), ["denied the ban"], "triple 0 (denies): evidence touches boilerplate", id="cut evidence"
        ),
        pytest.param(
            ("triples", 0, "ev"), "Norvik admitted", "triple 0 (denies): evidence: 'Norvik admitted' does not", id="ev"
        ),
        pytest.param(("triples", 0, "ev"), "Telvia", "evidence: 'Telvia' stands more than once", id="evidence twice"),
        pytest.param(
            ("triples", 0, "cue"), "rival", "triple 0 (denies): cue: 'rival' does not stand in the evidence", id="cue"
        ),
        pytest.param(("triples", 0, "cue"), "", "triple 0 (denies): cue: String should have at least 1", id="no cue"),
        pytest.param(
            ("triples", 0, "r"), "sings", "triple 0 (sings): the ontology has no such relation", id="relation"
        ),
        pytest.param(("triples", 0, "s"), "nobody", "triple 0 (denies): s: 'nobody' is no entity", id="no entity"),
        pytest.param(("triples", 0, "s"), 3, "triple 0 (denies): s: ", id="number for a subject"),
        pytest.param(
            ("triples", 0, "o"), {}, "o: write an entity's id, {topic} or {value, norm, unit}", id="no phrase"
        ),
        pytest.param(("triples", 0, "o"), {"value": "ban"}, "o: a value wants norm and unit", id="bare value"),
        pytest.param(("triples", 0, "o"), {"topik": "ban"}, "o.topik: unknown field", id="misspelt"),
        pytest.param(
            ("triples", 0, "q"), {"market": "ban"}, "qualifier 'market' is none of place, time", id="qualifier"
        ),
        pytest.param(
            ("triples", 1, "q"), {"market": "Oulu"}, "market: 'Oulu' does not stand in the ev", id="qualifier text"
        ),
        pytest.param(("triples", 0, "target"), 9, "target 9: there are triples 0 to 2", id="no target"),
        pytest.param(("triples", 0, "target"), 0, "only a stance has a target, and not itself", id="its own target"),
        pytest.param(
            ("triples", 1, "target"), 0, "only a stance has a target, and not itself", id="target of no stance"
        ),
        pytest.param(
            ("triples", 1, "src"), "nobody", "triple 1 (market_share): src: 'nobody' is no entity", id="source"
        ),
        pytest.param(
            ("triples", 1, "fact"), "maybe", "triple 1 (market_share): fact: Input should be 'fact', ", id="fact"
        ),
        pytest.param(("triples", 1, "sorce"), "telvia", "triple 1 (market_share): sorce: unknown field", id="unknown"),
        pytest.param(
            ("triples", 1, "o"), {"value": "26%", "norm": 26, "unit": "%"}, "o: '26%' does not stand", id="no value"
        ),
        pytest.param(
            ("triples", 1, "o"), {"value": "25%", "norm": 25, "unit": "EUR"}, "'25%' is MONEY, wants PERCENT", id="unit"
        ),
        pytest.param(
            ("triples", 1, "o"), {"topic": "share"}, "o 'share' is TOPIC, wants PERCENT", id="attribute's topic"
        ),
        pytest.param(("triples", 1, "o"), "telvia", "o 'Telvia' is ORG, wants PERCENT", id="attribute's entity"),
        pytest.param(("triples", 1, "s"), {"topic": "It"}, "s 'It' is TOPIC, wants GPE, ORG, PRODUCT", id="domain"),
        pytest.param(
            ("triples", 2, "s"), "finnish", "s 'Finnish' is NORP, wants ORG, PERSON, PRODUCT", id="subject type"
        ),
        pytest.param(
            ("entities", 0, "type"), "FIRM", "entity norvik: type: Input should be 'PERSON'", id="entity type"
        ),
        pytest.param(
            ("entities", 0, "aliases"), ["Norvik AG"], "entity norvik: alias 'Norvik AG' does not", id="alias"
        ),
        pytest.param(
            ("entities", 0, "aliases"), ["Share"], "entity norvik: alias 'Share' does not stand", id="cut alias"
        ),
        pytest.param(
            ("entities", 0, "aliases"), ["Nor"], "entity norvik: alias 'Nor' does not stand", id="part of a word"
        ),
        pytest.param(("entities", 1, "id"), "norvik", "entity norvik: is there twice", id="same id"),
        pytest.param(("entities", 0), {"id": "x"}, "entity x: name: is missing", id="missing field"),
        pytest.param(("entities", 0), 7, "entity 0: Input should be a valid dictionary", id="number for an entity"),
        pytest.param(("id",), "g2", "id 'g2': is not the file's name", id="another id"),
        pytest.param(("published",), "6 May", "published: String should match pattern", id="date"),
        pytest.param(("readers",), 0, "readers: Input should be greater than or equal to 1", id="readers"),
        pytest.param(("title",), "x", "title: unknown field", id="unknown field"),
        pytest.param(("triples",), 3, "triples: Input should be a valid list", id="no list"),
    ],
)
def test_a_label_that_does_not_fit_says_where(at: tuple[Any, ...], value: object, told: str) -> None:
    with pytest.raises(GoldError, match=r"^g1: ") as error:
        read((at, value))
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ({"text": "a", "in": "Telvia"}, "'Telvia' stands more than once"),
        ({"text": "the firm", "in": "Norvik denied"}, "`text` stands 0 times as a word in `in`"),
        ({"text": "a", "in": "It has a 25% share of a market"}, "does not stand in the text"),
        (
            {"text": "It", "in": "denied the ban, Telvia said. It has a 25% share of the Finnish markets"},
            "does not stand",
        ),
        ({"text": "has", "in": "It has"}, None),
        ({"text": "Share", "in": "Share this!"}, "'Share' at 114: touches boilerplate"),
        ({"text": "Finnish", "in": "the Finnish"}, "is a name, or part of one: 'Finnish'"),
        ({"text": "Group", "in": "Norvik Group"}, "is a name, or part of one: 'Norvik Group'"),
        ({"text": "the Finnish market", "in": "of the Finnish market"}, None),
        ({"text": "it"}, "refs.0.in: is missing"),
    ],
)
def test_refs_stand_once_and_are_no_names(ref: dict[str, str], told: str | None) -> None:
    found = faults((("entities", 0, "refs"), [ref]))
    assert not found if told is None else any(told in fault for fault in found), found


def test_the_same_words_stand_for_one_thing() -> None:
    refs = [{"text": "It", "in": "It has"}]
    found = faults((("entities", 0, "refs"), refs), (("entities", 1, "refs"), refs))
    assert found == ("entity telvia: 'It' at 36: the same words stand for norvik",)


def test_all_faults_of_an_article_are_told_together() -> None:
    found = faults(
        (("boilerplate",), ["Subscribe"]),
        (("entities", 0, "aliases"), ["Norvik", "Norvik AG"]),
        (("triples", 0, "cue"), "rival"),
        (("triples", 0, "q"), {"market": "ban"}),
        (("triples", 1, "fact"), "maybe"),
        (("triples", 1, "sorce"), "x"),
        (("triples", 2, "ev"), "Norvik Group is not a rival of Telvia"),
        (("triples", 2, "s"), "finnish"),
    )
    assert [fault.split(": ")[0] for fault in found] == [
        "boilerplate",
        "entity norvik",
        "triple 0 (denies)",
        "triple 1 (market_share)",
        "triple 1 (market_share)",
        "triple 2 (competitor_of)",
        "triple 2 (competitor_of)",
        "triple 0 (denies)",
    ]
    assert "is NORP" in found[-2]
    assert "qualifier 'market'" in found[-1]


@pytest.mark.parametrize("label", [None, 3, "text", [], {}, {"id": "g1"}, {"id": "g1", "entities": []}])
def test_what_is_no_label_is_a_fault(label: object) -> None:
    with pytest.raises(GoldError, match=r"^g1: "):
        document("g1", RAW, label, ONTOLOGY)
