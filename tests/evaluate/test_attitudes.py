"""Given gold's holders and targets: how often the right attitude is read, and by whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Document, Stances, Triple
from pipeline.evaluate.attitudes import of_gold, table
from pipeline.flow import load
from pipeline.ontology import schema as ontologies

RAW = "Norvik denied the ban on Friday. Lena Aust supports the sale of the plant."


@pytest.fixture(scope="module")
def read() -> Document:
    (document,) = load()([Document("a.txt", RAW)])
    return document


def with_stances(document: Document, *stances: Triple) -> Document:
    assert document.stances is not None
    return replace(document, stances=Stances(stances, document.stances.attributions))


def test_what_is_read_as_gold_has_it_is_right(read: Document) -> None:
    assert read.stances is not None
    found = of_gold([(read, read)], ontologies.load())
    assert {name: (t.asked, t.rules, t.both) for name, t in found.items()} == {
        "denies": (1, 1, 1),
        "supports": (1, 1, 1),
    }
    assert table(found).splitlines()[-1].split()[:3] == ["all", "2", "100.0"]


def test_another_attitude_is_wrong_and_the_engine_is_asked_where_nothing_was_told(read: Document) -> None:
    assert read.stances is not None
    denial = next(s for s in read.stances.stances if s.relation == "denies")
    gold = with_stances(read, denial)
    other = of_gold([(gold, with_stances(read, replace(denial, relation="supports")))], ontologies.load())["denies"]
    assert (other.asked, other.rules_read, other.rules, other.both) == (1, 1, 0, 0)
    silent = of_gold([(gold, with_stances(read))], ontologies.load())["denies"]
    assert (silent.rules_read, silent.model, silent.both) == (0, 1, 1)


def test_an_article_that_failed_has_read_nothing(read: Document) -> None:
    found = sum((t.asked for t in of_gold([(read, None)], ontologies.load()).values()), 0)
    assert found == 2
    assert all(t.both == 0 for t in of_gold([(read, None)], ontologies.load()).values())
