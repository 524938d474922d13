"""What a user says of who is who goes before what the names say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import LinkError
from pipeline.linking.aliases import load
from pipeline.linking.run import Tables, linked


def test_same_and_different(tmp_path: Path, tables: Callable[..., Tables]) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text(
        'same = [["FSB", "Federal Security Service"]]\n'
        'different = [["Georgia (GPE, Tbilisi)", "Georgia (GPE, Atlanta)"]]\n',
        "utf-8",
    )
    told = [("a", "ORG", "FSB"), ("b", "ORG", "Federal Security Service")]
    told += [("c", "GPE", "Georgia"), ("c", "GPE", "Tbilisi"), ("d", "GPE", "Georgia"), ("d", "GPE", "Atlanta")]
    found = linked(tables(*told), load(path)).things
    assert {frozenset(m.document for m in t.members) for t in found if t.type == "ORG"} == {frozenset("ab")}
    assert [t.documents for t in found if t.name == "Georgia"] == [{"c"}, {"d"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("same = 3", "want a list of lists"),
        ('same = [["FSB"]]', "want a list of lists"),
        ('equal = [["a", "b"]]', "unknown key 'equal'; known are same and different"),
        ('same = [["a (CITY)", "b"]]', "no type 'CITY'; known are PERSON"),
        ('same = [["a", "b"]]\ndifferent = [["a", "b"]]', "both same and different"),
        ("same = [", "not a TOML file"),
    ],
)
def test_a_wrong_file_names_its_fault(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(LinkError, match=str(path)) as error:
        load(path)
    assert told in str(error.value)
