"""What the article tells of an entity beside its mentions: a place's reading, gender, country."""

from __future__ import annotations

import pytest

from pipeline.document import Document, Entity, Mention, Piece, Syntax, Text, Token
from pipeline.stages.coref.stage import Coref

Row = tuple[str, str, str, int, str, str]  # form, lemma, tag, index of the head, relation, type of the name or ""


def entities(*rows: Row) -> dict[str, Entity]:
    """The entities of one sentence by their names."""
    raw, tokens, mentions = "", [], []
    for form, lemma, upos, head, deprel, type_ in rows:
        start, end = len(raw), len(raw) + len(form)
        tokens.append(Token(form, start, end, lemma, upos, head, deprel))
        if type_:
            mentions.append(Mention(start, end, form, type_))
        raw += form + " "
    text = Text(raw, (Piece(0, len(raw), 0, len(raw)),))
    syntax = Syntax(tuple(tokens), ((0, len(tokens)),))
    [found] = Coref()([Document("x", raw, text=text, syntax=syntax, mentions=tuple(mentions))])
    return {entity.name: entity for entity in found}


ACTS = ("Moscow", "Moscow", "PROPN", 1, "nsubj", "GPE"), ("denied", "deny", "VERB", 1, "root", "")
QUOTED = (
    ("according", "accord", "VERB", 2, "case", ""),
    ("to", "to", "ADP", 0, "fixed", ""),
    ("Moscow", "Moscow", "PROPN", 3, "obl", "GPE"),
    ("fell", "fall", "VERB", 3, "root", ""),
)
DEALT = (
    ("talks", "talk", "NOUN", 0, "root", ""),
    ("with", "with", "ADP", 2, "case", ""),
    ("Moscow", "Moscow", "PROPN", 0, "nmod", "GPE"),
)
PLACE = (
    ("died", "die", "VERB", 0, "root", ""),
    ("in", "in", "ADP", 2, "case", ""),
    ("Moscow", "Moscow", "PROPN", 0, "obl", "GPE"),
)
SUFFERS = ("Moscow", "Moscow", "PROPN", 1, "nsubj", "GPE"), ("froze", "freeze", "VERB", 1, "root", "")


@pytest.mark.parametrize(
    ("rows", "reading"),
    [(ACTS, "government"), (QUOTED, "government"), (DEALT, "government"), (PLACE, None), (SUFFERS, None)],
)
def test_a_place_that_acts_reads_as_its_government(rows: tuple[Row, ...], reading: str | None) -> None:
    [mention] = entities(*rows)["Moscow"].mentions
    assert mention.reading == reading


def test_a_firm_that_acts_has_no_reading() -> None:
    [mention] = entities(("Norvik", "Norvik", "PROPN", 1, "nsubj", "ORG"), ACTS[1])["Norvik"].mentions
    assert mention.reading is None


def test_a_people_is_tied_to_its_country_and_stays_apart() -> None:
    found = entities(
        ("Russians", "Russian", "PROPN", 1, "nsubj", "NORP"),
        ("left", "leave", "VERB", 1, "root", ""),
        ("Russia", "Russia", "PROPN", 1, "obj", "GPE"),
    )
    assert {name: entity.country for name, entity in found.items()} == {"Russians": "Russia", "Russia": "Russia"}


@pytest.mark.parametrize(("adjective", "country"), [("Estonian", "Estonia"), ("large", None)])
def test_a_firm_is_from_the_country_that_is_told(adjective: str, country: str | None) -> None:
    found = entities(
        ("the", "the", "DET", 2, "det", ""),
        (adjective, adjective.lower(), "ADJ", 2, "amod", ""),
        ("Norvik", "Norvik", "PROPN", 3, "nsubj", "ORG"),
        ("left", "leave", "VERB", 3, "root", ""),
    )
    assert found["Norvik"].country == country


def test_a_title_tells_the_gender_of_a_person_only() -> None:
    found = entities(
        ("Mrs", "Mrs", "PROPN", 1, "compound", ""),
        ("Lind", "Lind", "PROPN", 2, "nsubj", "PERSON"),
        ("left", "leave", "VERB", 2, "root", ""),
        ("Oslo", "Oslo", "PROPN", 2, "obj", "GPE"),
    )
    assert (found["Lind"].gender, found["Oslo"].gender) == ("female", None)
