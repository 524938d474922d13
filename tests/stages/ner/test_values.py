"""Values by grammar: cases are data, promises are properties."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import VALUE_TYPES, Piece, Text, Value
from pipeline.stages.ner.values import find_values

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "ner" / "values.toml").read_text(encoding="utf-8"))["case"]
WORDS = st.sampled_from(
    tuple("23 % $ 21 billion US € 3,000 m twelve hundred and half dozen km years".split())
    + tuple(
        "-year-old April 7 , 2021 May Wednesday last month next to - between from 1970 s one in five No . #".split()
    )
    + ("per cent", "a quarter of", "\n\n")
)


def _text(body: str) -> Text:
    return Text(body, (Piece(0, len(body), 0, len(body)),))


def _cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["text"][:40],
            marks=[pytest.mark.xfail(reason=case["known_failure"])] if "known_failure" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", _cases())
def test_values_of_a_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_values(_text(text), text, case.get("published", "2021-04-08"))
    expected = [(type_, quote, Value(*norm) if norm else None) for type_, quote, *norm in case["values"]]
    assert [(m.type, m.text, m.value) for m in found] == expected


def test_offsets_are_those_of_the_raw_article() -> None:
    raw = "<p>Zoom has &nbsp;25%</p>"
    body = "Zoom has  25%"
    text = Text(body, (Piece(0, 9, 3, 9), Piece(9, 1, 12, 6), Piece(10, 3, 18, 3)))
    (mention,) = find_values(text, raw, None)
    assert (mention.start, mention.end, mention.text) == (18, 21, "25%")
    assert mention.kind == "value"


def test_a_value_does_not_cross_a_paragraph() -> None:
    text = "They counted 5\n\nmillion euros went missing."
    found = find_values(_text(text), text, None)
    assert [(m.text, m.value) for m in found] == [("5", Value(5.0, ""))]


@pytest.mark.parametrize("published", ["2020-02-29", "0001-01-01", "9999-12-31", "not a date", "", None])
def test_any_publication_date_is_borne(published: str | None) -> None:
    text = "Last year, 3000 years ago, next month, tomorrow, on Monday, in March, 20 weeks ago, February 29."
    assert find_values(_text(text), text, published)


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80))
def test_mentions_stand_in_the_text_in_order_and_apart(body: str) -> None:
    found = find_values(_text(body), body, "2021-04-08")
    assert all(body[m.start : m.end] == m.text != "" and m.type in VALUE_TYPES for m in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert find_values(_text(body), body, "2021-04-08") == found
