"""Offsets as scripts count them: in UTF-16 units. Everywhere else in this project they count code points."""

from __future__ import annotations

from itertools import accumulate


def units(text: str) -> list[int]:
    """Code point offset -> offset in UTF-16 units, `len(text) + 1` of them: beyond the first plane count two."""
    return list(accumulate((2 if character > "\uffff" else 1 for character in text), initial=0))


def number(value: float | str) -> str:
    """A value as it is shown: dates as they are, numbers with commas."""
    return value if isinstance(value, str) else f"{value:,.12g}"
