"""What is wrong with a gold document, whoever made it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Argument, Attribution, Cut, Document, Quote, Stances, Value
from pipeline.flow import Flow
from pipeline.gold.faults import REASONS, faults_in, faults_of
from pipeline.gold.folder import index, read_gold
from pipeline.gold.lines import text_of
from pipeline.ontology.schema import load
from pipeline.stages.clean.stage import Clean

CASES = Path(__file__).parents[1] / "cases/evaluate/gold"
RAW = Path(__file__).parents[2] / "corpus/raw"
ONTOLOGY = load()
G1 = read_gold(CASES, "dev")[0]
SHARE, RIVAL = G1.triples or ()
SAID = G1.stances or Stances()
DENIES = SAID.stances[0]


def with_share(**change: Any) -> Document:
    return replace(G1, triples=(replace(SHARE, **change), RIVAL))


def with_denial(**change: Any) -> Document:
    return replace(G1, stances=replace(SAID, stances=(replace(DENIES, **change),)))


def with_entity(**change: Any) -> Document:
    first, *rest = G1.entities or ()
    return replace(G1, entities=(replace(first, **change), *rest))


def topic(text: str) -> Argument:
    return Argument("TOPIC", text, SHARE.evidence.start, SHARE.evidence.end)


def test_what_people_wrote_is_without_fault() -> None:
    for split in ("dev", "test"):
        for document in read_gold(CASES, split):
            assert faults_of(document, ONTOLOGY) == []


@pytest.mark.parametrize(
    ("document", "told"),
    [
        pytest.param(replace(G1, text=None), "no layer text", id="no text"),
        pytest.param(
            with_share(relation="sings"), "triple 1 (sings): the ontology has no such relation", id="relation"
        ),
        pytest.param(with_share(family="event"), "family 'event': the relation is of family 'attribute'", id="family"),
        pytest.param(with_share(subject=topic("it")), "s 'it' is TOPIC, wants GPE, ORG, PRODUCT", id="domain"),
        pytest.param(with_share(object=RIVAL.object), "o 'Telvia' is ORG, wants PERCENT", id="range"),
        pytest.param(
            with_share(subject=replace(SHARE.subject, entity="x")), "s 'x' is no entity of this article", id="entity"
        ),
        pytest.param(with_share(cue=Quote("Norvik", 0, 6)), "cue 'Norvik' is empty or not inside", id="cue elsewhere"),
        pytest.param(with_share(cue=Quote("", 40, 40)), "cue '' is empty or not inside the evidence", id="empty cue"),
        pytest.param(
            with_share(qualifiers=(("market", Quote("Norvik", 0, 6)),)), "market 'Norvik' is empty or", id="qualifier"
        ),
        pytest.param(
            with_share(qualifiers=(("of", Quote("It", 36, 38)),)),
            "qualifier 'of' is none of market, place",
            id="unknown",
        ),
        pytest.param(with_share(target="0"), "target 0: only a stance has a target", id="target of no stance"),
        pytest.param(with_denial(target="0"), "target 0: only a stance has a target, and not itself", id="own target"),
        pytest.param(with_denial(target="7"), "target '7' is no triple of this article", id="target"),
        pytest.param(with_denial(id="1"), "triple 1 (denies): the id is there 2 times", id="id twice"),
        pytest.param(
            with_denial(object=replace(topic("a b c d e f g h i j k"), start=0, end=6)),
            "longer than 10 words",
            id="long",
        ),
        pytest.param(
            replace(G1, triples=(SHARE, RIVAL, replace(RIVAL, id="9"))),
            "triple 9 (competitor_of): says the same",
            id="twice",
        ),
        pytest.param(replace(G1, triples=(SHARE, RIVAL, DENIES)), "triple 0 (denies): stands in the wrong", id="layer"),
        pytest.param(with_entity(id="telvia"), "entity telvia: is there 2 times", id="entity twice"),
        pytest.param(with_entity(type="DATE"), "entity norvik: type 'DATE' is none of PERSON", id="type"),
        pytest.param(
            replace(G1, stances=replace(SAID, attributions=(Attribution("7", RIVAL.object, SHARE.cue),))),
            "attribution: '7' is no triple of this article",
            id="attribution",
        ),
        pytest.param(
            replace(
                G1,
                stances=replace(SAID, attributions=(Attribution("1", replace(RIVAL.object, entity="x"), SHARE.cue),)),
            ),
            "attribution of triple 1: 'x' is no entity",
            id="source",
        ),
    ],
)
def test_faults_say_where_and_what(document: Document, told: str) -> None:
    assert any(told in fault for fault in faults_of(document, ONTOLOGY)), faults_of(document, ONTOLOGY)


def test_a_number_whose_unit_is_open_fits_any_value_but_no_entity() -> None:
    price = replace(SHARE, relation="sentence", object=replace(SHARE.object, value=Value("life", "")), qualifiers=())
    person = replace(SHARE.subject, type="PERSON")
    assert faults_of(replace(G1, triples=(replace(price, subject=person),)), ONTOLOGY) == []
    ban = replace(price, relation="bans", family="event", subject=person)
    assert any("o '25%'" in fault for fault in faults_of(replace(G1, triples=(ban,)), ONTOLOGY))


def test_the_same_said_by_two_is_two() -> None:
    twice = replace(SHARE, id="9")
    heard = Attribution("9", replace(RIVAL.object, entity="norvik"), SHARE.cue)
    said = replace(SAID, attributions=(*SAID.attributions, heard))
    assert faults_of(replace(G1, triples=(SHARE, RIVAL, twice), stances=said), ONTOLOGY) == []


def test_a_cut_touches_nothing_that_is_labelled() -> None:
    assert G1.text is not None
    text = text_of(G1.raw, replace(G1.text, cuts=(Cut(0, 6, "teaser"),)))
    assert faults_of(replace(G1, text=text), ONTOLOGY) == [
        "entity norvik: 'Norvik' at 0: touches boilerplate",
        "triple 0 (denies): evidence touches boilerplate",
    ]
    assert "body: is not the raw text between the cuts" in faults_of(replace(G1, text=replace(text, cuts=())), ONTOLOGY)


def test_all_reasons_that_clean_gives_are_known() -> None:
    """On the shipped articles, which have all the noise that it knows."""
    from pipeline.io.read import find, read

    flow = Flow((Clean(),))
    cuts = [cut for document in flow([read(s) for s in find([RAW])]) if document.text for cut in document.text.cuts]
    assert len({cut.reason for cut in cuts}) > 10
    assert {cut.reason for cut in cuts} <= REASONS


def test_all_faults_of_a_folder_are_told_with_their_articles(tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    shutil.copytree(CASES, folder)
    label = (folder / "labels/g1.json").read_text("utf-8")
    (folder / "labels/g1.json").write_text(label.replace('"competitor_of"', '"sings"'), "utf-8")
    (folder / "labels/g2.json").write_text("{", "utf-8")
    (folder / "labels/g9.json").write_text("{}", "utf-8")
    told = faults_in(folder, index(folder), ONTOLOGY)
    assert [fault.split(": ")[0] for fault in told] == ["g1", "g2", "g9"]
    assert told[2] == "g9: has labels, but no row in index.tsv"
    shutil.rmtree(folder / "articles")
    (folder / "labels/g2.json").write_text("{}", "utf-8")
    assert [fault.split(": ")[0] for fault in faults_in(folder, index(folder), ONTOLOGY)] == ["g1", "g2", "g9"]
