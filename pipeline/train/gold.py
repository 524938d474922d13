"""The labelled articles as training sentences: names in all ten types, in our own tokenisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pipeline.document import Document, Mention
from pipeline.gold.folder import read_gold
from pipeline.stages.parse.segment import sentences
from pipeline.train.corpora import Sentence


class Placed(Protocol):
    """A word at its place in the raw text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def read(folder: Path, split: str) -> Iterator[Sentence]:
    """Sentences of the articles of one split ("train", "dev") of a gold folder with texts.

    Boilerplate sentences are left out. GoldError if the folder cannot be used.
    """
    for article in read_gold(folder, split):
        yield from _article(article)


def _article(article: Document) -> Iterator[Sentence]:
    cuts = article.text.cuts if article.text else ()
    names = [m for m in article.mentions or () if m.kind == "name"]
    for words in sentences(article.raw):
        begin, end = words[0].start, words[-1].end
        if not any(begin < cut.end and cut.start < end for cut in cuts):
            yield Sentence(words=tuple(w.form for w in words), names=tags(words, names))


def tags(words: Sequence[Placed], names: Sequence[Mention]) -> tuple[str, ...]:
    """BIO tags of the words by the names that stand there."""
    tags = ["O"] * len(words)
    for name in names:
        inside = [i for i, w in enumerate(words) if w.start < name.end and name.start < w.end]
        for at in inside:
            tags[at] = ("B-" if at == inside[0] else "I-") + name.type
    return tuple(tags)
