"""A chunk of a corpus: the unit that is read, poured through the flow and written at once.

A chunk depends on nothing but its sources and the flow, so that chunks can be run anywhere and in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Document
from pipeline.errors import StageError, TriplineError
from pipeline.flow import Flow
from pipeline.io.read import Source, read
from pipeline.io.rows import Row, failure, tables

MOST_DOCUMENTS = 16
MOST_CHARACTERS = 200_000  # of raw text; a longer article is a chunk of its own


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one document: its rows by table; a failed one has a single row, in `failures`."""

    document: str
    rows: dict[str, list[Row]]

    @classmethod
    def failed(cls, document: str, stage: str, cause: BaseException) -> Record:
        return cls(document, {"failures": [failure(document, stage, cause)]})


Loaded = Document | Record


def loaded(sources: Iterable[Source]) -> Iterator[Loaded]:
    """Each source as a document, or as the record of why it cannot be read."""
    for source in sources:
        try:
            yield read(source)
        except (TriplineError, OSError, ValueError) as error:
            yield Record.failed(source.name, "read", error)


def chunks(items: Iterable[Loaded]) -> Iterator[list[Loaded]]:
    """Items in order, so many at once that a chunk keeps to both limits."""
    chunk: list[Loaded] = []
    characters = 0
    for item in items:
        size = len(item.raw) if isinstance(item, Document) else 0
        if chunk and (len(chunk) == MOST_DOCUMENTS or characters + size > MOST_CHARACTERS):
            yield chunk
            chunk, characters = [], 0
        chunk.append(item)
        characters += size
    if chunk:
        yield chunk


def run_chunk(chunk: Sequence[Loaded], flow: Flow) -> list[Record]:
    """One record per item, in order. When the whole fails, each document is run alone, and the bad ones set aside."""
    documents = [item for item in chunk if isinstance(item, Document)]
    try:
        records = iter([_record(document) for document in flow(documents)])
    except Exception:  # found again below, with the document that causes it
        records = (_alone(document, flow) for document in documents)
    return [item if isinstance(item, Record) else next(records) for item in chunk]


def _record(document: Document) -> Record:
    return Record(document.name, tables(document))


def _alone(document: Document, flow: Flow) -> Record:
    try:
        return _record(flow([document])[0])
    except StageError as error:
        return Record.failed(document.name, error.stage, error.__cause__ or error)
    except Exception as error:  # the document's rows cannot be made: it is set aside like any other
        return Record.failed(document.name, "rows", error)
