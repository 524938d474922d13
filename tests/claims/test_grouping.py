"""Rows become claims with those who assert and those who deny them."""

from __future__ import annotations

from pipeline.claims.grouping import Grouping
from pipeline.claims.names import Names
from tests.claims.sample import entity, org, row, topic, value

TALKARO, NORVIK, OMBRIX = org("Talkaro"), org("Norvik"), org("Ombrix")
SALES = topic("sales of its software")


def group(*rows, entities=(), outlets=None, symmetric=()):
    grouping = Grouping(Names.of(entities), outlets or {}, symmetric)
    grouping.add(rows)
    return grouping.claims()


def names(claim, side):
    return [speaker.name for speaker in claim.speakers(side)]


def test_equal_triples_are_one_claim():
    (claim,) = group(
        row("a", TALKARO, "bans", SALES, source=OMBRIX),
        row("b", TALKARO, "bans", topic("software sales to agencies")),
        outlets={"b": "Kestrel"},
    )
    assert names(claim, "asserts") == ["Kestrel", "Ombrix"]
    assert claim.factuality == {"fact": 2}


def test_other_arguments_relations_and_times_are_other_claims():
    first = row("a", TALKARO, "bans", SALES)
    others = (
        row("b", NORVIK, "bans", SALES),
        row("c", TALKARO, "opposes", SALES),
        row("d", TALKARO, "bans", topic("a port in Lund")),
        row("e", TALKARO, "bans", NORVIK),
        row("f", TALKARO, "bans", SALES, published="2026-03-03"),
    )
    assert len(group(first, *others)) == 6


def test_names_of_the_run_join_entities():
    rows = (row("a", org("Talkaro Software"), "acquires", NORVIK), row("b", TALKARO, "acquires", NORVIK))
    assert len(group(*rows, entities=[entity("a", "Talkaro Software", "Talkaro"), entity("b", "Talkaro")])) == 1


def test_a_symmetric_relation_is_one_claim_either_way_round():
    rows = (row("a", TALKARO, "partner_of", NORVIK), row("b", NORVIK, "partner_of", TALKARO))
    assert len(group(*rows, symmetric={"partner_of"})) == 1
    assert len(group(*rows)) == 2


def test_what_a_bare_word_names_is_another_thing_in_another_document():
    def told(document, text):
        return row(document, topic(text), "attacks", NORVIK)

    assert len(group(told("a", "the attack"), told("b", "the attack"))) == 2
    assert len(group(told("a", "the attack"), told("a", "the attack"))) == 1
    assert len(group(told("a", "the drone attack"), told("b", "drone attacks"))) == 1


# ------------------------------------------------------------------------------------------------- denial


def test_who_denies_a_triple_denies_the_claim_and_the_article_does_not_assert_it():
    told = row("a", TALKARO, "bans", SALES)
    denial = row("a", TALKARO, "denies", topic("banned sales"), family="stance", target=told["id"])
    (claim,) = group(told, denial)
    assert names(claim, "denies") == ["Talkaro"]
    assert names(claim, "asserts") == []


def test_what_an_article_says_itself_it_asserts_even_where_somebody_denies_it():
    told = row("a", TALKARO, "bans", SALES)
    evidence = {"text": "Talkaro denied the ban", "start": 100, "end": 122}
    denial = row("a", TALKARO, "denies", topic("the ban"), family="stance", target=told["id"], evidence=evidence)
    (claim,) = group(told, denial)
    assert (names(claim, "asserts"), names(claim, "denies")) == (["a"], ["Talkaro"])


def test_a_denied_topic_finds_its_claim_in_another_document():
    told = row("a", TALKARO, "bans", SALES, source=OMBRIX)
    other = row("a", TALKARO, "acquires", NORVIK, source=OMBRIX)
    denial = row("b", TALKARO, "denies", topic("ban"), family="stance")
    claims = {claim.first["relation"]: claim for claim in group(told, other, denial)}
    assert names(claims["bans"], "denies") == ["Talkaro"]
    assert names(claims["acquires"], "denies") == []
    assert set(claims["bans"].documents) == {"a", "b"}


def test_a_denial_of_something_else_or_by_somebody_else_finds_nothing():
    told = row("a", TALKARO, "bans", SALES)
    for holder, text in ((TALKARO, "plans for a port"), (OMBRIX, "ban"), (topic("officials"), "ban")):
        (claim,) = group(told, row("b", holder, "denies", topic(text), family="stance"))
        assert names(claim, "denies") == []


def test_who_did_not_deny_does_not_deny():
    told = row("a", TALKARO, "bans", SALES)
    stance = row("a", TALKARO, "denies", topic("ban"), family="stance", target=told["id"], factuality="negated")
    (claim,) = group(told, stance)
    assert names(claim, "denies") == []


def test_the_source_of_a_negated_triple_denies_the_claim():
    (claim,) = group(
        row("a", TALKARO, "bans", SALES), row("b", TALKARO, "bans", SALES, factuality="negated", source=TALKARO)
    )
    assert names(claim, "denies") == ["Talkaro"]
    assert claim.factuality == {"fact": 1, "negated": 1}


def test_other_attitudes_are_positions():
    told = row("a", TALKARO, "bans", SALES)
    (claim,) = group(told, row("a", OMBRIX, "confirms", topic("ban"), family="stance", target=told["id"]))
    assert names(claim, "confirms") == ["Ombrix"]


# ------------------------------------------------------------------------------------------ contradiction


def _share(document, text, number, source=None, **more):
    return row(document, TALKARO, "market_share", value(text, number), family="attribute", source=source, **more)


def test_two_values_of_two_speakers_contradict_each_other():
    quarter, third = group(_share("a", "25%", 25.0), _share("b", "a third", 33.3, OMBRIX))
    assert quarter.against == [third]
    assert third.against == [quarter]


def test_what_may_both_be_true_is_no_contradiction():
    for other in (
        _share("b", "a quarter", 25.0, OMBRIX),  # the same value
        _share("a", "a third", 33.3),  # of the same speaker
        _share("b", "a third", 33.3, published="2026-03-03"),  # of another time
        _share("b", "a third", 33.3, factuality="planned"),
        _share("b", "a third", 33.3, OMBRIX, qualifiers={"market": {"text": "Peru", "start": 0, "end": 4}}),
        row("b", NORVIK, "market_share", value("a third", 33.3), family="attribute"),
        row("b", TALKARO, "market_share", value("3", 3.0, ""), family="attribute"),
    ):
        assert all(not claim.against for claim in group(_share("a", "25%", 25.0), other))


def test_figures_of_an_unnamed_thing_contradict_each_other_only_within_a_document():
    def crowd(document, number, source):
        return row(
            document,
            topic("the rally"),
            "participants",
            value(str(number), number, ""),
            family="attribute",
            source=source,
        )

    assert [len(claim.against) for claim in group(crowd("a", 18000, OMBRIX), crowd("a", 63000, NORVIK))] == [1, 1]
    assert [len(claim.against) for claim in group(crowd("a", 18000, OMBRIX), crowd("b", 63000, NORVIK))] == [0, 0]
