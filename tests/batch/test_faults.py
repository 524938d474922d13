"""Faults on purpose: killed workers and parents, hanging and greedy articles, a full disk. The bytes stay the same.

`TRIPLINE_KILLS=50` draws more moments to kill at than the few of every day.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch.parts import locked
from pipeline.batch.run import run
from pipeline.errors import OutputError, WorkerError
from pipeline.flow import Flow
from pipeline.io.read import find
from pipeline.io.rows import TABLES

SCRIPT = "import sys, toy_run; toy_run.main(*sys.argv[1:])"
HERE = Path(__file__).parent
KILLS = int(os.environ.get("TRIPLINE_KILLS", "5"))
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

toy_run = importlib.import_module("toy_run")


def write_corpus(folder: Path, count: int = 60) -> Path:
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:03}.txt").write_text(f"From the wire\nslow story {chr(97 + i % 26) * 8} {i}\n")
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("faults") / "corpus")


@pytest.fixture(scope="module")
def undisturbed(corpus: Path) -> dict[str, bytes]:
    out = corpus.parent / "undisturbed"
    run(find([corpus]), toy_run.make_flow, out)
    assert (out / "documents.jsonl").read_bytes().count(b"\n") == 60
    return tables(out)


def tables(out: Path) -> dict[str, bytes]:
    return {table: (out / f"{table}.jsonl").read_bytes() for table in TABLES}


def failures(out: Path) -> dict[str, tuple[str, str]]:
    rows = map(json.loads, (out / "failures.jsonl").read_text().splitlines())
    return {row["document"]: (row["error"], row["message"]) for row in rows}


def start(corpus: Path, out: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{HERE}", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", SCRIPT, str(corpus), str(out), *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)


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


# ------------------------------------------------------------------------------------------------ workers


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_the_same_bytes_for_any_number_of_workers(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    process = start(corpus, tmp_path, str(workers))
    assert process.wait(60) == 0
    assert tables(tmp_path) == undisturbed


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


@pytest.mark.parametrize("workers", ["1", "2"])
def test_workers_that_are_killed_cost_nothing(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, workers: str
) -> None:
    process = start(corpus, tmp_path, workers)
    for count in (1, 3):
        wait_for_parts(process, tmp_path, count)
        for worker in workers_of(process)[:1]:
            os.kill(worker, signal.SIGKILL)
    assert process.wait(60) == 0
    assert tables(tmp_path) == undisturbed


def moments() -> Iterator[tuple[int, float]]:
    """When to kill: after so many parts, and so many seconds."""
    draw = random.Random(20261125)
    return ((draw.randrange(7), draw.uniform(0, 0.3)) for _ in range(KILLS))


def test_a_run_killed_at_any_moment_goes_on(corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    for place, (count, seconds) in enumerate(moments()):
        out, workers = tmp_path / str(place), 1 + place % 2
        process = start(corpus, out, str(workers))
        wait_for_parts(process, out, count)
        time.sleep(seconds)
        left = workers_of(process)
        process.kill()
        process.wait()
        done = {path: path.stat().st_mtime_ns for path in out.glob(".parts/??/*") if path.suffix != ".part"}
        assert wait_until(lambda left=left: not any(map(command, left)), 2), "no orphan after 2 s"
        assert not list(out.glob("*.jsonl")) or tables(out) == undisturbed, "no half-written table"
        process = start(corpus, out, str(3 - workers))
        assert process.wait(60) == 0
        assert tables(out) == undisturbed
        assert all(path.stat().st_mtime_ns == then for path, then in done.items()), "nothing is done twice"
        assert not list(out.rglob("*.part"))


def test_a_signal_lets_the_chunk_in_hand_end(corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    process = start(corpus, tmp_path, "2")
    wait_for_parts(process, tmp_path, 1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) != 0
    assert b"StoppedError" in process.communicate()[1]
    assert parts(tmp_path)
    assert not list(tmp_path.rglob("*.part"))
    assert start(corpus, tmp_path, "1").wait(60) == 0
    assert tables(tmp_path) == undisturbed


def test_a_second_run_into_the_same_folder_is_told_so(corpus: Path, tmp_path: Path) -> None:
    with locked(tmp_path):
        assert b"BusyError" in start(corpus, tmp_path, "1").communicate(timeout=30)[1]
    assert not (tmp_path / "documents.jsonl").exists()


def test_what_was_set_aside_is_tried_again_when_asked(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("die once")
    corpus, out, settings = find([tmp_path / "corpus"]), tmp_path / "out", toy_run.settings(1)
    assert run(corpus, toy_run.make_flow, out, settings=settings).failures == {"run": 1}
    assert run(corpus, well, out, settings=settings).failures == {"run": 1}
    assert not run(corpus, well, out, settings=replace(settings, retry=True)).failures


def well(repeated: frozenset[str]) -> Flow:
    """The toy flow without the stage that misbehaves."""
    return Flow(toy_run.make_flow(repeated).stages[:1])


# ------------------------------------------------------------------------------------------ bad documents

BAD = {
    "010.txt": ("hang", "TimeoutError", "took longer than 1 s, 2 times"),
    "020.txt": ("die", "ChildProcessError", "ended its worker (SIGKILL), 2 times"),
    "030.txt": ("eat", "MemoryError", "took more than 300 MiB of memory, 2 times"),
    "040.txt": ("poison", "RuntimeError", "cannot work on this"),
}


@pytest.fixture(scope="module")
def with_bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("bad") / "corpus")
    for name, (text, _, _) in BAD.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_document_is_set_aside_and_harms_no_other(
    with_bad: Path, undisturbed: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    settings = toy_run.settings(workers, 1.0)
    summary = run(find([with_bad]), toy_run.make_flow, tmp_path, settings=settings)
    assert failures(tmp_path) == {name: (error, message) for name, (_, error, message) in BAD.items()}
    assert summary.failures == {"run": 3, "relations": 1}
    good = [line for line in undisturbed["triples"].splitlines() if json.loads(line)["document"] not in BAD]
    assert (tmp_path / "triples.jsonl").read_bytes().splitlines() == good
    before = tables(tmp_path)
    again = run(find([with_bad]), toy_run.make_flow, tmp_path, settings=settings)
    assert (again.reused, tables(tmp_path)) == (60, before), "what was set aside is not tried again"


def dies_when_it_is_built(repeated: frozenset[str]) -> None:
    os._exit(7)


def test_workers_that_die_without_a_document_end_the_run(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="exit code 7"):
        run(find([corpus]), dies_when_it_is_built, tmp_path, settings=toy_run.settings(1))


# -------------------------------------------------------------------------------------------- a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run([mount, "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], capture_output=True)
    if not made or made.returncode:
        pytest.skip("no right to mount a tmpfs on this machine")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_a_full_disk_ends_the_run_with_a_usable_journal(
    corpus: Path, undisturbed: dict[str, bytes], small_disk: Path, workers: int
) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (90 << 10))
    out = small_disk / "out"
    with pytest.raises(OutputError, match="No space left"):
        run(find([corpus]), toy_run.make_flow, out, settings=toy_run.settings(workers))
    done = parts(out)
    assert done
    assert not list(out.rglob("*.part"))
    filler.unlink()
    assert run(find([corpus]), toy_run.make_flow, out, settings=toy_run.settings(workers)).reused > 0
    assert tables(out) == undisturbed
    assert done <= parts(out)
