"""Who is who across documents."""

import pytest

from pipeline.claims.names import Names, normalised
from tests.claims.sample import entity


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Talkaro", "talkaro"),
        ("The Talkaro Co.", "talkaro"),
        ("Talkaro’s", "talkaro"),
        ("Évora  Motors, Inc", "evora motors"),
        ("Co", "co"),
        ("U.S. Steel", "us steel"),
        ("The", "the"),
        ("!!", "!!"),
    ],
)
def test_a_name_without_its_trimmings(name, expected):
    assert normalised(name) == expected


def test_a_shorter_name_stands_for_the_longer_one():
    names = Names.of([entity("a", "Talkaro Software", "Talkaro"), entity("b", "Talkaro"), entity("c", "Talkaro")])
    assert names.key("ORG", "Talkaro") == names.key("ORG", "Talkaro Software")
    assert names.shown("ORG", "Talkaro Software") == "Talkaro", "what most documents say"


def test_a_name_of_several_stands_for_none_of_them():
    marshes = [entity("a", "Delia Marsh", "Marsh", type_="PERSON"), entity("b", "Karl Marsh", "Marsh", type_="PERSON")]
    names = Names.of([*marshes, entity("c", "Marsh", type_="PERSON")])
    keys = {names.key("PERSON", name) for name in ("Delia Marsh", "Karl Marsh", "Marsh")}
    assert len(keys) == 3


def test_types_part_and_places_do_not():
    names = Names.of([entity("a", "Lund"), entity("b", "Lund", type_="GPE"), entity("c", "Lund", type_="LOC")])
    assert names.key("ORG", "Lund") != names.key("GPE", "Lund") == names.key("LOC", "Lund")


def test_a_country_goes_by_all_its_usual_names():
    names = Names.of([entity("a", "United States", type_="GPE"), entity("b", "U.S.", type_="GPE")])
    assert names.key("GPE", "US") == names.key("GPE", "United States") == names.key("GPE", "U.S.")
    assert names.key("ORG", "US") != names.key("GPE", "US")


def test_two_names_that_stand_for_each_other_end_in_one_key():
    names = Names.of([entity("a", "UN", "United Nations"), entity("b", "United Nations", "UN")])
    assert names.key("ORG", "UN") == names.key("ORG", "United Nations") == ("ORG", "united nations")


def test_the_order_of_documents_does_not_matter():
    rows = [entity("a", "Talkaro Software", "Talkaro", "TKS"), entity("b", "TKS"), entity("c", "Talkaro")]
    one, other = Names.of(rows), Names.of(reversed(rows))
    for name in ("Talkaro Software", "Talkaro", "TKS"):
        assert one.key("ORG", name) == other.key("ORG", name)
        assert one.shown("ORG", name) == other.shown("ORG", name)


def test_an_unknown_name_is_shown_as_it_stands():
    assert Names.of([]).shown("GPE", "Peru") == "Peru"
