"""Who is heard by rules, by the engine, and by both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import SAYS, Clue, Document
from pipeline.ontology.schema import Ontology
from pipeline.stages.stance.hearing import By
from pipeline.stages.stance.stage import Stance
from tests.stages.stance.trees import document

PEOPLE = {"Norvik": "ORG", "Delia Marsh": "PERSON"}


def heard(by: By, article: Document, *clues: Clue) -> list[tuple[str, str | None]]:
    assert article.syntax is not None
    clued = replace(article, syntax=replace(article.syntax, clues=clues))
    (found,) = Stance(Ontology(relations={}), sources=by)([clued])
    return [(a.triple, a.source.name) for a in found.attributions]


def clue(article: Document, cue: str, speaker: str, told: str, score: float = 0.9) -> Clue:
    assert article.syntax is not None
    words = [token.form for token in article.syntax.tokens]
    return Clue(words.index(cue), SAYS, score, ((words.index(speaker), 0.9),), ((words.index(told), 0.9),))


BARE = document("saying_behind_a_semicolon", {"Norvik": "ORG"}, ["the mine"])
SAID = document("saying_behind", PEOPLE, ["cut"])
ACCORDING = document("according_to", {"Norvik": "ORG", "Telvia": "ORG"}, ["cut"])


@pytest.mark.parametrize(("by", "expected"), [("rules", []), ("model", ["Norvik"]), ("both", ["Norvik"])])
def test_the_engine_hears_what_no_rule_knows(by: By, expected: list[str]) -> None:
    assert heard(by, BARE, clue(BARE, "closed", "Norvik", "mine")) == [("the mine", name) for name in expected]


@pytest.mark.parametrize(("by", "expected"), [("rules", ["Delia Marsh"]), ("model", []), ("both", ["Delia Marsh"])])
def test_the_engine_alone_is_deaf_without_clues(by: By, expected: list[str]) -> None:
    assert heard(by, SAID) == [("cut", name) for name in expected]


def test_what_rules_hear_stands_where_the_engine_hears_another_speaker() -> None:
    other = clue(SAID, "said", "Norvik", "cut")
    assert heard("both", SAID, other) == [("cut", "Delia Marsh")]
    assert heard("model", SAID, other) == [("cut", "Norvik")]


def test_a_preposition_is_heard_by_the_engine_if_it_has_a_clue() -> None:
    assert heard("model", ACCORDING) == []
    assert heard("model", ACCORDING, clue(ACCORDING, "According", "Telvia", "cut")) == [("cut", "Telvia")]


def test_an_unlikely_clue_is_not_heard() -> None:
    assert heard("model", SAID, clue(SAID, "said", "Marsh", "cut", score=0.4)) == []


def test_who_something_is_said_of_does_not_say_it() -> None:
    article = document("reportedly", {"Norvik": "ORG"}, ["jobs"])
    assert article.syntax is not None
    said = replace(article.syntax.tokens[0], deprel="nsubj:pass")
    passive = replace(article, syntax=replace(article.syntax, tokens=(said, *article.syntax.tokens[1:])))
    told = clue(article, "cut", "Norvik", "jobs")
    assert heard("model", article, told) == [("jobs", "Norvik")]
    assert heard("model", passive, told) == []
