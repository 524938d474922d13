"""What matches and what does not, way by way; and the assignment against scipy's."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from pipeline.document import Argument, Document, Quote, Stances, Triple, Value
from pipeline.evaluate.match import WAYS, Judge, assign
from pipeline.gold.folder import read_gold
from pipeline.ontology.schema import load

GOLD = read_gold(Path(__file__).parents[1] / "cases/evaluate/gold", "dev")[0]
DENIES = GOLD.stances.stances[0]
SHARE, RIVAL = GOLD.triples or ()
JUDGE = Judge.of(GOLD, replace(GOLD, stances=Stances()), load())
FAR = {"start": 900, "end": 905}


def entity(name: str, **place: int) -> Argument:
    return Argument("ORG", "x", **(FAR | place), entity="p1", name=name)


def topic(start: int, end: int) -> Argument:
    return Argument("TOPIC", "x", start, end)


def value(number: float | str, unit: str) -> Argument:
    return Argument("PERCENT", "x", 900, 905, value=Value(number, unit))


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        pytest.param(DENIES.subject, entity("Norvik"), True, id="one of its names"),
        pytest.param(DENIES.subject, entity("norvik group"), True, id="letter case aside"),
        pytest.param(DENIES.subject, entity("It", start=3, end=9), True, id="overlaps a mention"),
        pytest.param(DENIES.subject, entity("It", start=6, end=9), False, id="only touches a mention"),
        pytest.param(DENIES.subject, entity("Norvik Bank"), False, id="another name"),
        pytest.param(DENIES.subject, topic(0, 6), False, id="a topic is no entity"),
        pytest.param(SHARE.object, value(25.0, "%"), True, id="same number, other place"),
        pytest.param(SHARE.object, value(25.0, ""), False, id="another unit"),
        pytest.param(SHARE.object, value(-25.0, "%"), False, id="a rise is no fall"),
        pytest.param(SHARE.object, value("life", "%"), False, id="text is no number"),
        pytest.param(SHARE.object, topic(SHARE.object.start, SHARE.object.end), False, id="a topic is no value"),
        pytest.param(DENIES.object, topic(14, 21), True, id="topics overlap"),
        pytest.param(DENIES.object, topic(10, 18), False, id="topics only touch"),
        pytest.param(DENIES.object, entity("ban", start=18, end=21), False, id="an entity is no topic"),
    ],
)
def test_arguments(gold: Argument, predicted: Argument, same: bool) -> None:
    assert JUDGE.same(gold, predicted) is same


def test_dates_match_by_their_iso_text() -> None:
    gold = replace(SHARE.object, value=Value("2021-04", "date"))
    assert JUDGE.same(gold, value("2021-04", "date"))
    assert not JUDGE.same(gold, value("2021-04-01", "date"))
    year = replace(SHARE.object, value=Value(2021, "date"))
    assert JUDGE.same(year, value("2021", "date")), "labels may write a year as a number"


def test_ways() -> None:
    other = replace(DENIES, relation="confirms")
    elsewhere = replace(DENIES, relation="bans", family="event")
    assert JUDGE.strict(DENIES, DENIES)
    assert not JUDGE.strict(DENIES, other)
    assert JUDGE.family(DENIES, other)
    assert not JUDGE.family(DENIES, elsewhere)
    assert JUDGE.pair(DENIES, elsewhere)
    assert not JUDGE.pair(DENIES, SHARE)


PLACED = RIVAL.subject  # "Norvik Group", 79 to 91


@pytest.mark.parametrize(
    ("gold", "predicted", "exact"),
    [
        pytest.param(RIVAL, RIVAL, True, id="as gold"),
        pytest.param(RIVAL, replace(RIVAL, subject=replace(PLACED, start=0, end=6)), True, id="its other mention"),
        pytest.param(RIVAL, replace(RIVAL, subject=replace(PLACED, end=90)), False, id="a letter short"),
        pytest.param(RIVAL, replace(RIVAL, subject=RIVAL.object, object=PLACED), True, id="turned, symmetric"),
        pytest.param(RIVAL, replace(RIVAL, relation="partner_of"), False, id="another relation"),
        pytest.param(DENIES, replace(DENIES, object=topic(18, 21)), True, id="the topic"),
        pytest.param(DENIES, replace(DENIES, object=topic(14, 21)), False, id="the topic with its article"),
        pytest.param(SHARE, replace(SHARE, object=value(25.0, "%")), False, id="the value, other place"),
        pytest.param(SHARE, replace(SHARE, subject=replace(PLACED, start=36, end=38)), False, id="an unlabelled It"),
        pytest.param(SHARE, SHARE, True, id="where gold has the argument, though no mention stands there"),
    ],
)
def test_exact_spans(gold: Triple, predicted: Triple, exact: bool) -> None:
    assert JUDGE.exact_spans(gold, predicted) is exact


def test_end_to_end_wants_source_and_factuality() -> None:
    told = Judge.of(GOLD, GOLD, load())
    assert told.end_to_end(SHARE, SHARE)
    assert not told.end_to_end(SHARE, replace(SHARE, factuality="fact"))
    assert not told.end_to_end(SHARE, replace(SHARE, relation="revenue"))
    assert JUDGE.strict(SHARE, SHARE)
    assert not JUDGE.end_to_end(SHARE, SHARE), "the run has no source"
    assert told.end_to_end(RIVAL, RIVAL), "nobody says so in both"


def test_a_source_is_told_elsewhere_if_the_evidence_has_no_name_of_it() -> None:
    told = Judge.of(GOLD, GOLD, load())
    named = told.entities[told.said[SHARE.id].entity or ""].mentions[0]
    assert told.is_told_elsewhere(SHARE)
    assert not told.is_told_elsewhere(replace(SHARE, evidence=Quote("", named.start, named.end)))
    assert not told.is_told_elsewhere(replace(RIVAL, evidence=Quote("", **FAR))), "it has no source"


def test_the_ways_are_listed_and_defined() -> None:
    assert list(WAYS) == ["strict", "exact spans", "end to end", "family", "pair"]
    assert all(way.__doc__ for way in WAYS.values())
    for gold in (DENIES, SHARE, RIVAL):
        assert all(way(Judge.of(GOLD, GOLD, load()), gold, gold) for way in WAYS.values())


def test_a_symmetric_relation_matches_either_way_round() -> None:
    assert JUDGE.strict(RIVAL, replace(RIVAL, subject=RIVAL.object, object=RIVAL.subject))
    leads = replace(RIVAL, relation="leads")
    assert not JUDGE.strict(leads, replace(leads, subject=RIVAL.object, object=RIVAL.subject))


def test_of_two_matches_the_better_one_is_taken() -> None:
    far = replace(RIVAL, id="far", evidence=Quote("x", 0, 3))
    planned = replace(RIVAL, id="planned", factuality="planned")
    right = replace(RIVAL, id="right")
    for found in ([far, planned, right], [right, far, planned]):
        assert [p.id for _, p in assign([RIVAL], found, JUDGE.strict, JUDGE.unlike)] == ["right"]


def test_of_equal_matches_the_higher_score_is_taken_whatever_the_order() -> None:
    low, high = replace(RIVAL, id="low", score=0.2), replace(RIVAL, id="high", score=0.8)
    for found in ([low, high], [high, low]):
        assert [p.id for _, p in assign([RIVAL], found, JUDGE.strict, JUDGE.unlike)] == ["high"]


def test_each_is_used_once() -> None:
    twice = [RIVAL, replace(RIVAL, id="again")]
    assert len(assign([RIVAL], twice, JUDGE.strict, JUDGE.unlike)) == 1
    assert len(assign(twice, [RIVAL], JUDGE.strict, JUDGE.unlike)) == 1
    assert assign([], twice, JUDGE.strict, JUDGE.unlike) == []


@given(st.integers(0, 6), st.integers(0, 6), st.randoms(use_true_random=False))
def test_as_many_pairs_as_scipy_finds(n: int, m: int, random) -> None:
    edges = {(i, j): random.randint(0, 2) for i in range(n) for j in range(m) if random.random() < 0.4}
    gold = [replace(RIVAL, id=str(i)) for i in range(n)]
    found = [replace(RIVAL, id=str(j)) for j in range(m)]

    def way(g: Triple, p: Triple) -> bool:
        return (int(g.id), int(p.id)) in edges

    def unlike(g: Triple, p: Triple) -> tuple[bool, bool]:
        cost = edges[int(g.id), int(p.id)]
        return cost > 1, cost > 0

    pairs = [(int(g.id), int(p.id)) for g, p in assign(gold, found, way, unlike)]
    assert all(pair in edges for pair in pairs)
    assert len({g for g, _ in pairs}) == len({p for _, p in pairs}) == len(pairs)
    matrix = np.zeros((n, m))
    for pair in edges:
        matrix[pair] = 1
    assert len(pairs) == matrix[linear_sum_assignment(matrix, maximize=True)].sum()


def test_an_empty_article_has_nothing_to_match() -> None:
    assert Judge.of(Document("a", ""), Document("a", ""), load()).entities == {}
