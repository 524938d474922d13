"""A run with a flow that needs no model: `main(CORPUS, OUT, WORKERS, CLUSTER)`.

Its own file, so that worker processes can import the flow. What an article says happens when it is read: "poison"
fails, "hang" never ends, "die" kills the process, "eat" takes all memory, "slow" takes a moment.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.batch.process import Limits
from pipeline.batch.run import Settings, run
from pipeline.batch.signals import StoppedError
from pipeline.document import Argument, Document, Layer, Piece, Quote, Text, Triple
from pipeline.errors import TriplineError
from pipeline.flow import Flow
from pipeline.io.read import Corpus, Files
from pipeline.stages.clean.repeats import normalised

MEMORY = 300 << 20


@dataclass(frozen=True, slots=True)
class ToyClean:
    """The body is the raw text from its first line that does not repeat."""

    repeated: frozenset[str]
    name: str = "clean"
    gives: Layer = "text"
    needs: frozenset[Layer] = frozenset()

    def __call__(self, documents: Sequence[Document]) -> list[Text]:
        return [self._text(document.raw) for document in documents]

    def _text(self, raw: str) -> Text:
        first, _, rest = raw.partition("\n")
        start = len(first) + 1 if normalised(first) in self.repeated and rest else 0
        return Text(raw[start:], (Piece(0, len(raw) - start, start, len(raw) - start),))


@dataclass(frozen=True, slots=True)
class ToyRelations:
    """One triple for each document, from its first word to its last."""

    name: str = "relations"
    gives: Layer = "triples"
    needs: frozenset[Layer] = frozenset({"text"})

    def __call__(self, documents: Sequence[Document]) -> list[tuple[Triple, ...]]:
        return [self._triples(document) for document in documents]

    def _triples(self, document: Document) -> tuple[Triple, ...]:
        raw = document.raw
        note(document.name)
        behave(raw)
        argument = Argument("TOPIC", raw[:4], 0, 4)
        return (Triple("0" * 16, "event", "says", argument, argument, Quote(raw[:4], 0, 4), Quote(raw, 0, len(raw))),)


def note(name: str) -> None:
    """Writes into the file that TOY_LOG names which article is begun."""
    if path := os.environ.get("TOY_LOG"):
        with Path(path).open("a") as log:
            log.write(f"{name}\n")


def behave(raw: str) -> None:
    """Does what the article says."""
    if "poison" in raw:
        raise RuntimeError("cannot work on this")
    if "slow" in raw:
        time.sleep(0.01)
    if "die" in raw:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in raw:
        while True:
            pass
    if "eat" in raw:
        eaten = []
        while True:
            eaten.append(b"x" * (8 << 20))


def make_flow(repeated: frozenset[str]) -> Flow:
    return Flow((ToyClean(repeated), ToyRelations()))


def settings(workers: int, seconds: float = 30.0, fingerprint: str = "toy") -> Settings:
    return Settings(workers, Limits(seconds, 0.0, MEMORY), fingerprint)


def main(corpus: str, out: str, workers: str = "1", cluster: str = "") -> None:
    chosen = replace(settings(int(workers)), cluster=cluster)
    try:
        run(Corpus(Files.of([corpus])), make_flow, Path(out), settings=chosen)
    except (TriplineError, StoppedError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
