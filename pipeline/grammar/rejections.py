"""Candidates that were looked at and turned away, with the reason: what `tripline show --why` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pipeline.document import Document, Quote


@dataclass(frozen=True, slots=True)
class Rejection:
    """A cue of a relation that gave no triple, and why."""

    relation: str
    cue: Quote
    why: str


@runtime_checkable
class Explains(Protocol):
    """A stage that can tell what it turned away."""

    def rejections(self, document: Document) -> Sequence[Rejection]:
        """All rejections of one document that has the layers which the stage needs, in text order."""
