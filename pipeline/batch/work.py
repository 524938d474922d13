"""The chunk function: what is done to one chunk, on whatever machine and in whatever process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pipeline.batch.chunk import Chunk, Hold, Loaded, Record, loaded, run_chunk
from pipeline.batch.parts import Entry, Parts, inputs, key, rows_of
from pipeline.batch.summary import Summary
from pipeline.document import Document
from pipeline.flow import Flow

MakeFlow = Callable[[frozenset[str]], Flow]
STAGE = "run"  # failures of a document that killed its worker stand under this name


@dataclass(frozen=True, slots=True)
class Job:
    """What all chunks of a run have in common. `fingerprint` names model, profile, ontology and code; `retry`: whether
    documents that an earlier run gave up are tried again."""

    make_flow: MakeFlow
    repeated: frozenset[str]
    fingerprint: str
    parts: Path
    retry: bool = False

    @property
    def digest(self) -> str:
        """Digest of the repeated lines."""
        return sha256("\n".join(sorted(self.repeated)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that is done: its number, the name of its part, its counts."""

    chunk: int
    key: str
    summary: Summary


class Work:
    """The job with its flow, which is built when the first chunk needs it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._digest = job.digest
        self._parts = Parts(job.parts)

    @cached_property
    def _flow(self) -> Flow:
        return self._job.make_flow(self._job.repeated)

    def __call__(self, chunk: Chunk, hold: Hold = lambda place, characters: None) -> Done:
        """Sees to it that the chunk's part is there: an earlier run's where nothing has changed, else a new one.

        OSError if the part cannot be written.
        """
        items = list(loaded(chunk.sources))
        hashes = inputs(items)
        name = key(self._job.fingerprint, hashes)
        old = self._parts.entry(name)
        if old and old.aside and self._job.retry:
            old = None
        if old and old.repeated == self._digest:
            return _reused(chunk, name, old)
        items = [_set_aside(chunk, place, item) for place, item in enumerate(items)]
        clean = self._flow.until("text")
        items = [_cleaned(place, item, clean, hold) for place, item in enumerate(items)]
        cleaned = _digest(items)
        if old and old.cleaned == cleaned:
            return _reused(chunk, name, old)
        records = run_chunk(items, self._flow, hold)
        rows, summary = rows_of(records), Summary.of(records)
        aside = tuple(chunk.sources[place].name for place in sorted(chunk.aside))
        sizes = tuple(map(len, rows))
        entry = Entry(self._job.fingerprint, hashes, self._digest, cleaned, aside, sizes, summary.counts())
        self._parts.write(name, entry, rows)
        return Done(chunk.id, name, summary)


def _reused(chunk: Chunk, name: str, old: Entry) -> Done:
    summary = old.summary
    summary.reused = summary.done
    return Done(chunk.id, name, summary)


def _set_aside(chunk: Chunk, place: int, item: Loaded) -> Loaded:
    cause = chunk.aside.get(place)
    return Record.failed(chunk.sources[place].name, STAGE, cause) if cause else item


def _cleaned(place: int, item: Loaded, clean: Flow, hold: Hold) -> Loaded:
    """The document with its text; as it was if that fails, for the whole flow to fail on it again and to say why."""
    if isinstance(item, Record):
        return item
    hold(place, len(item.raw))
    try:
        return clean([item])[0]
    except Exception:
        return item


def _digest(items: Sequence[Loaded]) -> str:
    """Digest of the cleaned texts: all that repeated lines can change."""
    texts = [repr(item.text) if isinstance(item, Document) else item.document for item in items]
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
