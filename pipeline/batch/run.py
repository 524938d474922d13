"""The batch runner: a corpus in, tables of rows out; a bad file never stops it and never vanishes.

Every source gives exactly one record: a row in `documents.jsonl`, or one in `failures.jsonl` with stage and cause.
Rows stand in the order of sources and hold no times, so the same input gives the same bytes; what differs from run to
run stands in `run.json`. Kill a run at any moment and start it again: it goes on from the chunks that are done.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice, takewhile
from pathlib import Path

from pipeline.batch.chunk import Chunk, chunks
from pipeline.batch.parts import FOLDER, Keys, Parts, locked
from pipeline.batch.plan import Plan
from pipeline.batch.pool import Pool
from pipeline.batch.process import Limits
from pipeline.batch.signals import stoppable
from pipeline.batch.summary import Summary
from pipeline.batch.work import Done, Job, MakeFlow, Work
from pipeline.errors import OutputError
from pipeline.io.read import Corpus, Source
from pipeline.io.rows import TABLES
from pipeline.io.write import aside, export

Tick = Callable[[Summary, int], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is done; none of it changes a row.

    `workers`: processes; with 0 everything is done in this one, without limits. `cluster`: the address of a Ray cluster
    whose processors are to be the workers. `fingerprint` names the flow (see
    `batch.fingerprint`); without one nothing is taken over from earlier runs. `shard` (i, n): the i-th of n equal
    parts of the corpus, from 1; the tables of all shards one behind another are those of the whole. `retry`: documents
    that an earlier run gave up are tried again. `partial`: there is more than these sources, keep its parts.
    """

    workers: int = 0
    limits: Limits = field(default_factory=Limits)
    fingerprint: str = ""
    shard: tuple[int, int] = (1, 1)
    retry: bool = False
    partial: bool = False
    cluster: str = ""


def run(
    sources: Iterable[Source] | Corpus,
    make_flow: MakeFlow,
    out: Path,
    formats: Collection[str] = (),
    tick: Tick = lambda summary, documents: None,
    settings: Settings = Settings(),
) -> Summary:
    """Reads all sources and writes the tables into the folder `out`.

    Sources are put in the order of their names; a `Corpus` stands in its own order and is never held as a whole.
    `make_flow` builds the flow from the lines that repeat across the corpus, found in a first pass; a module's function
    or a `partial` of one where there are several workers. `formats` are further formats of `io.write.WRITERS`. `tick`
    is told the counts so far and how many documents there are. BusyError if another run writes to `out`, OutputError if
    it cannot be written, StoppedError after a signal: tables then stay as they were, and the next run goes on.
    """
    begin = time.perf_counter()
    corpus = sources if isinstance(sources, Corpus) else Corpus(sorted(sources))
    with stoppable() as stop, locked(out) as lock, _output(out):
        plan = Plan.of(corpus)
        job = Job(make_flow, plan.repeated, settings.fingerprint or os.urandom(16).hex(), out / FOLDER, settings.retry)
        wanted = plan.shard(*settings.shard)
        work = islice(chunks(corpus), wanted.start, wanted.stop)
        summary, keys = Summary(), Keys(wanted.start)
        for done in _done(takewhile(lambda chunk: stop.signal is None, work), job, settings, lock):
            keys.add(done.chunk, done.key)
            summary.add(done.summary)
            summary.seconds = time.perf_counter() - begin
            tick(summary, plan.documents)
        stop.check()
        _finish(keys, Parts(job.parts), out, formats)
        if not settings.partial and len(wanted) == plan.chunks:
            Parts(job.parts).prune(keys)
        summary.seconds = time.perf_counter() - begin
        summary.write(out / "run.json")
    return summary


@contextmanager
def _output(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error}); what is done is kept: run again to go on") from error


def _done(work: Iterator[Chunk], job: Job, settings: Settings, lock: int) -> Iterator[Done]:
    if settings.cluster:
        from pipeline.batch.ray import Cluster  # ray is an extra

        return Cluster(job, max(1, settings.workers), settings.limits, settings.cluster)(work)
    if settings.workers:
        return Pool(job, settings.workers, settings.limits, lock)(work)
    return map(Work(job), work)


def _finish(keys: Keys, parts: Parts, out: Path, formats: Collection[str]) -> None:
    """Makes the tables of the parts, in the order of chunks."""
    with ExitStack() as stack:
        files = [stack.enter_context(aside(out / f"{table}.jsonl")) for table in TABLES]
        for key in keys:
            for file, rows in zip(files, parts.tables(key), strict=True):
                file.write(rows)
        for file in files:  # all of them before the first takes its name, so that the names change at one moment
            file.flush()
            os.fsync(file.fileno())
    export(out, formats)
