"""A chunk of a corpus: the unit that is read, poured through the flow and written at once.

A chunk depends on nothing but its sources and the flow, so that chunks can be run anywhere and in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pipeline.document import Document
from pipeline.errors import StageError, TriplineError
from pipeline.flow import Flow
from pipeline.io.read import Source, read
from pipeline.io.rows import Row, failure, tables

MOST_DOCUMENTS = 16
MOST_BYTES = 200_000  # a longer article is a chunk of its own


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one document: its rows by table; a failed one has a single row, in `failures`."""

    document: str
    rows: dict[str, list[Row]]

    @classmethod
    def failed(cls, document: str, stage: str, cause: BaseException) -> Record:
        return cls(document, {"failures": [failure(document, stage, cause)]})


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sources in order; `id` counts the chunks of a corpus from 0. `aside`: why a document is not to be tried again,
    by its place in the chunk."""

    id: int
    sources: tuple[Source, ...]
    aside: Mapping[int, BaseException] = field(default_factory=dict)


Loaded = Document | Record
Hold = Callable[[int, int], None]  # told the place of the document in hand, and its characters


def loaded(sources: Iterable[Source]) -> Iterator[Loaded]:
    """Each source as a document, or as the record of why it cannot be read."""
    for source in sources:
        try:
            yield read(source)
        except (TriplineError, OSError, ValueError) as error:
            yield Record.failed(source.name, "read", error)


def chunks(sources: Iterable[Source]) -> Iterator[Chunk]:
    """Sources in order, so many at once that a chunk keeps to both limits.

    A chunk also ends where the name of its last source says so: an article that comes or goes moves the borders of
    its neighbours, and not of all chunks that follow.
    """
    held: list[Source] = []
    size = made = 0
    for source in sources:
        if held and size + source.size > MOST_BYTES:
            yield Chunk(made, tuple(held))
            held, size, made = [], 0, made + 1
        held.append(source)
        size += source.size
        if len(held) == MOST_DOCUMENTS or _ends(source.name):
            yield Chunk(made, tuple(held))
            held, size, made = [], 0, made + 1
    if held:
        yield Chunk(made, tuple(held))


def _ends(name: str) -> bool:
    return sha256(name.encode("utf-8", "surrogatepass")).digest()[0] % MOST_DOCUMENTS == 0


def run_chunk(chunk: Sequence[Loaded], flow: Flow, hold: Hold = lambda place, characters: None) -> list[Record]:
    """One record per item, in order; a document on which the flow fails is set aside. `hold` is told which one is next.

    Documents are run one by one: batches are made within a document (see `engine.bundle`), so that more of them at
    once would not be quicker.
    """
    return [item if isinstance(item, Record) else _record(place, item, flow, hold) for place, item in enumerate(chunk)]


def _record(place: int, document: Document, flow: Flow, hold: Hold) -> Record:
    hold(place, len(document.raw))
    try:
        return Record(document.name, tables(flow([document])[0]))
    except StageError as error:
        return Record.failed(document.name, error.stage, error.__cause__ or error)
    except Exception as error:  # the document's rows cannot be made: it is set aside like any other
        return Record.failed(document.name, "rows", error)
