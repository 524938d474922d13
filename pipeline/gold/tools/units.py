"""UTF-16 code units, in which Java and JavaScript count, and code points, in which we do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate


def utf16(text: str) -> Callable[[int], int]:
    """What turns a code point offset into the text into one of UTF-16 units."""
    units = [0, *accumulate(2 if ord(character) > 0xFFFF else 1 for character in text)]
    return lambda offset: units[offset]


def code_points(text: str) -> Callable[[int], int]:
    """What turns an offset of UTF-16 units into one of code points; one within a character counts as its start.

    Offsets beyond the text stay beyond it.
    """
    points = [place for place, character in enumerate(text) for _ in range(2 if ord(character) > 0xFFFF else 1)]
    return lambda offset: points[offset] if 0 <= offset < len(points) else offset - len(points) + len(text)
