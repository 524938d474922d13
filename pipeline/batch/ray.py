"""Many machines: Ray hands the same chunks to the same pool, one worker of it on each processor of a cluster.

An actor is a `Pool` of one worker, so that deadlines, memory and deaths are dealt with beside the worker, as on one
machine. What is left to Ray is to find a processor for an actor, and to say when one is lost: its chunk then goes to
another. All machines must see the articles and the output folder under the same paths.
"""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Iterator
from importlib import import_module
from queue import SimpleQueue
from typing import Any

from pipeline.batch.chunk import Chunk
from pipeline.batch.pool import Pool
from pipeline.batch.process import Limits
from pipeline.batch.work import Done, Job
from pipeline.errors import WorkerError

LOSSES = 5  # so many actors may be lost over one chunk: machines are taken away, but not for ever

PAUSE = 1.0  # seconds after a loss, in which Ray finds another machine


class Actor:
    """One worker and its watch, wherever Ray puts it."""

    def __init__(self, job: Job, limits: Limits) -> None:
        self._chunks: SimpleQueue[Chunk] = SimpleQueue()
        self._done = Pool(job, 1, limits)(iter(self._chunks.get, None))

    def do(self, chunk: Chunk) -> Done:
        """The chunk, done; raises what the pool does."""
        self._chunks.put(chunk)
        return next(self._done)


class Cluster:
    """So many actors for one job on the cluster at `address`; "local" starts one on this machine."""

    def __init__(self, job: Job, size: int, limits: Limits, address: str) -> None:
        self._job = job
        self._size = size
        self._limits = limits
        self._address = address

    def __call__(self, chunks: Iterator[Chunk]) -> Iterator[Done]:
        """The chunks, in the order in which they get done; errors as those of `Pool`."""
        ray = _connected(self._address)
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=0)(Actor)
        idle = deque(actor.remote(self._job, self._limits) for _ in range(self._size))
        busy: dict[Any, tuple[Any, Chunk]] = {}
        losses: Counter[int] = Counter()
        again: deque[Chunk] = deque()
        try:
            while True:
                while idle and (chunk := again.popleft() if again else next(chunks, None)):
                    worker = idle.popleft()
                    busy[worker.do.remote(chunk)] = worker, chunk
                if not busy:
                    return
                for ready in ray.wait(list(busy))[0]:
                    worker, chunk = busy.pop(ready)
                    idle.append(worker)
                    try:
                        yield ray.get(ready)
                    except ray.exceptions.RayActorError as error:
                        losses[chunk.id] += 1
                        if losses[chunk.id] == LOSSES:
                            raise WorkerError(
                                f"lost {LOSSES} machines over {chunk.sources[0].name}: {error}"
                            ) from error
                        again.append(chunk)
                        time.sleep(PAUSE)
                    except ray.exceptions.RayTaskError as error:
                        raise error.cause from None
        finally:
            ray.shutdown()


def _connected(address: str) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
    try:
        ray = import_module("ray")
    except ImportError as error:
        raise WorkerError("ray is not installed; pip install 'tripline[ray]'") from error
    ray.init(address=address, include_dashboard=False, log_to_driver=False)
    return ray
