"""Copies of a text are found, other texts are left alone."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.copies import Copies

STORY = [
    "The shipping company Brask has acquired Norvik for $30 million, the companies said on Wednesday.",
    "Norvik owns the port of Lund and employs 300 people. Brask was founded in 1998.",
    "Karl Reese, the mayor of Lund, opposes the sale of the port and asked the court to stop it by Friday.",
]


def test_a_copy_with_a_changed_word_is_one():
    copies = Copies()
    copies.add("a", STORY)
    copies.add("b", [*STORY[:2], STORY[2].replace("Friday", "Monday")])
    copies.add("c", ["Brask bought Norvik last week, and the mayor of Lund does not like it at all."])
    assert [copies.original(name) for name in "abc"] == ["a", "a", "c"]


def test_a_copy_of_a_copy_is_a_copy_of_the_first():
    copies = Copies()
    for name in "abc":
        copies.add(name, STORY)
    assert {copies.original(name) for name in "abc"} == {"a"}


def test_documents_without_text_are_no_copies():
    copies = Copies()
    copies.add("a", [])
    copies.add("b", [""])
    assert [copies.original(name) for name in ("a", "b", "unknown")] == ["a", "b", "unknown"]


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=40), max_size=5))
def test_the_same_text_is_a_copy_whatever_its_order(texts):
    copies = Copies()
    copies.add("a", texts)
    copies.add("b", list(reversed(texts)))
    told = any(word.strip() for word in texts)
    assert copies.original("b") == ("a" if told else "b")
