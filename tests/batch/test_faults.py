"""Faults on purpose: signals, hanging and greedy articles, a full disk. The bytes stay the same.

Kills at random moments are in `test_kills.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import toy_run
from toy_process import parts, start, tables, wait_for_parts, write_corpus

from pipeline.batch.parts import locked
from pipeline.batch.run import run
from pipeline.errors import OutputError, WorkerError
from pipeline.flow import Flow
from pipeline.io.read import find

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def failures(out: Path) -> dict[str, tuple[str, str]]:
    rows = map(json.loads, (out / "failures.jsonl").read_text().splitlines())
    return {row["document"]: (row["error"], row["message"]) for row in rows}


# ------------------------------------------------------------------------------------------------ workers


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_the_same_bytes_for_any_number_of_workers(
    slow_corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    process = start(slow_corpus, tmp_path, str(workers))
    assert process.wait(60) == 0
    assert tables(tmp_path) == undisturbed


def test_a_signal_lets_the_chunk_in_hand_end(slow_corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    process = start(slow_corpus, tmp_path, "2")
    wait_for_parts(process, tmp_path, 1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) != 0
    assert b"StoppedError" in process.communicate()[1]
    assert parts(tmp_path)
    assert not list(tmp_path.rglob("*.part"))
    assert start(slow_corpus, tmp_path, "1").wait(60) == 0
    assert tables(tmp_path) == undisturbed


def test_a_second_run_into_the_same_folder_is_told_so(slow_corpus: Path, tmp_path: Path) -> None:
    with locked(tmp_path):
        assert b"BusyError" in start(slow_corpus, tmp_path, "1").communicate(timeout=30)[1]
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


def test_workers_that_die_without_a_document_end_the_run(slow_corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="exit code 7"):
        run(find([slow_corpus]), dies_when_it_is_built, tmp_path, settings=toy_run.settings(1))


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
    slow_corpus: Path, undisturbed: dict[str, bytes], small_disk: Path, workers: int
) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (90 << 10))
    out = small_disk / "out"
    with pytest.raises(OutputError, match="No space left"):
        run(find([slow_corpus]), toy_run.make_flow, out, settings=toy_run.settings(workers))
    done = parts(out)
    assert done
    assert not list(out.rglob("*.part"))
    filler.unlink()
    assert run(find([slow_corpus]), toy_run.make_flow, out, settings=toy_run.settings(workers)).reused > 0
    assert tables(out) == undisturbed
    assert done <= parts(out)
