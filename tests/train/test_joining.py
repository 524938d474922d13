"""Tokens become running text again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.joining import joined


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("Norvik , Inc. ( Norvik ) .", "Norvik, Inc. (Norvik)."),
        ("a wholly - owned unit", "a wholly-owned unit"),
        ("Oslo - based , 1990 – 1995", "Oslo-based, 1990 – 1995"),
        ("paid $ 3 million", "paid $3 million"),
        ("Roe 's men did n't go", "Roe's men didn't go"),
        ('he said " go " and " stay " .', 'he said "go" and "stay".'),
        ("- a dash", "- a dash"),
        ("it rose 3 % ; so ?", "it rose 3%; so?"),
    ],
)
def test_joined(tokens: str, text: str) -> None:
    assert joined(tokens.split())[0] == text


@given(st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=0, max_size=4), max_size=12))
def test_every_token_stands_where_it_is_said_to(tokens: list[str]) -> None:
    text, spans = joined(tokens)
    assert [text[start:end] for start, end in spans] == tokens
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
