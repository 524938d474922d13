"""The batch runner: a corpus in, tables of rows out; a bad file never stops it and never vanishes.

Every source gives exactly one record: a row in `documents.jsonl`, or one in `failures.jsonl` with stage and cause.
Rows stand in the order of document names and hold no times, so the same input gives the same bytes; what differs
from run to run stands in `run.json`.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch.chunk import Record, chunks, loaded, run_chunk
from pipeline.document import Document
from pipeline.flow import Flow
from pipeline.io.read import Source
from pipeline.io.rows import TABLES
from pipeline.io.write import aside, export, line
from pipeline.stages.clean.repeats import repeated_lines

MakeFlow = Callable[[frozenset[str]], Flow]
Tick = Callable[[int], None]


@dataclass(slots=True)
class Summary:
    """Counts of a run. `failures` by stage, `triples` by family (stances too); `seconds` of wall clock."""

    documents: int = 0
    words: int = 0
    entities: int = 0
    triples: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def nothing_read(self) -> bool:
        """Whether no source could be read at all."""
        return not self.documents and self.failures.total() == self.failures["read"]

    def add(self, record: Record) -> None:
        """Counts one document's record."""
        for row in record.rows.get("documents", ()):
            self.documents += 1
            self.words += row["words"]
        self.entities += len(record.rows.get("entities", ()))
        self.triples.update(row["family"] for row in record.rows.get("triples", ()))
        self.failures.update(row["stage"] for row in record.rows.get("failures", ()))

    def write(self, path: Path) -> None:
        """Writes the counts and times as one JSON object."""
        counts = {
            "documents": self.documents,
            "words": self.words,
            "entities": self.entities,
            "triples": dict(sorted(self.triples.items())),
            "failures": dict(sorted(self.failures.items())),
            "seconds": round(self.seconds, 3),
            "words_per_second": round(self.words_per_second, 1),
        }
        with aside(path) as file:
            file.write(json.dumps(counts, indent=2).encode() + b"\n")


def run(
    sources: Sequence[Source],
    make_flow: MakeFlow,
    out: Path,
    formats: Collection[str] = (),
    tick: Tick = lambda documents: None,
) -> Summary:
    """Reads all sources and writes the tables into the folder `out`.

    `make_flow` builds the flow from the lines that repeat across the corpus, found in a first pass. `formats` are
    further formats of `io.write.WRITERS`; `tick` is told how many more documents are done. OSError when `out` cannot
    be written: no table is then left half-written.
    """
    begin = time.perf_counter()
    ordered = sorted(sources, key=lambda source: source.name)
    out.mkdir(parents=True, exist_ok=True)
    flow = make_flow(repeated_lines(item for item in loaded(ordered) if isinstance(item, Document)))
    summary = Summary()
    with ExitStack() as stack:
        files = {table: stack.enter_context(aside(out / f"{table}.jsonl")) for table in TABLES}
        for chunk in chunks(loaded(ordered)):
            for record in run_chunk(chunk, flow):
                for table, rows in record.rows.items():
                    files[table].writelines(line(row) for row in rows)
                summary.add(record)
            tick(len(chunk))
    export(out, formats)
    summary.seconds = time.perf_counter() - begin
    summary.write(out / "run.json")
    return summary
