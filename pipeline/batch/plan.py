"""The first pass over a corpus: how much there is, and which lines repeat in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.batch.chunk import Chunk, chunks, loaded
from pipeline.document import Document
from pipeline.io.read import Source
from pipeline.stages.clean.repeats import repeated_lines

# Documents that are read for their lines before every second one is left out, then three of four, and so on.
SAMPLE = 8_192


@dataclass(frozen=True, slots=True)
class Plan:
    """Counts of a corpus, and its repeated lines."""

    documents: int
    chunks: int
    repeated: frozenset[str]

    def shard(self, number: int, of: int) -> range:
        """The chunks of one of so many equal parts of the corpus; `number` counts from 1."""
        return range(self.chunks * (number - 1) // of, self.chunks * number // of)

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Plan:
        """Reads a sample of the sources, in order, and counts them all."""
        count = _Count()
        repeated = repeated_lines(
            item for item in loaded(_sample(count.of(chunks(sources)))) if isinstance(item, Document)
        )
        return cls(count.documents, count.chunks, repeated)


@dataclass(slots=True)
class _Count:
    documents: int = 0
    chunks: int = 0

    def of(self, chunks: Iterable[Chunk]) -> Iterator[Source]:
        for chunk in chunks:
            self.chunks += 1
            self.documents += len(chunk.sources)
            yield from chunk.sources


def _sample(sources: Iterable[Source]) -> Iterator[Source]:
    """The first sources, then fewer and fewer of them: SAMPLE, and half as many for each doubling of the corpus.

    So the lines of a corpus of any size fit in memory, and every part of it has its share.
    """
    for at, source in enumerate(sources):
        if at % (1 << (at // SAMPLE).bit_length()) == 0:
            yield source
