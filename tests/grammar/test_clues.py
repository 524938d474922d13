"""The engine's clues as triples: typed, likely enough, and only where rules tell nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Clue, Document, Entity, Mention, Text, Value
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.clues import Clues
from pipeline.grammar.predications import predications
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


def clues_of(*clues: Clue, least: float = 0.3) -> Clues:
    document = Document(
        "a", RAW, text=Text(RAW, ()), syntax=replace(TREE, clues=clues), mentions=(*NAMES.values(), VALUE),
        entities=tuple(Entity(m.text.lower(), m.text, "ORG", (m,)) for m in NAMES.values()),
    )  # fmt: skip
    return Clues(Arguments.of(document), predications(TREE), least)


def clue(relation: str, subjects: dict[int, float], objects: dict[int, float], score: float = 0.9) -> Clue:
    return Clue(SCRAP, relation, score, tuple(subjects.items()), tuple(objects.items()))


def told(clues: Clues) -> list[tuple[str | None, str, str | None]]:
    return [(t.subject.name, t.relation, t.object.name or t.object.text) for t in clues.triples(list(ONTOLOGY))]


def test_a_clue_is_a_triple_with_its_likelihood() -> None:
    (found,) = clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.8})).triples(list(ONTOLOGY))
    assert (found.subject.name, found.relation, found.object.name) == ("Zoom", "acquires", "Valois")
    assert (found.cue.text, found.factuality, found.by) == ("scrap", "possible", "model")
    assert found.score == pytest.approx(0.9 * 0.9 * 0.8)
    assert found.evidence.text == "Zoom may scrap Valois"


def test_several_likely_arguments_are_coordinated() -> None:
    both = clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9, BRANDT: 0.6}))
    assert told(both) == [("Zoom", "acquires", "Valois"), ("Zoom", "acquires", "Brandt")]
    likeliest = clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.45, BRANDT: 0.4}))
    assert told(likeliest) == [("Zoom", "acquires", "Valois")]


def test_the_object_of_an_attribute_is_a_value() -> None:
    assert told(clues_of(clue("market_share", {ZOOM: 0.9}, {VALOIS: 0.9, SHARE: 0.8}))) == [
        ("Zoom", "market_share", "5%")
    ]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.3}), "not likely enough"),
        (clue("acquires", {}, {VALOIS: 0.9}), "no subject"),
        (clue("acquires", {ZOOM: 0.9}, {ZOOM: 0.9}), "one thing twice"),
        (clue("leads", {ZOOM: 0.9}, {VALOIS: 0.9}), "an ORG leads nothing"),
        (clue("market_share", {ZOOM: 0.9}, {VALOIS: 0.9}), "no value"),
        (clue("sings", {ZOOM: 0.9}, {VALOIS: 0.9}), "no relation of the ontology"),
    ],
)
def test_nothing_is_told(given: Clue, why: str) -> None:
    assert told(clues_of(given)) == [], why


def test_only_what_rules_do_not_speak_against_is_new() -> None:
    """A rule read that Zoom acquires Valois: no other firm that it acquires, nothing else of the two, is believed."""
    acquires = clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9, BRANDT: 0.6})
    seen = clues_of(acquires, clue("sues", {ZOOM: 0.9}, {VALOIS: 0.9, BRANDT: 0.9}))
    relations = list(ONTOLOGY)
    rule = next(t for t in seen.triples(relations) if t.object.name == "Valois" and t.relation == "acquires")
    assert [(t.relation, t.object.name) for t in seen.untold(relations, [rule])] == [("sues", "Brandt")]
    assert seen.untold(relations, list(seen.triples(relations))) == []


@pytest.mark.parametrize(("clue_score", "moved"), [(0.9, 1), (0.3, 1), (None, -1)])
def test_agreement_moves_the_score_of_what_rules_tell(clue_score: float | None, moved: int) -> None:
    given = clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9}, 0.5)
    (rule,) = clues_of(given).triples(list(ONTOLOGY))
    rule = replace(rule, score=0.6, by="rules")
    clues = clues_of(*([] if clue_score is None else [replace(given, score=clue_score)]))
    (scored,) = clues.agreed([rule])
    assert (scored.score - 0.6) * moved > 0
    assert 0 < scored.score < 1
    assert replace(scored, score=0.6) == rule


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_certainty_stays(score: float) -> None:
    (rule,) = clues_of(clue("acquires", {ZOOM: 0.9}, {VALOIS: 0.9})).triples(list(ONTOLOGY))
    assert clues_of().agreed([replace(rule, score=score)])[0].score == pytest.approx(score)
