"""The order and form in which layers come back from a tool, whatever order its file has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.document import Attribution, Document, Mention, Stances
from pipeline.gold.lines import text_of


def canonical(document: Document) -> Document:
    """The document as it comes back from a tool: no syntax, the body from the cuts alone, mentions in text order."""
    text, entities, stances = document.text, document.entities, document.stances
    if text is not None:
        text = text_of(document.raw, replace(text, cuts=tuple(sorted(text.cuts))))
    if entities is not None:
        entities = tuple(replace(e, mentions=in_text(e.mentions)) for e in entities)
    if stances is not None:
        stances = Stances(stances.stances, in_turn(stances.attributions))
    mentions = None if document.mentions is None else in_text(document.mentions)
    return replace(document, text=text, syntax=None, mentions=mentions, entities=entities, stances=stances)


def natural(id: str) -> tuple[Any, ...]:
    """Sorts ids as people do: "2" before "10", "e2" before "e10"."""
    parts = enumerate(re.split(r"0*([0-9]+)", id))
    return (*((1, len(part), part) if n % 2 else (0, 0, part) for n, part in parts), (-1, 0, id))


def in_text(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions from left to right, the shorter first where several begin."""
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.type, m.kind, m.by, m.score, repr(m.value))))


def in_turn(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Attributions by the id of the triple that is said, then by where the source stands."""

    def key(a: Attribution) -> tuple[Any, ...]:
        return (natural(a.triple), a.source.start, a.source.end, a.cue.start, a.cue.end, str(a.source))

    return tuple(sorted(attributions, key=key))
