"""The same chunks on a Ray cluster: the same bytes, with an actor killed mid-run and a document that kills workers."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.batch import ray as cluster
from pipeline.batch.process import Limits
from pipeline.batch.run import run
from pipeline.batch.work import Job
from pipeline.errors import WorkerError
from pipeline.io.read import find
from pipeline.io.rows import TABLES

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCRIPT = "import sys, toy_run; toy_run.main(*sys.argv[1:])"


def test_without_ray_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    job = Job(lambda repeated: None, frozenset(), "", tmp_path)
    with pytest.raises(WorkerError, match=r"pip install 'tripline\[ray\]'"):
        next(cluster.Cluster(job, 1, Limits(), "local")(iter(())))


class StandIn:
    """As much of Ray as the cluster asks for, in this process; actors are lost when the list says so."""

    def __init__(self, lost: list[bool]) -> None:
        self.lost = lost
        self.exceptions = SimpleNamespace(RayActorError=LookupError, RayTaskError=ArithmeticError)

    def remote(self, **options: object) -> Callable[[type], SimpleNamespace]:
        return lambda kind: SimpleNamespace(remote=lambda *given: self.handle(kind(*given)))

    def handle(self, actor: cluster.Actor) -> SimpleNamespace:
        return SimpleNamespace(do=SimpleNamespace(remote=lambda chunk: Promise(actor, chunk)))

    def wait(self, promises: list[Promise]) -> tuple[list[Promise], list[Promise]]:
        return promises[-1:], promises[:-1]

    def get(self, promise: Promise) -> object:
        if self.lost and self.lost.pop(0):
            raise LookupError("the machine is gone")
        return promise.actor.do(promise.chunk)

    def shutdown(self) -> None:
        pass


@dataclass(frozen=True, eq=False)
class Promise:
    actor: cluster.Actor
    chunk: object


def test_the_same_bytes_when_machines_are_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, toy_run = write_corpus(tmp_path), importlib.import_module("toy_run")
    monkeypatch.setattr(cluster, "PAUSE", 0.0)
    monkeypatch.setattr(cluster, "_connected", lambda address: StandIn([False, True, True, False, True]))
    run(find([corpus]), toy_run.make_flow, tmp_path / "here", settings=toy_run.settings(1))
    there = replace(toy_run.settings(2), cluster="local")
    assert run(find([corpus]), toy_run.make_flow, tmp_path / "there", settings=there).failures == {"run": 1}
    assert tables(tmp_path / "here") == tables(tmp_path / "there")


def test_machines_that_are_lost_again_and_again_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, toy_run = write_corpus(tmp_path), importlib.import_module("toy_run")
    monkeypatch.setattr(cluster, "PAUSE", 0.0)
    monkeypatch.setattr(cluster, "_connected", lambda address: StandIn([True] * 99))
    with pytest.raises(WorkerError, match="lost 5 machines"):
        run(find([corpus]), toy_run.make_flow, tmp_path, settings=replace(toy_run.settings(1), cluster="local"))


def write_corpus(folder: Path) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    for i in range(60):
        (corpus / f"{i:03}.txt").write_text(f"slow story {chr(97 + i % 26) * 8} {i}\n" * 20)
    (corpus / "030.txt").write_text("die")
    return corpus


def tables(out: Path) -> dict[str, bytes]:
    return {table: (out / f"{table}.jsonl").read_bytes() for table in TABLES}


# ---------------------------------------------------------------------------------------------- a real one


def actors() -> list[int]:
    """The processes of actors, by their titles."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cmdline").read_bytes().startswith(b"ray::Actor.do"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def test_the_same_bytes_with_an_actor_killed(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="ray is not installed; pip install 'tripline[ray]'")
    toy_run = importlib.import_module("toy_run")
    corpus = write_corpus(tmp_path)
    run(find([corpus]), toy_run.make_flow, tmp_path / "here", settings=toy_run.settings(1))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE), *sys.path])}
    command = [sys.executable, "-c", SCRIPT, str(corpus), str(tmp_path / "there"), "2", "local"]
    process = subprocess.Popen(command, env=environment)
    until = time.monotonic() + 120
    while process.poll() is None and not (killed := actors()[:1]) and time.monotonic() < until:
        time.sleep(0.01)
    for actor in killed:
        os.kill(actor, signal.SIGKILL)
    assert process.wait(180) == 0
    assert killed
    assert tables(tmp_path / "here") == tables(tmp_path / "there")
    (failure,) = map(json.loads, (tmp_path / "there" / "failures.jsonl").read_text().splitlines())
    assert (failure["document"], failure["stage"]) == ("030.txt", "run")
