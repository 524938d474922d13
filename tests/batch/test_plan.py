"""The first pass: counts, shards, and a sample whose memory does not grow with the corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch import plan
from pipeline.batch.chunk import chunks
from pipeline.batch.plan import Plan
from pipeline.document import Document
from pipeline.io.read import Source


def sources(count: int) -> Iterator[Source]:
    for i in range(count):
        name = f"{i:06}.txt"
        yield Source(name, Path(name), Document(name, f"Story {chr(97 + i % 26) * 9} {i}.\nSubscribe to us\n"))


def test_counts_and_lines() -> None:
    made = Plan.of(sources(100))
    assert (made.documents, made.chunks) == (100, len(list(chunks(sources(100)))))
    assert made.repeated == {"subscribe to us"}


@given(st.integers(0, 100), st.integers(1, 9))
def test_shards_are_the_whole_in_order(count: int, of: int) -> None:
    made = Plan(0, count, frozenset())
    assert [chunk for number in range(1, of + 1) for chunk in made.shard(number, of)] == list(range(count))


def test_of_a_large_corpus_fewer_and_fewer_documents_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SAMPLE", 8)
    places = [int(source.name[:6]) for source in plan._sample(sources(64))]
    assert places == [*range(8), *range(8, 16, 2), *range(16, 32, 4), *range(32, 64, 8)]
