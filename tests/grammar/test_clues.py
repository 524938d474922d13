"""The engine's clues as triples: typed, with what speaks for them, beside what rules tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import SAYS, Clue, Document, Entity, Mention, Text, Triple, Value
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.clues import Candidate, Clues
from pipeline.grammar.predications import predications
from pipeline.grammar.rejections import Rejection
from pipeline.grammar.scores import log_odds, score
from pipeline.ontology.schema import load
from tests.grammar import conllu

ONTOLOGY = load()
# Zoom may scrap Valois and Brandt for 5% .
TREE = conllu.read("""\
Zoom Zoom PROPN 3 nsubj
may may AUX 3 aux
scrap scrap VERB 0 root
Valois Valois PROPN 3 obj
and and CCONJ 6 cc
Brandt Brandt PROPN 4 conj
for for ADP 8 case
5% 5% NOUN 3 obl
. . PUNCT 3 punct
""")
RAW = conllu.text_of(TREE)
ZOOM, SCRAP, VALOIS, BRANDT, SHARE = 0, 2, 3, 5, 7


def mention(token: int, type_: str, value: Value | None = None) -> Mention:
    word = TREE.tokens[token]
    return Mention(word.start, word.end, word.form, type_, "value" if value else "name", value)


NAMES = {token: mention(token, "ORG") for token in (ZOOM, VALOIS, BRANDT)}
VALUE = mention(SHARE, "PERCENT", Value(5.0, "%"))


def clues_of(*clues: Clue, rejected: list[Rejection] | None = None) -> Clues:
    document = Document(
        "a", RAW, text=Text(RAW, ()), syntax=replace(TREE, clues=clues), mentions=(*NAMES.values(), VALUE),
        entities=tuple(Entity(m.text.lower(), m.text, "ORG", (m,)) for m in NAMES.values()),
    )  # fmt: skip
    return Clues(Arguments.of(document, rejected), predications(TREE))


def clue(relation: str, subjects: dict[int, float], objects: dict[int, float], score: float = 0.9) -> Clue:
    return Clue(SCRAP, relation, score, tuple(subjects.items()), tuple(objects.items()))


def seen(clues: Clues, told: list[Triple] | None = None) -> list[Candidate]:
    return [c for c in clues.candidates(told or [], list(ONTOLOGY)) if c.kind == "seen"]


def names(found: list[Candidate]) -> list[tuple[str | None, str, str | None]]:
    return [(t.subject.name, t.relation, t.object.name or t.object.text) for t in (c.triple for c in found)]


def rule(relation: str = "acquires") -> Triple:
    """What a rule told of Zoom and Valois."""
    (found,) = seen(clues_of(clue(relation, {ZOOM: 0.9}, {VALOIS: 0.9})))
    return replace(found.triple, score=0.6, by="rules")


def test_a_clue_is_a_candidate_with_its_signs() -> None:
    (found,) = seen(clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.8})))
    one = found.triple
    assert (one.subject.name, one.relation, one.object.name) == ("Zoom", "acquires", "Valois")
    assert (one.cue.text, one.factuality, one.by) == ("scrap", "possible", "model")
    assert one.evidence.text == "Zoom may scrap Valois"
    signs = found.signs
    assert (signs.cue, signs.subject, signs.object) == (log_odds(0.9), log_odds(0.9), log_odds(0.8))
    assert (signs.blind, signs.event, signs.disputed, signs.unnamed, signs.topic) == (0, 1, 0, 0, 0)
    assert found.scored() == replace(one, score=score("seen", signs))


def test_several_likely_arguments_are_coordinated() -> None:
    both = clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9, BRANDT: 0.6}))
    assert names(seen(both)) == [("Zoom", "acquires", "Valois"), ("Zoom", "acquires", "Brandt")]
    likeliest = clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.45, BRANDT: 0.4}))
    assert names(seen(likeliest)) == [("Zoom", "acquires", "Valois")]


def test_the_object_of_an_attribute_is_a_value() -> None:
    given = clues_of(clue("market_share", {ZOOM: 0.9}, {VALOIS: 0.9, SHARE: 0.8}))
    assert names(seen(given)) == [("Zoom", "market_share", "5%")]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (clue("acquires", {ZOOM: 0.1}, {VALOIS: 0.1}), "too unlikely"),
        (clue("acquires", {}, {VALOIS: 0.9}), "no subject"),
        (clue("acquires", {ZOOM: 0.9}, {ZOOM: 0.9}), "one thing twice"),
        (clue("leads", {ZOOM: 0.9}, {VALOIS: 0.9}), "an ORG leads nothing"),
        (clue("market_share", {ZOOM: 0.9}, {VALOIS: 0.9}), "no value"),
        (clue("sings", {ZOOM: 0.9}, {VALOIS: 0.9}), "no relation of the ontology"),
    ],
)
def test_nothing_is_seen(given: Clue, why: str) -> None:
    assert seen(clues_of(given)) == [], why


def test_what_rules_told_is_not_seen_again_and_what_they_speak_against_is_disputed() -> None:
    """A rule read that Zoom acquires Valois: another firm that it acquires, something else of the two, is doubtful."""
    clues = clues_of(
        clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9, BRANDT: 0.6}),
        clue("sues", {ZOOM: 0.9}, {VALOIS: 0.9, BRANDT: 0.9}, 0.5),
    )
    disputed = {(c.triple.relation, c.triple.object.name): c.signs.disputed for c in seen(clues, [rule()])}
    assert disputed == {("acquires", "Brandt"): 1, ("sues", "Valois"): 1, ("sues", "Brandt"): 1}
    assert {(c.triple.relation, c.triple.object.name): c.signs.disputed for c in seen(clues)} == {
        ("acquires", "Valois"): 0,
        ("acquires", "Brandt"): 0,
        ("sues", "Valois"): 1,
        ("sues", "Brandt"): 1,
    }


def test_that_a_word_tells_a_saying_speaks_against_no_triple() -> None:
    said = clue(SAYS, {ZOOM: 0.9}, {VALOIS: 0.9}, 0.95)
    (found,) = seen(clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9}), said))
    assert (found.triple.relation, found.signs.disputed) == ("acquires", 0)


def test_a_symmetric_relation_is_the_same_either_way_round() -> None:
    turned = clues_of(clue("partner_of", {VALOIS: 0.9}, {ZOOM: 0.9}))
    assert seen(turned, [rule("partner_of")]) == []
    assert len(seen(clues_of(clue("acquires", {VALOIS: 0.9}, {ZOOM: 0.9})), [rule("acquires")])) == 1


@pytest.mark.parametrize("chance", [0.9, 0.3])
def test_what_the_engine_sees_too_scores_higher(chance: float) -> None:
    (blind,) = clues_of().candidates([rule()], list(ONTOLOGY))
    (backed,) = clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9}, chance)).candidates([rule()], list(ONTOLOGY))
    assert (blind.kind, blind.signs.blind, blind.signs.agreed) == ("told", 1, 0)
    assert (backed.kind, backed.signs.blind, backed.signs.agreed) == ("told", 0, 1)
    assert 0 < blind.scored().score < backed.scored().score < 1


def test_all_that_is_told_is_kept_and_of_what_is_seen_the_likely() -> None:
    rejected: list[Rejection] = []
    clues = clues_of(clue("sues", {ZOOM: 0.9}, {BRANDT: 0.9}), rejected=rejected)
    relations = list(ONTOLOGY)
    assert [t.relation for t in clues.joined([rule()], relations, least=0.0)] == ["acquires", "sues"]
    assert rejected == []
    assert [t.relation for t in clues.joined([rule()], relations, least=1.0)] == ["acquires"]
    assert [(r.relation, r.cue.text) for r in rejected] == [("sues", "scrap")]


def test_a_relation_that_the_engine_was_not_taught_keeps_its_score() -> None:
    own = ONTOLOGY["acquires"].model_copy(update={"name": "overtakes", "precision": 0.5})
    told = replace(rule(), relation="overtakes", score=0.5)
    assert clues_of().joined([told], [own], least=0.3) == [told]
