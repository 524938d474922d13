"""The label sets: their order is that of the trained columns."""

from __future__ import annotations

from pipeline.document import NAME_TYPES
from pipeline.engine.labels import DEPRELS, NAME_TAGS, UPOS


def test_labels_are_distinct_and_of_the_trained_number() -> None:
    for labels, number in ((UPOS, 17), (NAME_TAGS, 21), (DEPRELS, 51)):
        assert len(set(labels)) == len(labels) == number


def test_name_tags_alternate_between_beginning_and_inside() -> None:
    assert NAME_TAGS[0] == "O"
    assert NAME_TAGS[1::2] == tuple(f"B-{type_}" for type_ in NAME_TYPES)
    assert NAME_TAGS[2::2] == tuple(f"I-{type_}" for type_ in NAME_TYPES)


def test_the_universal_labels_are_in_order() -> None:
    assert list(UPOS) == sorted(UPOS)
    assert list(DEPRELS) == sorted(DEPRELS)
    assert "root" in DEPRELS
