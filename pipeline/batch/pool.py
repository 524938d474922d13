"""Worker processes under watch: they are given chunks, and killed and replaced when a document takes too much.

A document that a worker has in hand when it dies is tried once more in a new worker; when that dies too, the document
is set aside and the rest of its chunk goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess, SpawnProcess

from pipeline.batch.chunk import Chunk
from pipeline.batch.process import Limits, Worker, resident
from pipeline.batch.work import Done, Job
from pipeline.batch.worker import serve
from pipeline.errors import OutputError, WorkerError

_LOOK = 0.25  # seconds between two looks at deadlines and memory
_STILLBORN = 6  # so many deaths over one chunk before a document of it is in hand: it is not chance


class Pool:
    """So many workers for one job.

    `lock`: a descriptor that no worker may keep open. Given that, a single worker is forked, which costs a millisecond:
    a process that has read no model and started no thread has nothing that a fork could harm. Else workers are started
    afresh, which takes half a second each.
    """

    def __init__(self, job: Job, size: int, limits: Limits, lock: int | None = None) -> None:
        self._job = job
        self._size = size
        self._limits = limits
        self._lock = lock if size == 1 and sys.platform == "linux" else None
        self._workers: list[Worker] = []
        self._again: deque[Chunk] = deque()
        self._deaths: Counter[tuple[int, int | None]] = Counter()

    def __call__(self, chunks: Iterator[Chunk]) -> Iterator[Done]:
        """The chunks, in the order in which they get done. OutputError when a part cannot be written, WorkerError when
        workers die without a document in hand."""
        try:
            while self._feed(chunks):
                for worker in self._speaking():
                    if (done := self._hear(worker)) is not None:
                        yield done
                for worker in self._workers:
                    worker.check(self._limits)
        finally:
            for worker in self._workers:
                worker.end()

    def _feed(self, chunks: Iterator[Chunk]) -> bool:
        """Gives every idle worker a chunk, and starts workers as long as there are chunks; whether any is at work."""
        while (idle := self._idle()) or len(self._workers) < self._size:
            chunk = self._again.popleft() if self._again else next(chunks, None)
            if chunk is None:
                break
            (idle or self._start()).give(chunk)
        return any(worker.chunk for worker in self._workers)

    def _idle(self) -> Worker | None:
        return next((worker for worker in self._workers if worker.chunk is None), None)

    def _start(self) -> Worker:
        ours, theirs = multiprocessing.Pipe()
        given = (theirs, os.getpid(), self._job, self._lock)
        process: ForkProcess | SpawnProcess
        if self._lock is not None:
            process = multiprocessing.get_context("fork").Process(target=serve, args=given, daemon=True)
        else:
            process = multiprocessing.get_context("spawn").Process(target=serve, args=given, daemon=True)
        process.start()
        theirs.close()
        worker = Worker(process, ours, resident(os.getpid()) if self._lock is not None else 0)
        self._workers.append(worker)
        return worker

    # ------------------------------------------------------------------------------------------- listening

    def _speaking(self) -> list[Worker]:
        ready = wait([worker.pipe for worker in self._workers], timeout=_LOOK)
        return [worker for worker in self._workers if worker.pipe in ready]

    def _hear(self, worker: Worker) -> Done | None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return None
        match message:
            case "hold", int(place), int(characters):
                worker.hold(place, characters)
                return None
            case "done", Done() as done:
                worker.chunk = worker.place = None
                if worker.memory() > self._limits.worker_bytes // 2:  # it has grown; a new one starts small
                    worker.end()
                    self._workers.remove(worker)
                return done
            case "output", str(why):
                raise OutputError(f"{self._job.parts}: cannot be written: {why}; run again to go on from here")
            case "error", Exception() as error:
                raise error
        raise WorkerError(f"a worker said {message!r}, which means nothing")

    def _bury(self, worker: Worker) -> None:
        """Takes a dead worker's chunk back; its document is set aside if it was in hand before at such a moment."""
        worker.end()
        self._workers.remove(worker)
        chunk, place, cause = worker.chunk, worker.place, worker.cause()
        if chunk is None:
            return
        self._deaths[chunk.id, place] += 1
        if place is None and self._deaths[chunk.id, place] == _STILLBORN:
            names = ", ".join(source.name for source in chunk.sources)
            raise WorkerError(f"workers die before they take a document in hand: {cause}; reading {names}")
        if place is not None and self._deaths[chunk.id, place] == self._limits.kills:
            cause = type(cause)(f"{cause}, {self._limits.kills} times")
            chunk = replace(chunk, aside={**chunk.aside, place: cause})
        self._again.append(chunk)
