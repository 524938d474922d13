"""Document -> JSON -> Document is the same document."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Mention, Stances, Syntax, Text
from pipeline.errors import ReadError
from pipeline.io import codec

finite = st.floats(allow_nan=False, allow_infinity=False)


def kind(cls: type[Any]) -> st.SearchStrategy[Any]:
    hints = codec._hints(cls)
    return st.builds(cls, **{n: strategy(h) for n, h in hints.items() if n != "readings"})


def strategy(hint: Any) -> st.SearchStrategy[Any]:
    if hint is float:
        return finite
    if hint in (Text, Syntax, Stances) or getattr(hint, "__module__", "") == "pipeline.document":
        return kind(hint)
    inner = getattr(hint, "__args__", ())
    if getattr(hint, "__origin__", None) is tuple:
        if inner[1:] == (...,):
            return st.lists(strategy(inner[0]), max_size=2).map(tuple)
        return st.tuples(*map(strategy, inner))
    if inner and getattr(hint, "__origin__", None) is None:  # X | None
        return st.one_of(*map(strategy, inner))
    return st.from_type(hint)


@given(st.deferred(lambda: kind(Document)))
def test_round_trip(document: Document) -> None:
    assert codec.loads(codec.dumps(document)) == document


def test_round_trip_of_every_layer(toy: Document) -> None:
    text = codec.dumps(toy)
    assert codec.loads(text) == toy
    assert "\n" not in text
    assert text.isascii()


def test_readings_are_left_out(toy: Document) -> None:
    syntax = Syntax(toy.syntax.tokens, toy.syntax.sentences, readings={"names": np.zeros((1, 2))})
    again = codec.loads(codec.dumps(toy.with_layer("syntax", syntax)))
    assert again == toy
    assert not again.syntax.readings


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        "{}",
        '{"name": "a"}',
        '{"name": "a", "raw": 3}',
        '{"name": "a", "raw": "x", "format": "pdf"}',
        '{"name": "a", "raw": "x", "colour": "red"}',
        '{"name": "a", "raw": "x", "mentions": 3}',
        '{"name": "a", "raw": "x", "mentions": [{"start": "1"}]}',
        '{"name": "a", "raw": "x", "text": {"body": "x", "pieces": [[1]]}}',
    ],
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="not a document"):
        codec.loads(text)


def test_a_value_keeps_its_kind() -> None:
    mention = codec.encode(Mention(0, 1, "x", "DATE"))
    mention["value"] = {"value": "2021-04", "unit": "date"}
    assert codec.decode(Mention, json.loads(json.dumps(mention))).value.value == "2021-04"
