"""Readers of the public corpora, each in its upstream form, under the folder that `TRIPLINE_DATA` names.

A reader yields `Sentence`s for a split. What a corpus does not annotate is None. Where to get each corpus:
CONTRIBUTING.md. Texts are read, never copied into the project.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import CorpusError
from pipeline.train import propbank
from pipeline.train.propbank import Frames

# Genres of GUM whose texts may be trained on (CC BY, CC BY-SA, public domain); the others are non-commercial.
GUM_GENRES = frozenset("news interview academic court textbook vlog speech conversation bio voyage".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that expresses relations of the ontology, and the words that are subjects and objects to it.

    `unsure`: words of which it is not known what they are to it.
    """

    word: int
    relations: tuple[str, ...]
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one sentence with what a corpus says of them, each list as long as `words`.

    `heads`: index of the head word, own index for the root. `names`: BIO tags in the corpus's own labels. `frames`:
    PropBank's predicates with their arguments, one each for as many words as are predicates. `cues`: words that express
    relations of our ontology. `asked`: the relations of which the sentence has no other cues; None: all relations.
    """

    words: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    deprels: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    frames: Frames | None = None
    cues: tuple[Cue, ...] | None = None
    asked: frozenset[str] | None = None


def data_folder() -> Path:
    """The folder that `TRIPLINE_DATA` names; CorpusError if it is not set or not there."""
    given = os.environ.get("TRIPLINE_DATA", "")
    if not given or not Path(given).is_dir():
        raise CorpusError(
            f"TRIPLINE_DATA: got {given!r}; set it to the folder that holds the public corpora (see CONTRIBUTING.md)"
        )
    return Path(given)


def read(name: str, split: str, data: Path) -> Iterator[Sentence]:
    """Sentences of a corpus's split ("train", "dev", "test"); CorpusError for unknown names and for files that are
    missing or not in their upstream form."""
    reader = READERS.get(name)
    if reader is None:
        raise CorpusError(f"corpus {name!r}: known are {', '.join(READERS)}")
    return _checked(name, reader(data, split))


def _checked(name: str, sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    try:
        yield from sentences
    except (IndexError, KeyError, ValueError) as error:
        raise CorpusError(f"corpus {name!r}: a file is not in its upstream form: {error!r}") from error


def _lines(path: Path) -> Iterator[str]:
    if not path.is_file():
        raise CorpusError(f"{path}: not found; unpack the corpus there in its upstream form (see CONTRIBUTING.md)")
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file: syntactic words only (no ranges, no empty nodes)."""
    for document in conllu_documents(path):
        yield from document[1]


