"""What a run has done so far, in counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.batch.chunk import Record
from pipeline.io.write import aside


@dataclass(slots=True)
class Summary:
    """Counts of a run. `failures` by stage, `triples` by family (stances too); `seconds` of wall clock.

    `reused`: documents whose rows were taken over from an earlier run.
    """

    documents: int = 0
    words: int = 0
    entities: int = 0
    triples: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    reused: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, records: Iterable[Record]) -> Summary:
        summary = cls()
        for record in records:
            for row in record.rows.get("documents", ()):
                summary.documents += 1
                summary.words += row["words"]
            summary.entities += len(record.rows.get("entities", ()))
            summary.triples.update(row["family"] for row in record.rows.get("triples", ()))
            summary.failures.update(row["stage"] for row in record.rows.get("failures", ()))
        return summary

    @property
    def done(self) -> int:
        """Documents dealt with, the failed ones too."""
        return self.documents + self.failures.total()

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def nothing_read(self) -> bool:
        """Whether no source could be read at all."""
        return not self.documents and self.failures.total() == self.failures["read"]

    def add(self, other: Summary) -> None:
        """Adds the counts of a part of the run; its seconds are not the run's and stay out."""
        self.documents += other.documents
        self.words += other.words
        self.entities += other.entities
        self.triples.update(other.triples)
        self.failures.update(other.failures)
        self.reused += other.reused

    def counts(self) -> dict[str, Any]:
        """The counts as a JSON object."""
        return {
            "documents": self.documents,
            "words": self.words,
            "entities": self.entities,
            "triples": dict(sorted(self.triples.items())),
            "failures": dict(sorted(self.failures.items())),
        }

    @classmethod
    def of_counts(cls, counts: dict[str, Any]) -> Summary:
        return cls(
            counts["documents"],
            counts["words"],
            counts["entities"],
            Counter(counts["triples"]),
            Counter(counts["failures"]),
        )

    def write(self, path: Path) -> None:
        """Writes the counts and times as one JSON object."""
        times = {
            "reused": self.reused,
            "seconds": round(self.seconds, 3),
            "words_per_second": round(self.words_per_second, 1),
        }
        with aside(path) as file:
            file.write(json.dumps(self.counts() | times, indent=2).encode() + b"\n")
