"""Counts and ratios, worked out by hand on the gold case; names against seqeval."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics import f1_score

from pipeline.document import Document, Mention, Stances
from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.report import as_json, table
from pipeline.evaluate.score import Counts, Share, mention_counts, score
from pipeline.ontology.schema import load

ONTOLOGY = load()
GOLD = read_gold(Path(__file__).parents[1] / "cases/evaluate/gold", "dev", ONTOLOGY)


def test_gold_against_itself_is_perfect() -> None:
    report = score(GOLD, GOLD, ONTOLOGY)
    assert (report.articles, report.missing) == (2, 0)
    assert report.strict == report.pair == report.family == Counts(3, 3, 3)
    assert report.factuality == report.source == Share(3, 3)
    assert report.sourced == Share(1, 1)
    assert report.of_family("stance") == Counts(1, 1, 1)
    assert sum(report.mentions.values(), Counts()) == Counts(6, 6, 6)


def test_what_is_never_proposed_is_missed() -> None:
    report = score(GOLD, [None, None], ONTOLOGY)
    assert (report.articles, report.missing) == (2, 2)
    assert report.strict == Counts(0, 3, 0)
    assert report.strict.precision == report.strict.recall == report.strict.f1 == 0.0


def test_an_article_without_triples_stays_in() -> None:
    triple = (GOLD[0].triples or ())[1]
    noisy = replace(GOLD[1], triples=(replace(triple, id="x"), replace(triple, id="y")))
    report = score(GOLD, [GOLD[0], noisy], ONTOLOGY)
    assert report.strict == Counts(3, 3, 5)
    assert report.strict.precision == 0.6


def test_what_is_right_about_matched_triples() -> None:
    share, rival = GOLD[0].triples or ()
    denial = GOLD[0].stances.stances[0]
    found = replace(
        GOLD[0],
        triples=(replace(share, factuality="fact"), replace(rival, relation="partner_of")),
        stances=Stances((denial,), ()),
    )
    report = score(GOLD, [found, GOLD[1]], ONTOLOGY)
    assert report.strict == Counts(2, 3, 3)
    assert report.family == Counts(3, 3, 3)
    assert report.relations["relation", "competitor_of"] == Counts(0, 1, 0)
    assert report.relations["relation", "partner_of"] == Counts(0, 0, 1)
    assert report.factuality == Share(1, 2)
    assert report.source == Share(1, 2)
    assert report.sourced == Share(0, 1)


def test_a_source_that_gold_does_not_give_is_wrong() -> None:
    stances = GOLD[0].stances
    assert stances is not None
    said = stances.attributions[0]
    found = replace(GOLD[0], stances=replace(stances, attributions=(said, replace(said, triple="0"))))
    report = score(GOLD, [found, GOLD[1]], ONTOLOGY)
    assert report.source == Share(2, 3)


@given(st.tuples(*[st.integers(0, 50)] * 3).filter(lambda c: c[0] <= min(c[1:])))
def test_f1_is_the_harmonic_mean(numbers: tuple[int, int, int]) -> None:
    counts = Counts(*numbers)
    p, r = counts.precision, counts.recall
    assert counts.f1 == pytest.approx(2 * p * r / (p + r) if p + r else 0.0)


tags = st.lists(st.sampled_from(["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]), min_size=1, max_size=12)


@given(tags, st.data())
def test_names_are_counted_as_seqeval_counts_them(gold: list[str], data: st.DataObject) -> None:
    found = data.draw(st.lists(st.sampled_from(["O", "B-ORG", "B-GPE"]), min_size=len(gold), max_size=len(gold)))
    gold = [t if t[0] != "I" else "O" for t in gold]
    counts = mention_counts(mentions(gold), mentions(found)).values()
    assert sum(counts, Counts()).f1 == pytest.approx(f1_score([gold], [found], zero_division=0))


def mentions(tags: list[str]) -> list[Mention]:
    return [Mention(i, i + 1, "x", tag[2:]) for i, tag in enumerate(tags) if tag != "O"]


def test_only_names_are_counted() -> None:
    it = Mention(0, 2, "it", "ORG", kind="pronoun")
    assert mention_counts([], [it]) == {}
    longer = mention_counts([Mention(0, 4, "Oulu", "GPE")], [Mention(0, 5, "Oulu,", "GPE")])
    assert longer == {"GPE": Counts(0, 1, 1)}


def test_table() -> None:
    printed = table(score(GOLD, [GOLD[0], None], ONTOLOGY), "dev", relations=True)
    assert "2 articles of split dev, 1 of them not in the run" in printed
    assert re.search(r"^total +100\.0 +100\.0 +100\.0 +3 +3 +3$", printed, re.M)
    assert re.search(r"^  market_share +100\.0", printed, re.M)
    assert re.search(r"^GPE +0\.0 +0\.0 +0\.0 +0 +0 +1$", printed, re.M)
    assert "  market_share" not in table(score(GOLD, GOLD, ONTOLOGY), "dev")


def test_json_holds_counts_and_ratios() -> None:
    plain = as_json(score(GOLD, GOLD, ONTOLOGY))
    assert plain["strict"] == {"precision": 1, "recall": 1, "f1": 1, "matched": 3, "predicted": 3, "gold": 3}
    assert plain["families"]["event"]["gold"] == 0
    assert plain["factuality"] == {"accuracy": 1, "right": 3, "asked": 3}


def test_documents_are_compared_pairwise() -> None:
    with pytest.raises(ValueError, match="zip"):
        score(GOLD, [Document("a", "")], ONTOLOGY)