def conllu_documents(path: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """The documents of a CoNLL-U file, named by their "newdoc id" ("" before the first), with their sentences."""
    name, sentences = "", list[Sentence]()
    for block in _blocks(_lines(path)):
        begun = [line.partition("=")[2].strip() for line in block if line.startswith("# newdoc id")]
        if begun:
            if sentences:
                yield name, sentences
            name, sentences = begun[0], []
        rows = [line.split("\t") for line in block if line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            sentences.append(_tree(rows))
    if sentences:
        yield name, sentences


def _tree(rows: list[list[str]]) -> Sentence:
    return Sentence(
        words=tuple(row[1] for row in rows),
        upos=tuple(row[3] for row in rows),
        heads=tuple(int(row[6]) - 1 if row[6] != "0" else at for at, row in enumerate(rows)),
        deprels=tuple(row[7] for row in rows),
    )


def columns(path: Path, word: int, tag: int, separator: str | None = None) -> Iterator[Sentence]:
    """Sentences of a column file: the columns of the word and of its BIO or IOB1 tag, tags brought to BIO."""
    for block in _blocks(_lines(path)):
        rows = [line.split(separator) for line in block if not line.startswith(("# ", "-DOCSTART-"))]
        if rows:
            yield Sentence(words=tuple(r[word] for r in rows), names=_bio([r[tag] for r in rows]))


def _bio(tags: list[str]) -> tuple[str, ...]:
    """BIO from IOB1 or BIO: an I- that does not continue a span of its label begins one."""
    out: list[str] = []
    for tag in tags:
        if tag != "O" and tag[:2] not in ("B-", "I-"):
            raise ValueError(f"the tag {tag!r} is neither BIO nor IOB1")
        continues = bool(out) and out[-1][2:] == tag[2:] and out[-1] != "O"
        out.append("B-" + tag[2:] if tag.startswith("I-") and not continues else tag)
    return tuple(out)


def _ewt(data: Path, split: str) -> Iterator[Sentence]:
    """UD English EWT with UNER's names where both have the same words (all but a handful of sentences) and PropBank's
    frames where both have the same number of them."""
    suffix = "train.CLEAN" if split == "train" else split
    named = {s.words: s.names for s in columns(data / f"uner-ewt/en_ewt-ud-{suffix}.iob2", 1, 2, "\t")}
    for document, sentences in conllu_documents(data / f"ud-ewt/en_ewt-ud-{split}.conllu"):
        framed = propbank.frames(data, document, [s.heads or () for s in sentences])
        for sentence, frames in zip(sentences, framed, strict=True):
            yield replace(sentence, names=named.get(sentence.words), frames=frames)


def _gum(data: Path, split: str) -> Iterator[Sentence]:
    for document in _lines(data / f"gum/splits/{split}.list"):
        if document.split("_")[1] in GUM_GENRES:
            yield from conllu(data / f"gum/dep/{document}.conllu")


def _gum_news(data: Path, split: str) -> Iterator[Sentence]:
    for document in _lines(data / f"gum/splits/{split}.list"):
        if document.startswith("GUM_news"):
            yield from conllu(data / f"gum/dep/{document}.conllu")


def _pud(data: Path, split: str) -> Iterator[Sentence]:
    if split != "test":
        raise CorpusError(f"ud-pud: got split {split!r}; it has only 'test'")
    yield from conllu(data / "ud-pud/en_pud-ud-test.conllu")


def _wikigold(data: Path, split: str) -> Iterator[Sentence]:
    if split != "train":
        raise CorpusError(f"wikigold: got split {split!r}; it is used whole, as 'train'")
    yield from columns(data / "wikigold/data/wikigold/CONLL-format/data/wikigold.conll.txt", 0, 1)


def _crossner(domain: str) -> Callable[[Path, str], Iterator[Sentence]]:
    def reader(data: Path, split: str) -> Iterator[Sentence]:
        if split == "dev":
            raise CorpusError(f"crossner-{domain}: got split 'dev'; it is part of what 'train' reads")
        for part in ("train", "dev") if split == "train" else (split,):
            yield from columns(data / f"crossner/ner_data/{domain}/{part}.txt", 0, 1)

    return reader


def _re_docred(data: Path, split: str) -> Iterator[Sentence]:
    if split == "dev":
        raise CorpusError("re-docred: got split 'dev'; it is what 'train' reads")
    part = "dev" if split == "train" else split  # upstream's train part is not in the public snapshot
    path = data / f"re-docred/data/{part}_revised.json"
    if not path.is_file():
        raise CorpusError(f"{path}: not found; unpack the corpus there in its upstream form (see CONTRIBUTING.md)")
    for document in json.loads(path.read_text("utf-8")):
        tags = [["O"] * len(words) for words in document["sents"]]
        for mention in (m for cluster in document["vertexSet"] for m in cluster):
            start, end = mention["pos"]
            row = tags[mention["sent_id"]]
            if end <= len(row) and all(tag == "O" for tag in row[start:end]):
                row[start:end] = ["B-" + mention["type"], *["I-" + mention["type"]] * (end - start - 1)]
        for words, row in zip(document["sents"], tags, strict=True):
            yield Sentence(words=tuple(w or "_" for w in words), names=tuple(row))


READERS: dict[str, Callable[[Path, str], Iterator[Sentence]]] = {
    "ud-ewt": _ewt,
    "gum": _gum,
    "gum-news": _gum_news,
    "ud-pud": _pud,
    "wikigold": _wikigold,
    "re-docred": _re_docred,
    "crossner-politics": _crossner("politics"),
    "crossner-literature": _crossner("literature"),
    "crossner-music": _crossner("music"),
}
