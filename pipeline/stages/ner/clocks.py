"""Times of the day: "16:08 UTC", "1500 GMT", "6:40 p.m.", "7pm". Which day it is, the words around them say."""

from __future__ import annotations

from pipeline.stages.ner.lexemes import Lexemes

ZONES = frozenset({"utc", "gmt"})
HALVES = {"am": 0, "a": 0, "pm": 12, "p": 12}


def clock(lexemes: Lexemes, at: int) -> tuple[int, str] | None:
    """Index after the time at `at`, and its ISO text ("16:08Z", "18:40"); None if there is none.

    A bare "9:45" may be a score or a verse and is none; it needs a zone or a half of the day.
    """
    hour, minute, end = _digits(lexemes, at)
    if end == at:
        return None
    half, half_end = _half(lexemes, end)
    if half is not None and 1 <= hour <= 12:
        hour, end = hour % 12 + half, half_end
    zoned = lexemes.word(end) in ZONES
    if half is None and not zoned:
        return None
    return (end + zoned, f"{hour:02}:{minute:02}{'Z' * zoned}") if hour < 24 and minute < 60 else None


def _digits(lexemes: Lexemes, at: int) -> tuple[int, int, int]:
    """Hour, minute and the index after them; the index is `at` if no time is written there."""
    word, after = lexemes.word(at), lexemes.word(at + 2)
    if not word.isdecimal() or (lexemes.touches(at) and lexemes.word(at - 1) != "("):
        return 0, 0, at
    if len(word) == 4:
        return int(word[:2]), int(word[2:]), at + 1
    colon = lexemes.word(at + 1) == ":" and lexemes.touches(at + 1) and lexemes.touches(at + 2)
    if colon and len(word) <= 2 and len(after) == 2 and after.isdecimal():
        return int(word), int(after), at + 3
    return (int(word), 0, at + 1) if len(word) <= 2 else (0, 0, at)


def _half(lexemes: Lexemes, at: int) -> tuple[int | None, int]:
    """Hours that "am", "p.m." add, and the index after it; None without one."""
    word = lexemes.word(at)
    if word in {"am", "pm"}:
        return HALVES[word], at + 1
    if word in HALVES and lexemes.words(at + 1, 2) == (".", "m"):
        return HALVES[word], at + 3 + (lexemes.word(at + 3) == "." and lexemes.touches(at + 3))
    return None, at
