"""The facts of an article: every offset finds its words in UTF-16, every triple keeps what it says and by whom."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Quote, Stances
from pipeline.evaluate.browser.articles import Article, facts
from pipeline.evaluate.browser.page import island
from pipeline.evaluate.outcomes import Outcome
from tests.evaluate.browser.sample import ARTICLES, DENIAL, RAW


def as_script_reads(raw: str, span: list[int]) -> str:
    """What `raw.slice(start, end)` is in a script."""
    return raw.encode("utf-16-le")[2 * span[0] : 2 * span[1]].decode("utf-16-le")


def told(kind: str) -> dict[str, Any]:
    return next(outcome for outcome in facts(ARTICLES[0])["outcomes"] if outcome["kind"] == kind)


def test_outcomes_stand_in_the_order_of_the_text() -> None:
    kinds = [outcome["kind"] for outcome in facts(ARTICLES[0])["outcomes"]]
    assert kinds == [
        "right", "wrong source", "wrong factuality", "wrong relation", "wrong subject", "wrong object", "missed",
        "spurious",
    ]  # fmt: skip


def test_an_article_keeps_what_it_is_known_by() -> None:
    article = facts(ARTICLES[0])
    assert (article["name"], article["outlet"], article["published"]) == ("a1", "The Toy", "2024-05-06")
    assert article["raw"] == RAW
    assert as_script_reads(RAW, article["title"]) == "Norvik denies ban 🎈"
    assert [c[2] for c in article["cuts"]["gold"]] == ["share"]
    assert [as_script_reads(RAW, c[:2]) for c in article["cuts"]["predicted"]] == ["Share this!", "Norvik denies ban"]
    assert not article["absent"]


def test_an_article_that_the_run_lacks_says_so() -> None:
    article = facts(ARTICLES[1])
    assert article["absent"]
    assert article["cuts"] == {"gold": None, "predicted": None}
    assert [(o["kind"], o["predicted"]) for o in article["outcomes"]] == [("missed", None)]


def test_a_missed_triple() -> None:
    missed = told("missed")
    assert missed["predicted"] is None
    gold = missed["gold"]
    assert (gold["family"], gold["relation"], gold["factuality"]) == ("attribute", "market_share", "fact")
    assert (gold["subject"]["name"], as_script_reads(RAW, gold["subject"]["span"])) == ("Norvik", "It")
    assert (gold["object"]["type"], gold["object"]["value"]) == ("PERCENT", "25 %")
    assert [(name, as_script_reads(RAW, span)) for name, span in gold["qualifiers"]] == [("market", "the local market")]
    assert as_script_reads(RAW, gold["evidence"]) == "It has a 25% share of the local market"
    assert "by" not in gold, "nobody found a gold triple"


def test_source_rule_and_score() -> None:
    source = told("wrong source")
    assert source["predicted"]["source"] is None
    assert source["gold"]["source"]["name"] == "Telvia"
    assert as_script_reads(RAW, source["gold"]["source"]["cue"]) == "said"
    spurious = told("spurious")["predicted"]
    assert (spurious["by"], spurious["score"]) == ("model", 0.4)


def test_a_stance_towards_a_triple_names_it() -> None:
    deal = next(t for t in ARTICLES[0].gold.triples or () if t.relation == "acquires")
    stance = replace(DENIAL, target=deal.id)
    gold = replace(ARTICLES[0].gold, stances=Stances((stance,), ()))
    article = facts(Article(gold, None, [Outcome("missed", stance, None), Outcome("missed", deal, None)]))
    assert [o["gold"]["target"] for o in article["outcomes"]] == ["Norvik acquires Osby", None]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_any_text_and_span_survives_the_island(text: str, data: st.DataObject) -> None:
    raw = text + RAW  # long enough for the places of the triple's arguments
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start, len(raw)))
    there = Quote(raw[start:end], start, end)
    triple = replace(DENIAL, evidence=there, cue=there, qualifiers=((text, there),))
    written = island(facts(Article(Document(text, raw), None, [Outcome("missed", triple, None)])))
    assert written.isascii()
    assert not set("<>&\n\r") & set(written)
    article = json.loads(written)
    gold = article["outcomes"][0]["gold"]
    assert (article["name"], article["raw"], gold["qualifiers"][0][0]) == (text, raw, text)
    assert as_script_reads(raw, gold["evidence"]) == raw[start:end]
