"""Phrases by the stems of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.words import share, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [("the banned sales", "bans the sale"), ("closing a factory", "closed factories"), ("the job cuts", "cut jobs")],
)
def test_phrases_of_the_same_words_have_the_same_stems(one, other):
    assert stems(one) == stems(other)


def test_empty_words_have_no_stem():
    assert stems("that it had been on the") == frozenset()


def test_share_is_of_the_shorter_one():
    assert share(stems("sales of software"), stems("sales of its software to state agencies")) == 1.0
    assert share(stems("sales"), stems("mines")) == share(frozenset(), stems("sales")) == 0.0


@given(st.text(max_size=60))
def test_stems_are_stable_and_never_empty_words(text):
    assert "" not in stems(text)
    assert stems(text) == stems(text.upper().lower())
