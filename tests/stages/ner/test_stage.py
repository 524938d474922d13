"""The stage `ner` with a made-up engine and, where the model is there, with the real one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from pipeline.document import Document, Mention, Piece, Syntax, Text, Token
from pipeline.engine.bundle import Engine, Reading
from pipeline.engine.labels import NAME_TAGS
from pipeline.stages.ner.stage import Ner

MODEL = Path(__file__).parents[3] / "models" / "news"


class ListEngine:
    """Tags words by a list of names; counts how often it is asked."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.asked = 0

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        self.asked += 1
        return [Reading((), (), (), self.log(words)) for words in sentences]

    def log(self, words: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        tags = [self.names.get(word, "O") for word in words]
        log = np.full((len(words), len(NAME_TAGS)), np.log(0.1 / (len(NAME_TAGS) - 1)))
        log[np.arange(len(words)), [NAME_TAGS.index(tag) for tag in tags]] = np.log(0.9)
        return log


def document(raw: str, sentences: int = 1) -> Document:
    """An article of words apart by single spaces, in sentences of equal length, with a syntax that has no tree."""
    tokens: list[Token] = []
    at = 0
    for word in raw.split(" "):
        tokens.append(Token(word, at, at + len(word), word, "X", len(tokens), "dep"))
        at += len(word) + 1
    size = len(tokens) // sentences
    ranges = tuple((first, first + size) for first in range(0, len(tokens), size))
    return Document(
        "a.txt", raw, text=Text(raw, (Piece(0, len(raw), 0, len(raw)),)), syntax=Syntax(tuple(tokens), ranges)
    )


def mentions(raw: str, names: dict[str, str], sentences: int = 1) -> list[tuple[str, str, str]]:
    (found,) = Ner(cast(Engine, ListEngine(names)))([document(raw, sentences)])
    assert all(raw[m.start : m.end] == m.text for m in found)
    return [(m.text, m.type, m.kind) for m in found]


def test_names_and_values_stand_in_text_order() -> None:
    found = mentions("In 2019 Zoom Video fell 23% in Oslo", {"Zoom": "B-ORG", "Video": "I-ORG", "Oslo": "B-GPE"})
    assert found == [
        ("2019", "DATE", "value"),
        ("Zoom Video", "ORG", "name"),
        ("23%", "PERCENT", "value"),
        ("Oslo", "GPE", "name"),
    ]


def test_a_value_inside_a_name_gives_way() -> None:
    assert mentions("Formula 1 and Boeing 787 won", {"Formula": "B-EVENT", "1": "I-EVENT"})[0] == (
        "Formula 1",
        "EVENT",
        "name",
    )
    assert ("1", "CARDINAL", "value") not in mentions("Formula 1 won", {"Formula": "B-EVENT", "1": "I-EVENT"})


def test_a_value_beside_a_name_stays() -> None:
    assert mentions("Zoom 25% up", {"Zoom": "B-ORG"}) == [("Zoom", "ORG", "name"), ("25%", "PERCENT", "value")]


def test_a_name_ends_with_its_sentence() -> None:
    found = mentions("met Zoom Video left", {"Zoom": "B-ORG", "Video": "B-ORG"}, sentences=2)
    assert [text for text, *_ in found] == ["Zoom", "Video"]


def test_the_mention_says_what_found_it_and_how_sure() -> None:
    (found,) = Ner(cast(Engine, ListEngine({"Zoom": "B-ORG"})))([document("Zoom fell")])
    assert found == (Mention(0, 4, "Zoom", "ORG", "name", None, pytest.approx(0.9), "model"),)


def test_spans_go_through_a_repair_of_the_text() -> None:
    raw = "At &amp; Co fell"
    text = Text("At & Co fell", (Piece(0, 3, 0, 3), Piece(3, 1, 3, 5), Piece(4, 8, 8, 8)))
    tokens = (
        Token("At", 0, 2, "At", "PROPN", 0, "root"),
        Token("&", 3, 8, "&", "SYM", 0, "dep"),
        Token("Co", 9, 11, "Co", "PROPN", 0, "dep"),
        Token("fell", 12, 16, "fall", "VERB", 0, "dep"),
    )
    given = Document("a.txt", raw, text=text, syntax=Syntax(tokens, ((0, 4),)))
    (found,) = Ner(cast(Engine, ListEngine({"At": "B-ORG", "&": "I-ORG", "Co": "I-ORG"})))([given])
    assert [m.text for m in found] == ["At &amp; Co"]


def test_readings_of_the_parse_are_taken_as_they_are() -> None:
    engine = ListEngine({"Zoom": "B-ORG"})
    bare = document("Zoom met Telvia")
    assert bare.syntax is not None
    log = ListEngine({"Telvia": "B-ORG"}).log(["Zoom", "met", "Telvia"])
    read = bare.with_layer("syntax", Syntax(bare.syntax.tokens, bare.syntax.sentences, readings={"names": log}))
    assert [[m.text for m in found] for found in Ner(cast(Engine, engine))([read])] == [["Telvia"]]
    assert engine.asked == 0


def test_an_empty_body_gives_no_mentions() -> None:
    empty = Document("a.txt", "", text=Text("", ()), syntax=Syntax((), ()))
    assert Ner(cast(Engine, ListEngine({})))([empty]) == [()]


def test_a_missing_layer_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs the layers"):
        Ner(cast(Engine, ListEngine({})))([Document("a.txt", "Zoom")])


# -------------------------------------------------------------------------------------- the real model

NEWS = "Zoom denied that Prime Minister Olena Petrenko had banned sales of 25% of its shares in Russia ."


@pytest.fixture(scope="module")
def engine() -> Engine:
    if not (MODEL / "model.onnx").is_file():
        pytest.skip(f"no model in {MODEL}")
    return Engine(MODEL)


def test_the_model_finds_plain_names(engine: Engine) -> None:
    (found,) = Ner(engine)([document(NEWS)])
    types = {m.text: m.type for m in found}
    assert types["Olena Petrenko"] == "PERSON"
    assert types["Russia"] == "GPE"
    assert types["25%"] == "PERCENT"
    assert all(0.0 < m.score <= 1.0 for m in found)


def test_two_runs_are_equal_and_neighbours_do_not_matter(engine: Engine) -> None:
    (alone,) = Ner(engine)([document(NEWS)])
    assert Ner(engine)([document("Oslo fell ."), document(NEWS)])[1] == alone
    assert Ner(Engine(MODEL))([document(NEWS)]) == [alone]
