"""KnowledgeNet's facts from triples of a document that is already read, and how they are counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Argument, Document, Entity, Mention, Quote, Triple
from pipeline.evaluate.tally import Counts
from pipeline.flow import Flow
from pipeline.ontology import schema as ontologies
from pipeline.train import facts, knowledgenet
from pipeline.train.knowledgenet import Passage, Stated

RAW = "Ada Roe leads Norvik, based in Oslo, Norway. She was born in Lima."
TYPES = {"Ada Roe": "PERSON", "Norvik": "ORG", "Oslo": "GPE", "Norway": "GPE", "Lima": "GPE"}
ALL = frozenset(rule.property for rule in knowledgenet.rules())


def span(text: str) -> tuple[int, int]:
    return RAW.index(text), RAW.index(text) + len(text)


def read(*triples: tuple[str, str, str, str]) -> Document:
    """The article with entities, "She" for Ada Roe, and triples (subject, relation, object, cue)."""
    places = {name: [span(name)] for name in TYPES} | {"Ada Roe": [span("Ada Roe"), span("She")]}
    entities = tuple(
        Entity(name, name, type_, tuple(Mention(*place, RAW[slice(*place)], type_) for place in places[name]))
        for name, type_ in TYPES.items()
    )
    evidence = Quote(RAW, 0, len(RAW))
    found = tuple(
        Triple(str(at), "relation", relation, argument(subject), argument(object_), Quote(cue, *span(cue)), evidence)
        for at, (subject, relation, object_, cue) in enumerate(triples)
    )
    return Document("x", RAW, entities=entities, triples=found)


def argument(name: str) -> Argument:
    return Argument(TYPES[name], name, *span(name), entity=name, name=name)


def said(document: Document, begin: int = 0, end: int = len(RAW)) -> set[tuple[str, str, str]]:
    passage = Passage(begin, end, ALL, frozenset())
    stated = [s for triple in document.triples or () for s in knowledgenet._said(document, triple, passage)]
    return {(s.property, RAW[slice(*s.subject)], RAW[slice(*s.object)]) for s in stated}


def test_the_rules_name_relations_and_all_of_the_properties() -> None:
    assert {rule.relation for rule in knowledgenet.rules()} <= set(ontologies.load().relations)
    assert set(facts.meanings.load()["knowledgenet"].labels) == ALL


@pytest.mark.parametrize(
    ("triple", "expected"),
    [
        (
            ("Ada Roe", "leads", "Norvik", "leads"),
            {("EMPLOYEE_OR_MEMBER_OF", "Ada Roe", "Norvik"), ("EMPLOYEE_OR_MEMBER_OF", "She", "Norvik")},
        ),
        (("Ada Roe", "leads", "Oslo", "leads"), set()),
        (("Norvik", "based_in", "Oslo", "based"), {("HEADQUARTERS", "Norvik", "Oslo")}),
        (
            ("Ada Roe", "based_in", "Lima", "born"),
            {("PLACE_OF_BIRTH", "Ada Roe", "Lima"), ("PLACE_OF_BIRTH", "She", "Lima")},
        ),
        (("Ada Roe", "denies", "Norvik", "leads"), set()),
    ],
)
def test_what_a_triple_says(triple: tuple[str, str, str, str], expected: set[tuple[str, str, str]]) -> None:
    assert said(read(triple)) == expected


def test_a_place_is_said_with_the_places_around_it() -> None:
    triples = [("Norvik", "based_in", "Oslo", "based"), ("Oslo", "located_in", "Norway", ",")]
    assert said(read(*triples)) == {("HEADQUARTERS", "Norvik", "Oslo"), ("HEADQUARTERS", "Norvik", "Norway")}


def test_a_triple_counts_in_the_passage_of_its_cue_only() -> None:
    document = read(("Ada Roe", "leads", "Norvik", "leads"))
    first = RAW.index(" She")
    assert said(document, 0, first) == {("EMPLOYEE_OR_MEMBER_OF", "Ada Roe", "Norvik")}
    assert said(document, first) == set()


@pytest.mark.parametrize(
    ("wanted", "predicted", "overlap", "exact"),
    [
        ([(0, 7, 14, 20)], [(0, 7, 14, 20)], (1, 1, 1), (1, 1, 1)),
        ([(0, 7, 14, 20)], [(4, 7, 14, 20)], (1, 1, 1), (0, 1, 1)),
        ([(0, 7, 14, 20)], [(14, 20, 0, 7)], (0, 1, 1), (0, 1, 1)),
        # One broad prediction finds two facts, and counts as two, as the published scorer has it.
        ([(0, 3, 14, 20), (4, 7, 14, 20)], [(0, 7, 14, 20)], (2, 2, 2), (0, 2, 1)),
        # Two predictions of one fact: neither is wrong.
        ([(0, 7, 14, 20)], [(0, 3, 14, 20), (4, 7, 14, 20)], (1, 1, 1), (0, 1, 2)),
        ([(0, 7, 14, 20)], [], (0, 1, 0), (0, 1, 0)),
    ],
)
def test_how_facts_are_counted(
    wanted: list[tuple[int, int, int, int]],
    predicted: list[tuple[int, int, int, int]],
    overlap: tuple[int, int, int],
    exact: tuple[int, int, int],
) -> None:
    first, second = ({Stated("CEO", (a, b), (c, d)) for a, b, c, d in some} for some in (wanted, predicted))
    assert knowledgenet._matched(first, second, knowledgenet._overlap) == Counts(*overlap)
    assert knowledgenet._matched(first, second, tuple.__eq__) == Counts(*exact)


class Given:
    """A stage that gives a layer that was read by hand."""

    needs = frozenset[str]()

    def __init__(self, layer: str) -> None:
        self.name = self.gives = layer

    def __call__(self, documents: list[Document]) -> list[Any]:
        assert [document.raw for document in documents] == [RAW + "\n\nNo news."]
        found = read(("Norvik", "based_in", "Oslo", "based"), ("Ada Roe", "based_in", "Lima", "born"))
        return [getattr(found, self.gives)]


def test_passages_of_a_document_are_read_together_and_only_asked_properties_count(tmp_path: Path) -> None:
    def fact(label: str, subject: str, object_: str) -> dict[str, Any]:
        (a, b), (c, d) = span(subject), span(object_)
        places = {"subjectStart": 50 + a, "subjectEnd": 50 + b, "objectStart": 50 + c, "objectEnd": 50 + d}
        return places | {"property": label}

    rows = [
        {"passageStart": 900, "passageText": "No news.", "properties": ["CEO"], "facts": []},
        {
            "passageStart": 50, "passageText": RAW, "properties": ["HEADQUARTERS", "CEO"],
            "facts": [fact("HEADQUARTERS", "Norvik", "Oslo"), fact("CEO", "Norvik", "Ada Roe")],
        },
    ]  # fmt: skip
    path = tmp_path / "knowledgenet/train_passages.RECON.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(json.dumps({"fold": 3, "documentId": "7"} | row) for row in rows), "utf-8")
    flow = Flow((Given("entities"), Given("triples")))  # type: ignore[arg-type]
    counted = knowledgenet.tallies(flow, tmp_path, "dev")
    assert counted == {
        "7": {
            "overlap": Counts(1, 2, 1), "exact": Counts(1, 2, 1),
            "HEADQUARTERS": Counts(1, 1, 1), "CEO": Counts(0, 1, 0),
        }
    }  # fmt: skip
