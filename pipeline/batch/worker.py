"""A worker process: takes chunks from its parent, does them, says which document it has in hand.

What it says: ("hold", place in the chunk, characters), ("done", Done), ("output", why a part cannot be written), or
("error", an exception that is no document's fault).
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from multiprocessing.connection import Connection

from pipeline.batch.chunk import Chunk
from pipeline.batch.work import Job, Work

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def serve(pipe: Connection, parent: int, job: Job, lock: int | None) -> None:
    """Does chunks until it is killed. `lock`: a descriptor that a forked child must not keep open.

    A signal that stops the run is the parent's affair: the worker finishes its chunk. It dies with its parent.
    """
    if lock is not None:
        os.close(lock)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _die_with(parent)
    work = Work(job)
    while (chunk := _next(pipe)) is not None:
        try:
            pipe.send(("done", work(chunk, lambda place, characters: pipe.send(("hold", place, characters)))))
        except OSError as error:
            pipe.send(("output", str(error)))
        except Exception as error:
            pipe.send(("error", error))


def _next(pipe: Connection) -> Chunk | None:
    try:
        chunk: Chunk = pipe.recv()
    except EOFError:  # the parent has ended
        return None
    return chunk


def _die_with(parent: int) -> None:
    """Has the kernel kill this process when its parent ends. Only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)
