"""One type for one spelling in one document, and no occurrence of a sure name left out.

The engine reads sentence by sentence; a name that is clear in one sentence ("the firm TrueConf") may be misread in
another. One sense per discourse (Gale, Church & Yarowsky 1992) holds for names in news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.document import NAME_TYPES, Syntax

Array = np.ndarray[Any, Any]

# A name this probable, on average over its occurrences, is also taken where the engine saw none.
SURE = 0.75


@dataclass(frozen=True, slots=True)
class Name:
    """A name over the words [first, end) of the document, its type and probability."""

    first: int
    end: int
    type: str
    score: float


def agree(names: Sequence[Name], log: Array, syntax: Syntax) -> list[Name]:
    """The names, in text order, each spelling with the type that fits best over all its occurrences, and further
    occurrences of sure names. `log`: log-probabilities [tokens, tags] of the name head."""
    by_spelling: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        by_spelling[_spelling(syntax, name.first, name.end)].append(name)
    settled: list[Name] = []
    for group in by_spelling.values():
        totals = sum(_type_scores(log[n.first : n.end]) for n in group)
        type_ = NAME_TYPES[int(np.argmax(totals))]
        settled += [replace(name, type=type_) for name in group]
    return sorted([*settled, *_further(settled, syntax)], key=lambda n: n.first)


def _spelling(syntax: Syntax, first: int, end: int) -> tuple[str, ...]:
    return tuple(token.form for token in syntax.tokens[first:end])


def _type_scores(log: Array) -> Array:
    """Log-probability of each type over the words of a name: [10]."""
    scores: Array = np.logaddexp(log[:, 1::2], log[:, 2::2]).sum(0)
    return scores


def _further(settled: list[Name], syntax: Syntax) -> list[Name]:
    sure: dict[tuple[str, ...], Name] = {}
    scores: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for name in settled:
        spelling = _spelling(syntax, name.first, name.end)
        scores[spelling].append(name.score)
        sure[spelling] = name
    sure = {s: n for s, n in sure.items() if np.mean(scores[s]) >= SURE and _distinct(s)}
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for spelling in sorted(sure, key=len, reverse=True):
        starts[spelling[0]].append(spelling)
    taken = {at for name in settled for at in range(name.first, name.end)}
    found = []
    for at, token in enumerate(syntax.tokens):
        for spelling in starts.get(token.form, ()):
            end = at + len(spelling)
            if _spelling(syntax, at, end) == spelling and taken.isdisjoint(range(at, end)):
                found.append(Name(at, end, sure[spelling].type, float(np.mean(scores[spelling]))))
                taken.update(range(at, end))
                break
    return found


def _distinct(spelling: tuple[str, ...]) -> bool:
    """Whether the spelling is no common word at a sentence's start: it has a capital and more than two letters."""
    return len("".join(spelling)) > 2 and any(c.isupper() for word in spelling for c in word)
