"""Fields and values as text that people read and edit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Value
from pipeline.errors import GoldError
from pipeline.gold.tools.sheet import fields_of, note_of, value_fields, value_of
from pipeline.gold.tools.units import code_points, utf16

VALUES = [
    (Value(25, "%"), {"value": "25", "unit": "%"}),
    (Value(25.0, "%"), {"value": "25.0", "unit": "%"}),
    (Value(-0.5, "%"), {"value": "-0.5", "unit": "%"}),
    (Value(21_000_000_000, "USD"), {"value": "21000000000", "unit": "USD"}),
    (Value(1e300, ""), {"value": "1e+300"}),
    (Value("2021", "date"), {"value": "2021", "unit": "date"}),
    (Value("life", "year"), {"value": "life", "unit": "year"}),
    (Value("5", "year"), {"value": '"5"', "unit": "year"}),
    (Value("nan", ""), {"value": '"nan"'}),
    (Value('"q', ""), {"value": '"\\"q"'}),
    (None, {}),
]
NOTES = [
    ({"value": "25", "unit": "%"}, "value=25; unit=%"),
    ({"by": "the model"}, "by=the model"),
    ({"by": "a; b"}, 'by="a; b"'),
    ({"by": ' "a"\n'}, 'by=" \\"a\\"\\n"'),
    ({"by": ""}, 'by=""'),
    ({}, ""),
]


@pytest.mark.parametrize(("value", "fields"), VALUES)
def test_values_are_written_as_people_write_them(value: Value | None, fields: dict[str, str]) -> None:
    assert value_fields(value) == fields
    assert repr(value_of(fields)) == repr(value)


@pytest.mark.parametrize(("fields", "note"), NOTES)
def test_notes_are_written_as_people_write_them(fields: dict[str, str], note: str) -> None:
    assert note_of(fields) == note
    assert fields_of(note, ("value", "unit", "by"), "x") == fields


@given(st.dictionaries(st.sampled_from(["value", "unit", "by"]), st.text()))
def test_notes_come_back_and_stay_on_a_line(fields: dict[str, str]) -> None:
    assert len(note_of(fields).splitlines()) <= 1
    assert fields_of(note_of(fields), ("value", "unit", "by"), "x") == fields


@pytest.mark.parametrize(
    ("note", "fields"),
    [
        ("value=25;unit=%", {"value": "25", "unit": "%"}),
        ("  value =25", {}),
        ("value=25 ; check this!; ", {"value": "25"}),
        ("why = not", {}),
        ("value=a=b", {"value": "a=b"}),
    ],
)
def test_notes_that_people_wrote(note: str, fields: dict[str, str]) -> None:
    assert fields_of(note, ("value", "unit"), "x") == fields


@pytest.mark.parametrize("note", ['value="25', 'value="25" 6', 'value=2"5'])
def test_a_note_with_loose_quotes_is_an_error(note: str) -> None:
    with pytest.raises(GoldError, match="quotes closed"):
        fields_of(note, ("value",), "a.ann line 3")


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(GoldError, match="line 3: note: unknown field 'units'; the fields here are value, unit"):
        fields_of("units=%", ("value", "unit"), "a.ann line 3")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_go_there_and_back(text: str) -> None:
    units, points = utf16(text), code_points(text)
    assert units(len(text)) == len(text.encode("utf-16-le")) // 2
    assert [points(units(at)) for at in range(len(text) + 1)] == list(range(len(text) + 1))
    assert points(units(len(text)) + 5) == len(text) + 5
