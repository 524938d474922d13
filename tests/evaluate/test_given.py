"""Gold's layers given to a flow: what is put in, what the flow still reads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from pipeline.document import Document, Entity, Layer, Mention, Syntax, Text, Value
from pipeline.errors import GoldError
from pipeline.evaluate.given import GIVEN, Given, predict
from pipeline.flow import Flow

NORVIK, OULU = Mention(0, 6, "Norvik", "ORG", by="gold"), Mention(10, 14, "Oulu", "GPE", by="gold")
YEAR = Mention(20, 24, "2021", "DATE", "value", Value("2021", "date"))
IN_NAME = Mention(12, 13, "1", "CARDINAL", "value", Value(1, ""))
WRONG = Mention(2, 6, "rvik", "PERSON")
IT = Mention(30, 32, "it", "ORG", "pronoun")
CITY = Mention(34, 42, "the city", "GPE", "description")
GOLD = Document(
    "a",
    "x" * 50,
    published="2024-05-06",
    text=Text("gold", ()),
    mentions=(NORVIK, OULU),
    entities=(Entity("e1", "Norvik", "ORG", (NORVIK,)), Entity("e2", "Oulu", "GPE", (OULU,))),
    triples=(),
)


@dataclass(frozen=True)
class Reader:
    """A stage that writes a fixed layer and keeps what it saw."""

    gives: Layer
    value: Any
    seen: list[Document]
    name: str = "reader"
    needs: frozenset[Layer] = frozenset()

    def __call__(self, documents: Sequence[Document]) -> list[Any]:
        self.seen.extend(documents)
        return [self.value for _ in documents]


def coref(document: Document) -> tuple[Entity, ...]:
    """Both names in one entity each, with a pronoun and a description, if they are there; else a wrong one."""
    if document.mentions and NORVIK in document.mentions:
        return (Entity("p1", "Norvik", "ORG", (NORVIK, IT)), Entity("p2", "Oulu", "GPE", (OULU, CITY)))
    return (Entity("p1", "rvik", "PERSON", (WRONG,)),)


@dataclass(frozen=True)
class Coref(Reader):
    def __call__(self, documents: Sequence[Document]) -> list[Any]:
        self.seen.extend(documents)
        return [coref(document) for document in documents]


def street(seen: list[Document]) -> Flow:
    return Flow(
        (
            Reader("text", Text("read", ()), []),
            Reader("syntax", Syntax((), ()), []),
            Reader("mentions", (WRONG, IN_NAME, YEAR), []),
            Coref("entities", None, []),
            Reader("triples", (), seen),
        )
    )


def read(given: Given | None, gold: Document = GOLD) -> Document:
    found = predict(gold, street([]), given)
    assert found is not None
    assert found.syntax is not None, "gold has none, so it is always read"
    assert (found.name, found.raw, found.published) == (gold.name, gold.raw, gold.published)
    return found


def test_nothing_given() -> None:
    found = read(None)
    assert found.text == Text("read", ())
    assert found.mentions == (WRONG, IN_NAME, YEAR)


def test_text_given() -> None:
    found = read("text")
    assert found.text is GOLD.text
    assert found.mentions == (WRONG, IN_NAME, YEAR)


def test_mentions_given_keep_the_values_that_gold_does_not_label() -> None:
    assert read("mentions").mentions == (NORVIK, OULU, YEAR), "the value inside a name gives way"
    labelled = replace(YEAR, value=Value("2022", "date"), by="gold")
    gold = replace(GOLD, mentions=(NORVIK, OULU, labelled, IT))
    assert read("mentions", gold).mentions == (NORVIK, OULU, labelled), "gold's own value stands; no pronouns"


def test_entities_given_keep_the_references_that_gold_does_not_label() -> None:
    found = read("entities")
    assert [(e.id, e.mentions) for e in found.entities or ()] == [("e1", (NORVIK, IT)), ("e2", (OULU, CITY))]
    pronouns = replace(GOLD, entities=(Entity("e1", "Norvik", "ORG", (NORVIK, OULU, IT)),))
    assert read("entities", pronouns).entities == pronouns.entities, "gold labels them, so it has all"


def test_later_stages_see_what_was_given() -> None:
    seen: list[Document] = []
    predict(GOLD, street(seen), "mentions")
    assert [d.mentions for d in seen] == [(NORVIK, OULU, YEAR)]
    seen.clear()
    predict(GOLD, street(seen), "triples")
    assert seen == []


@pytest.mark.parametrize("given", GIVEN)
def test_a_layer_that_gold_lacks_cannot_be_given(given: Given) -> None:
    with pytest.raises(GoldError, match=rf"a: has no layer '{given}' to give"):
        predict(replace(GOLD, **{given: None}), street([]), given)


def test_an_article_that_a_stage_fails_on_is_missing(toy_flow: Flow) -> None:
    assert predict(replace(GOLD, raw="poison coref"), toy_flow) is None
    assert predict(replace(GOLD, raw="poison ner"), toy_flow, "mentions") is None
