"""Offsets in UTF-16 units, and numbers as they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.view.pages.offsets import number, units


@given(st.text(), st.data())
def test_units(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert units(text)[at] == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("value", "shown"), [(25.0, "25"), (3.5, "3.5"), (1e9, "1,000,000,000"), ("2025-03", "2025-03"), (-2.0, "-2")]
)
def test_number(value: float | str, shown: str) -> None:
    assert number(value) == shown
