"""Phrases compared by the stems of their words."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    "a about all an and any as at be been being by for from had has have his her in into is it its no not of on or our "
    "over s some such than that the their them these they this those to under up was were which who will with".split()
)
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y")
_SHORTEST = 3  # letters of a stem


@lru_cache(maxsize=1 << 16)
def stems(text: str) -> frozenset[str]:
    """Stems of the words that carry the meaning: "the banned sales" and "ban on a sale" share "ban" and "sal"."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _EMPTY)
    return frozenset(_stem(word) for word in words)


def _stem(word: str) -> str:
    cut = next((s for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= _SHORTEST), "")
    stem = word.removesuffix(cut) if cut else word
    doubled = len(stem) > _SHORTEST and stem[-1] == stem[-2] and stem[-1] not in "aeiousl"
    return stem[:-1] if doubled else stem


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter phrase the longer one has; 0 where one has no words."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
