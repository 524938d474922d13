"""Numbers in digits and words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.ner.lexemes import scan
from pipeline.stages.ner.numbers import digits, number, ranged


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,000", "3000"),
        ("1,234,567.89", "1234567.89"),
        ("8,26", "8.26"),
        ("4907.20", "4907.20"),
        ("1.000.000", "1000000"),
        ("3.1.2", None),
        ("1.428,000", None),
        ("1.000.000,50", None),
        ("word", None),
    ],
)
def test_digits(text: str, value: str | None) -> None:
    assert digits(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("two hundred and five men", "205", 4),
        ("thirty-one votes", "31", 3),
        ("four thousand", "4000", 2),
        ("two hundred thousand", "200000", 3),
        ("one and a half million", "1500000", 5),
        ("two-and-a-half years", "2.5", 7),
        ("half a million", "500000", 3),
        ("a dozen eggs", "12", 2),
        ("two hundred and counting", "200", 2),
        ("3bn", "3000000000", 2),
        ("500 crore", "5000000000", 2),
    ],
)
def test_number(text: str, value: str, words: int) -> None:
    found = number(scan(text), 0)
    assert found is not None
    assert (found.value, found.end) == (Decimal(value), words)


@pytest.mark.parametrize("text", ["dozens of men", "hundreds", "millions", "a man", "half the men", ""])
def test_vague_words_name_no_number(text: str) -> None:
    assert number(scan(text), 0) is None


@pytest.mark.parametrize(
    ("text", "start", "value"),
    [
        ("10 to 15 percent", 0, "10"),
        ("300 to 350 million", 0, "300000000"),
        ("between 3 and 7", 1, "3"),
        ("9 to 5", 0, "9"),
        ("from 10 to 15", 1, "10"),
    ],
)
def test_a_range_counts_from_its_lower_bound(text: str, start: int, value: str) -> None:
    lexemes = scan(text)
    low = number(lexemes, start)
    assert low is not None
    assert ranged(lexemes, low).value == Decimal(value)


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_digits_are_read_back(value: int) -> None:
    assert digits(f"{value:,}") == value


@given(st.from_regex(r"\d{1,4}(?:[.,]\d{1,4}){0,4}", fullmatch=True))
def test_any_separators_are_read_or_left(text: str) -> None:
    value = digits(text)
    assert value is None or value >= 0
