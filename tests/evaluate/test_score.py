"""Tallies worked out by hand on the gold case, and what holds of every evaluation."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Quote, Stances, Triple
from pipeline.evaluate.match import WAYS
from pipeline.evaluate.score import MEASURES, Report, score
from pipeline.evaluate.tally import Counts, Share
from pipeline.gold.folder import read_gold
from pipeline.ontology.schema import load

ONTOLOGY = load()
GOLD = read_gold(Path(__file__).parents[1] / "cases/evaluate/gold", "dev")
STANCES = GOLD[0].stances or Stances()
(DENIES,) = STANCES.stances
SHARE, RIVAL = GOLD[0].triples or ()


def measured(*predicted: Document | None) -> Report:
    return score(GOLD, predicted, ONTOLOGY)


def test_gold_against_itself_is_perfect(toy: Document) -> None:
    report = measured(*GOLD)
    assert (len(report.articles), report.missing) == (2, 0)
    assert report.strict == Counts(3, 3, 3)
    assert report.measures["strict stance"] == Counts(1, 1, 1)
    assert report.measures["qualifiers"] == Counts(1, 1, 1)
    assert report.measures["source if gold"] == Share(1, 1)
    for gold in (GOLD, [toy]):
        for name, tally in score(gold, gold, ONTOLOGY).measures.items():
            ratios = [getattr(tally, r) for r in ("precision", "recall", "f1", "accuracy", "mean") if hasattr(tally, r)]
            labelled = name not in ("strict relation", "strict event", "descriptions", "source elsewhere")
            assert ratios == pytest.approx([1.0] * len(ratios)) or not labelled, name


def test_measures_have_one_order_and_each_has_a_meaning(toy: Document) -> None:
    report = score([*GOLD, toy], [None, None, None], ONTOLOGY)
    assert list(report.measures) == list(MEASURES), "the toy's gold labels pronouns, so all are there"
    assert "pronouns" not in measured(*GOLD).measures
    assert (report.labelling_all, measured(*GOLD).labelling_all) == (1, 0)
    assert list(report.articles[-1].measures) == list(MEASURES)
    assert WAYS.keys() < MEASURES.keys()


def test_what_is_never_proposed_is_missed() -> None:
    report = measured(None, None)
    assert (len(report.articles), report.missing) == (2, 2)
    strict = report.strict
    assert strict == report.measures["strict"] == Counts(0, 3, 0)
    assert strict.precision == strict.recall == strict.f1 == 0.0
    assert report.measures["names"] == Counts(0, 6, 0)


def test_an_article_without_triples_stays_in() -> None:
    noisy = replace(GOLD[1], triples=(replace(RIVAL, id="x"), replace(RIVAL, id="y")))
    report = measured(GOLD[0], noisy)
    assert report.strict == Counts(3, 3, 5)
    assert report.strict.precision == 0.6


def test_what_is_right_about_matched_triples() -> None:
    found = replace(
        GOLD[0],
        triples=(replace(SHARE, factuality="fact"), replace(RIVAL, relation="partner_of")),
        stances=Stances((DENIES,), ()),
    )
    report = measured(found, GOLD[1])
    assert report.strict == Counts(2, 3, 3)
    assert report.measures["family"] == report.measures["pair"] == Counts(3, 3, 3)
    assert report.measures["end to end"] == Counts(1, 3, 3)
    assert report.relations["relation", "competitor_of"] == Counts(0, 1, 0)
    assert report.relations["relation", "partner_of"] == Counts(0, 0, 1)
    assert report.measures["factuality"] == report.measures["source"] == Share(1, 2)
    assert report.measures["source if gold"] == Share(0, 1)


def test_a_source_that_gold_does_not_give_is_wrong() -> None:
    said = STANCES.attributions[0]
    found = replace(GOLD[0], stances=replace(STANCES, attributions=(said, replace(said, triple="0"))))
    assert measured(found, GOLD[1]).measures["source"] == Share(2, 3)


@pytest.mark.parametrize(
    ("qualifiers", "counts"),
    [
        pytest.param(SHARE.qualifiers, Counts(1, 1, 1), id="as gold"),
        pytest.param((("market", Quote("Finnish", 62, 69)),), Counts(1, 1, 1), id="overlaps"),
        pytest.param((("market", Quote("It", 36, 38)),), Counts(0, 1, 1), id="elsewhere"),
        pytest.param((("time", SHARE.qualifiers[0][1]),), Counts(0, 1, 1), id="another name"),
        pytest.param((*SHARE.qualifiers, ("time", Quote("25%", 45, 48))), Counts(1, 1, 2), id="one too many"),
        pytest.param(SHARE.qualifiers * 2, Counts(1, 1, 2), id="twice"),
        pytest.param((), Counts(0, 1, 0), id="none"),
    ],
)
def test_qualifiers_of_matched_triples(qualifiers: tuple[tuple[str, Quote], ...], counts: Counts) -> None:
    found = replace(GOLD[0], triples=(replace(SHARE, qualifiers=qualifiers),), stances=None)
    assert measured(found, None).measures["qualifiers"] == counts
    unmatched = replace(SHARE, relation="revenue", qualifiers=qualifiers)
    assert measured(replace(found, triples=(unmatched,)), None).measures["qualifiers"] == Counts()


def test_outlets_part_the_articles() -> None:
    report = score(GOLD, [GOLD[0], None], ONTOLOGY, {"g1": "The Toy", "g2": "The Other"})
    assert {name: part.strict for name, part in report.outlets.items()} == {
        "The Other": Counts(),
        "The Toy": Counts(3, 3, 3),
    }
    assert list(measured(None, None).outlets) == [""]


def test_an_interval_is_over_articles() -> None:
    alike = score([GOLD[0]] * 3, [GOLD[0]] * 3, ONTOLOGY)
    assert (alike.interval("strict", "f1").low, alike.interval("coref", "muc.f1").low) == pytest.approx((1, 1))
    apart = score([GOLD[0]] * 2, [GOLD[0], None], ONTOLOGY)
    found = apart.interval("strict", "recall")
    assert (found.low, found.high) == (0, 1)


def test_documents_are_compared_pairwise() -> None:
    with pytest.raises(ValueError, match="zip"):
        score(GOLD, [Document("a", "")], ONTOLOGY)


# --------------------------------------------------------------------------------------- what always holds

edits = st.sampled_from(
    [{}, {"subject": RIVAL.object}, {"relation": "partner_of"}, {"factuality": "planned"}, {"score": 0.25}]
)
triples = st.lists(st.tuples(st.sampled_from([DENIES, SHARE, RIVAL]), edits), max_size=5).map(
    lambda chosen: [replace(t, id=f"p{n}", **edit) for n, (t, edit) in enumerate(chosen)]
)


def reading(found: list[Triple]) -> Document:
    stances = Stances(tuple(t for t in found if t.family == "stance"))
    return replace(GOLD[0], triples=tuple(t for t in found if t.family != "stance"), stances=stances)


@given(triples, st.randoms(use_true_random=False))
def test_the_order_of_triples_and_articles_changes_nothing(found: list[Triple], random) -> None:
    mixed = random.sample(found, len(found))
    first = score(GOLD, [reading(found), None], ONTOLOGY)
    second = score(GOLD[::-1], [None, reading(mixed)], ONTOLOGY)
    assert second.measures == first.measures
    assert second.relations == first.relations
    assert second.interval("strict", "f1") == first.interval("strict", "f1")
    assert sorted(second.scores) == sorted(first.scores)


@given(triples)
def test_a_spurious_triple_never_raises_precision_and_never_changes_recall(found: list[Triple]) -> None:
    spurious = replace(SHARE, id="s", relation="age", subject=replace(SHARE.subject, entity="s", name="S", start=900))
    before, after = (score(GOLD, [reading(t), None], ONTOLOGY) for t in (found, [*found, spurious]))
    for way in ("strict", "family", "pair", "exact spans", "end to end"):
        was, now = before.measures[way], after.measures[way]
        assert isinstance(was, Counts)
        assert isinstance(now, Counts)
        assert now.precision <= was.precision
        assert now.recall == was.recall


@given(triples)
def test_stricter_ways_match_no_more(found: list[Triple]) -> None:
    report = score(GOLD, [reading(found), None], ONTOLOGY)
    counts = {way: getattr(tally, "matched", 0) for way, tally in report.measures.items()}
    assert counts["exact spans"] <= counts["strict"] <= counts["family"] <= counts["pair"]
    assert counts["end to end"] <= counts["strict"]
    assert sum(right for _, right in report.scores) == counts["strict"]
