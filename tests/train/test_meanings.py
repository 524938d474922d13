"""The page that says what labels mean fits the ontology."""

from __future__ import annotations

import pytest

from pipeline.document import NAME_TYPES, VALUE_TYPES
from pipeline.ontology import schema as ontologies
from pipeline.train import facts, meanings
from pipeline.train.meanings import Meaning, Reading

TYPED = Meaning(
    licence="x",
    labels={"in": ("based_in", "located_in"), "of": ("~owns",)},
    types={"Company": ("ORG",), "Place": ("GPE", "LOC"), "Money": ()},
)


def test_the_page_names_what_the_ontology_has() -> None:
    page, ontology = meanings.load(), ontologies.load()
    assert set(page) == set(facts.READERS)
    for meaning in page.values():
        for label in meaning.labels:
            assert all(reading.relation in ontology.relations for reading in map(Reading.of, meaning.labels[label]))
        assert {name for names in meaning.settles.values() for name in names} <= set(ontology.relations)
        assert set(meaning.settles) <= set(meaning.labels)
        assert {t for types in meaning.types.values() for t in types} <= {*NAME_TYPES, *VALUE_TYPES, "TOPIC"}


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ("leads", Reading("leads", False)),
        ("~leads", Reading("leads", True)),
        ("~family_of by father mother", Reading("family_of", True, frozenset({"father", "mother"}))),
    ],
)
def test_how_a_reading_is_written(written: str, reading: Reading) -> None:
    assert Reading.of(written) == reading


@pytest.mark.parametrize(
    ("label", "types", "relations"),
    [
        ("in", ("Company", "Place"), ["based_in"]),
        ("in", ("Place", "Place"), ["located_in"]),
        ("in", ("Place", "Company"), []),
        ("of", ("Company", "Company"), ["owns"]),
        ("of", ("Company", "Money"), []),
        ("of", ("Company", "Unknown"), []),
        ("unknown", ("Company", "Company"), []),
    ],
)
def test_a_reading_fits_the_types(label: str, types: tuple[str, str], relations: list[str]) -> None:
    assert [reading.relation for reading in TYPED.readings(label, *types)] == relations


def test_without_types_every_reading_fits() -> None:
    meaning = Meaning(licence="x", labels={"in": ("based_in", "located_in")})
    assert [reading.relation for reading in meaning.readings("in")] == ["based_in", "located_in"]
