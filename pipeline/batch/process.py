"""A worker process as its parent sees it: what it has in hand, and what that has taken so far."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess, SpawnProcess
from pathlib import Path

from pipeline.batch.chunk import Chunk

# A document that computes little may hold its worker so many times longer than one that computes without a pause:
# where many processes share a processor, a clock on the wall would set sound documents aside.
IDLE = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take. `doc_seconds` of computing, beside `doc_seconds_per_character` for every character,
    which is 15 times what the model takes; `worker_bytes`: memory of a worker; `kills`: so many deaths of a worker set
    the document in its hand aside."""

    doc_seconds: float = 30.0
    doc_seconds_per_character: float = 0.001
    worker_bytes: int = 2 << 30
    kills: int = 2


@dataclass(slots=True)
class Worker:
    """A process, the chunk it works on, and the document it holds: its place in the chunk, its size, since when.

    `inherited`: resident bytes of the process that it was forked from, which are not of its own making.
    """

    process: ForkProcess | SpawnProcess
    pipe: Connection
    inherited: int = 0
    chunk: Chunk | None = None
    place: int | None = None
    characters: int = 0
    since: tuple[float, float] = (0.0, 0.0)
    killed: Exception | None = None

    def give(self, chunk: Chunk) -> None:
        """Sends it a chunk."""
        self.chunk, self.place = chunk, None
        with suppress(OSError):  # it has died; that is seen when it is listened to
            self.pipe.send(chunk)

    def hold(self, place: int, characters: int) -> None:
        """Notes which document it has in hand from now on."""
        self.place, self.characters, self.since = place, characters, self._clocks()

    def check(self, limits: Limits) -> None:
        """Kills it when its document takes too long or too much."""
        if self.killed or self.chunk is None:
            return
        allowed = limits.doc_seconds + limits.doc_seconds_per_character * self.characters
        computed, waited = (now - then for now, then in zip(self._clocks(), self.since, strict=True))
        if self.place is not None and (computed > allowed or waited > IDLE * allowed):
            self.killed = TimeoutError(f"took longer than {allowed:.0f} s")
        elif self.memory() > limits.worker_bytes:
            self.killed = MemoryError(f"took more than {limits.worker_bytes >> 20:,} MiB of memory")
        if self.killed:
            self.process.kill()

    def end(self) -> None:
        """Kills it and waits until it is gone."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def cause(self) -> Exception:
        """Why it is dead."""
        code = self.process.exitcode
        how = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
        return self.killed or ChildProcessError(f"ended its worker ({how})")

    def memory(self) -> int:
        """Resident bytes of its own; 0 where the system does not say."""
        return max(0, resident(self.process.pid) - self.inherited)

    def _clocks(self) -> tuple[float, float]:
        """Seconds it has computed, and seconds on the clock; the second for both where the system does not say."""
        now = time.monotonic()
        with suppress(OSError, ValueError, IndexError):
            ticks = self._told("stat").rpartition(")")[2].split()[11:13]  # user and system time, proc(5)
            return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"), now
        return now, now

    def _told(self, name: str) -> str:
        return Path(f"/proc/{self.process.pid}/{name}").read_text()


def resident(pid: int | None) -> int:
    """Resident bytes of a process; 0 where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
