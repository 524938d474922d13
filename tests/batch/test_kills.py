"""`kill -9` at random moments, of the run and of a worker: what comes out is what an undisturbed run gives.

`TRIPLINE_KILLS=50 pytest tests/batch/test_kills.py -s` draws more moments than the few of every day; the figures
printed stand in docs/scale.md.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from toy_process import command, parts, start, tables, wait_until, workers_of

from pipeline.batch.chunk import chunks
from pipeline.io.read import find

KILLS = int(os.environ.get("TRIPLINE_KILLS", "5"))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@dataclass(frozen=True)
class Moment:
    """When to kill: when so many articles were begun, and some seconds later."""

    begun: int
    seconds: float
    workers: int

    def wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        assert wait_until(lambda: process.poll() is not None or len(begun(log)) >= self.begun, 60)
        time.sleep(self.seconds)


def moments(seed: int, earliest: int) -> Iterator[Moment]:
    """From the first of the articles to the last and a little beyond, with 1 and 2 workers in turn; where `earliest`
    is negative, some in the second in which a run starts."""
    draw = random.Random(seed)
    for place in range(KILLS):
        begun = draw.randrange(earliest, 61)
        yield Moment(begun, draw.uniform(0, 0.05 if begun > 0 else 1), 1 + place % 2)


def begun(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


@dataclass
class Figures:
    """What is counted over all moments."""

    at_work: int = 0  # moments at which some parts were done, and not all
    redone: Counter[int] = field(default_factory=Counter)  # chunks done again for a kill -> how often
    longest: float = 0.0  # seconds until all workers of a killed run were gone

    def told(self, what: str) -> str:
        redone = ", ".join(f"{chunks} {times} times" for chunks, times in sorted(self.redone.items()))
        return (
            f"{what} killed {KILLS} times, {self.at_work} of them between its first part and its last: "
            f"the same bytes {KILLS} times; chunks begun again: {redone}"
        )


def again(corpus: Path, before: list[str], after: list[str]) -> int:
    """How many chunks have an article that was begun before and after."""
    twice = set(before) & set(after)
    return sum(any(source.name in twice for source in chunk.sources) for chunk in chunks(find([corpus])))


def test_a_run_killed_at_any_moment_goes_on(slow_corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    figures, count = Figures(), len(list(chunks(find([slow_corpus]))))
    for place, moment in enumerate(moments(20261125, -5)):
        out, log = tmp_path / str(place), tmp_path / f"{place}.log"
        process = start(slow_corpus, out, str(moment.workers), TOY_LOG=str(log))
        moment.wait(process, log)
        left = workers_of(process)
        process.kill()
        process.wait()
        killed = time.monotonic()
        assert wait_until(lambda left=left: not any(map(command, left)), 2), "no orphan after 2 s"
        figures.longest = max(figures.longest, time.monotonic() - killed)
        done, before = times(out), begun(log)
        assert not list(out.glob("*.jsonl")) or tables(out) == undisturbed, "no half-written table"
        assert start(slow_corpus, out, str(3 - moment.workers), TOY_LOG=str(log)).wait(60) == 0
        assert tables(out) == undisturbed
        assert done.items() <= times(out).items(), "no part is done twice"
        assert not list(out.rglob("*.part"))
        redone = again(slow_corpus, before, begun(log)[len(before) :])
        assert redone <= moment.workers, "a worker loses the chunk in its hand, and no other"
        figures.redone[redone] += 1
        figures.at_work += 0 < len(done) < count
    print(f"\n{figures.told('the run')}; all workers gone after {figures.longest:.2f} s at most")


def times(out: Path) -> dict[str, int]:
    """When each part was made."""
    return {name: (out / ".parts" / name[:2] / name).stat().st_mtime_ns for name in parts(out)}


def test_a_worker_killed_at_any_moment_costs_nothing(
    slow_corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    figures, count, draw = Figures(), len(list(chunks(find([slow_corpus])))), random.Random(7)
    for place, moment in enumerate(moments(20261126, 1)):
        out, log = tmp_path / str(place), tmp_path / f"{place}.log"
        process = start(slow_corpus, out, str(moment.workers), TOY_LOG=str(log))
        moment.wait(process, log)
        if workers := workers_of(process):
            os.kill(draw.choice(workers), signal.SIGKILL)
            figures.at_work += 0 < len(parts(out)) < count
        assert process.wait(60) == 0
        assert tables(out) == undisturbed
        assert not any(map(command, workers)), "no worker outlives the run"
        assert not list(out.rglob("*.part"))
        twice = [name for name, times in Counter(begun(log)).items() if times > 1]
        redone = again(slow_corpus, twice, twice)
        assert redone <= 1, "the worker loses the chunk in its hand, and no other"
        figures.redone[redone] += 1
    print(f"\n{figures.told('a worker')}")
