"""Which entities of several articles are one thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.linking.run import Tables, linked
from pipeline.linking.table import Kept, row
from tests.linking.conftest import entity

Make = Callable[..., Tables]


def members(tables: Tables) -> set[frozenset[str]]:
    """The documents of each thing."""
    return {frozenset(m.document for m in thing.members) for thing in linked(tables).things}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("ORG", "Norvik Energy"), ("ORG", "Norvik Energy")),
        (("ORG", "International Monetary Fund/IMF"), ("ORG", "IMF")),
        (("GPE", "United States"), ("GPE", "U.S.")),
        (("PERSON", "Lena Aust"), ("PERSON", "Lena Aust/Aust")),
    ],
)
def test_one_thing(first: tuple[str, str], second: tuple[str, str], tables: Make) -> None:
    assert members(tables(("a", *first), ("b", *second))) == {frozenset("ab")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("ORG", "Norvik Energy"), ("ORG", "Tarn Dairy")),
        (("PERSON", "Lena Aust"), ("PERSON", "Peter Aust")),
        (("ORG", "Channel 4"), ("ORG", "Channel 5")),
        (("PERSON", "Jordan"), ("GPE", "Jordan")),
    ],
)
def test_two_things(first: tuple[str, str], second: tuple[str, str], tables: Make) -> None:
    assert members(tables(("a", *first), ("b", *second))) == {frozenset("a"), frozenset("b")}


NAMES = ("Lena Aust", "Aust", "Norvik Energy", "Norvik", "Peter Aust", "Tarn Dairy", "IMF")
ROWS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(NAMES)), min_size=1, max_size=25, unique=True)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_more_articles_renumber_nothing(before: list[tuple[int, str]], after: list[tuple[int, str]]) -> None:
    """Whoever had an id keeps it when articles are added, and every entity is in one thing."""
    old = [entity(f"old{n}", "ORG", name) for n, name in before]
    new = [entity(f"new{n}", "ORG", name) for n, name in after]
    first = linked(Tables(old, [])).things
    again = linked(Tables([*new, *old], []), known=[Kept.of(row(thing)) for thing in first]).things
    was = {(m.document, m.entity): thing.id for thing in first for m in thing.members}
    now = {(m.document, m.entity): thing.id for thing in again for m in thing.members}
    assert {key: now[key] for key in was} == was
    assert now.keys() == {(r["document"], r["entity"]) for r in (*old, *new)}
    assert len({thing.id for thing in again}) == len(again)


def test_pairs_that_are_compared_grow_with_the_corpus_not_with_its_square() -> None:
    def compared(size: int) -> int:
        rows = [entity(f"{n}.txt", "PERSON", f"Name{n // 2} Family{n // 2}") for n in range(size)]
        return linked(Tables(rows, [])).compared

    assert 0 < compared(800) <= 2.5 * compared(400)
