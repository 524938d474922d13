"""The labelled articles as training sentences: names in all ten types, in our own tokenisation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import CorpusError
from pipeline.stages.parse.segment import Word, sentences
from pipeline.train.corpora import Sentence


def read(folder: Path, split: str) -> Iterator[Sentence]:
    """Sentences of the articles of one split ("train", "dev") of a gold folder: `articles/`, `labels/`, `index.tsv`.

    Boilerplate sentences are left out. CorpusError if the folder is not there.
    """
    index = folder / "index.tsv"
    if not index.is_file():
        raise CorpusError(f"{index}: not found; give the folder of labelled articles")
    for row in index.read_text("utf-8").splitlines()[1:]:
        name, part, *_ = row.split("\t")
        if part == split:
            raw = (folder / f"articles/{name}.txt").read_bytes().decode("utf-8")
            label = json.loads((folder / f"labels/{name}.json").read_text("utf-8"))
            yield from _article(raw, label)


def _article(raw: str, label: dict[str, list[dict[str, str]]]) -> Iterator[Sentence]:
    cuts = [(at, at + len(b)) for b in map(str, label.get("boilerplate", ())) if (at := raw.find(b)) >= 0]
    names = _names(raw, label["entities"], cuts)
    for words in sentences(raw):
        begin, end = words[0].start, words[-1].end
        if not any(begin < y and x < end for x, y in cuts):
            yield Sentence(words=tuple(w.form for w in words), names=_tags(words, names))


def _names(raw: str, entities: list[dict[str, str]], cuts: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Every place of every alias, longest match first, left to right (the labelled folder's own rule)."""
    hits = {
        (found.start(), found.end(), entity["type"])
        for entity in entities
        for alias in entity["aliases"]
        for found in re.finditer(r"(?<!\w)" + re.escape(alias) + r"(?![\w$])", raw)
        if not any(found.start() < y and x < found.end() for x, y in cuts)
    }
    chosen: list[tuple[int, int, str]] = []
    for hit in sorted(hits, key=lambda h: (h[0], -h[1], h[2])):
        if not chosen or hit[0] >= chosen[-1][1]:
            chosen.append(hit)
    return chosen


def _tags(words: list[Word], names: list[tuple[int, int, str]]) -> tuple[str, ...]:
    tags = ["O"] * len(words)
    for start, end, type_ in names:
        inside = [i for i, w in enumerate(words) if w.start < end and start < w.end]
        for at in inside:
            tags[at] = ("B-" if at == inside[0] else "I-") + type_
    return tuple(tags)
