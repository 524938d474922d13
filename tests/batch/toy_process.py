"""A toy run in a process of its own (see `toy_run`), and what can be seen of it from outside. Linux only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.io.rows import TABLES

SCRIPT = "import sys, toy_run; toy_run.main(*sys.argv[1:])"
HERE = Path(__file__).parent


def write_corpus(folder: Path, count: int = 60) -> Path:
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:03}.txt").write_text(f"From the wire\nslow story {chr(97 + i % 26) * 8} {i}\n")
    return folder


def start(corpus: Path, out: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    around = os.environ | {"PYTHONPATH": f"{HERE.parents[1]}:{HERE}", "OMP_NUM_THREADS": "1"} | environment
    command = [sys.executable, "-c", SCRIPT, str(corpus), str(out), *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=around)


def tables(out: Path) -> dict[str, bytes]:
    return {table: (out / f"{table}.jsonl").read_bytes() for table in TABLES}


def parts(out: Path) -> set[str]:
    return {path.name for path in out.glob(".parts/??/*") if path.suffix != ".part"}


def wait_for_parts(process: subprocess.Popen[bytes], out: Path, count: int) -> None:
    assert wait_until(lambda: process.poll() is not None or len(parts(out)) >= count, 60)


def wait_until(reached: Callable[[], bool], seconds: float) -> bool:
    """Whether it was reached within so many seconds."""
    until = time.monotonic() + seconds
    while not (there := reached()) and time.monotonic() < until:
        time.sleep(0.005)
    return there


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The workers of a run, and not the process that Python starts beside them."""
    with suppress(OSError):
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return [int(child) for child in found if b"resource_tracker" not in command(int(child))]
    return []


def command(process: int) -> bytes:
    """The command line of a process; empty when it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""
