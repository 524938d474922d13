"""Repetitions and less specific relations of the same pair."""

from __future__ import annotations

import pytest

from pipeline.document import Argument, Document, Quote, Syntax, Token, Triple
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.rejections import Rejection
from pipeline.ontology.schema import load
from pipeline.stages.relations.once import once

# "Head . Zorg x Yu y Zorg z": the first sentence is the opening, the other the body
FORMS = ("Head", ".", "Zorg", "bans", "Yu", "and", "Zorg", "bans", "Yu")
SYNTAX = Syntax(
    tuple(
        Token(f, 5 * i, 5 * i + len(f), f, "PROPN", 0 if i < 2 else 3, "root" if i in (0, 3) else "dep")
        for i, f in enumerate(FORMS)
    ),
    ((0, 2), (2, 9)),
)
ONTOLOGY = load()


def arguments(rejected: list[Rejection] | None = None) -> Arguments:
    return Arguments.of(Document("a", "", syntax=SYNTAX, mentions=(), entities=()), rejected)


def triple(relation: str, start: int, end: int, subject: str = "Zorg", object_: str = "Yu") -> Triple:
    one = Argument("ORG", subject, start, start + 4, subject, subject)
    other = Argument("ORG", object_, end - 2, end, object_, object_)
    cue = Quote("x", start, start + 1)
    return Triple(f"{relation}{start}", "event", relation, one, other, cue, Quote("x" * (end - start), start, end))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([("bans", 10, 42), ("bans", 30, 42)], ["bans30"]),  # the shorter evidence
        ([("bans", 0, 7), ("bans", 10, 42)], ["bans10"]),  # the body before the opening
        ([("leads", 10, 22), ("works_for", 10, 22)], ["leads10"]),
        ([("works_for", 10, 22), ("speaks_for", 10, 22), ("leads", 10, 22)], ["leads10"]),
        ([("bans", 10, 22), ("restricts", 30, 42)], ["bans10"]),
        ([("bans", 10, 22), ("fines", 10, 22)], ["bans10", "fines10"]),
        ([("restricts", 10, 22)], ["restricts10"]),
        ([], []),
    ],
)
def test_once(given: list[tuple[str, int, int]], kept: list[str]) -> None:
    assert [t.id for t in once([triple(*g) for g in given], arguments(), ONTOLOGY)] == kept


@pytest.mark.parametrize(("relation", "kept"), [("partner_of", 1), ("owns", 2)])
def test_symmetric_pair_is_kept_once_and_others_both_ways(relation: str, kept: int) -> None:
    both = [triple(relation, 10, 22), triple(relation, 30, 42, "Yu", "Zorg")]
    assert len(once(both, arguments(), ONTOLOGY)) == kept


def test_the_less_specific_is_turned_away_with_the_reason() -> None:
    rejected: list[Rejection] = []
    once([triple("works_for", 10, 22), triple("leads", 10, 22)], arguments(rejected), ONTOLOGY)
    assert [(r.relation, "leads" in r.why) for r in rejected] == [("works_for", True)]
