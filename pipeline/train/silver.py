"""Silver: what Tripline itself reads, and is sure of, in free texts that nobody labelled.

Only what is likely to be right teaches, and nothing is taught to be absent but other words' reading as a cue of the
same relation in the same sentence.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.document import Document, Piece, Text, Triple
from pipeline.errors import CorpusError
from pipeline.evaluate.match import all_triples
from pipeline.flow import load
from pipeline.train import links, ontogum
from pipeline.train.corpora import GUM_GENRES, Sentence
from pipeline.train.joining import joined

SURE = 0.75  # a triple less likely to be right than this is not believed
TEXTS_AT_ONCE = 50


def read(data: Path) -> Iterator[Sentence]:
    """Sentences with cues, as the shipped pipeline reads the free texts of GUM (train) and of Re-DocRED (dev)."""
    flow = load()
    texts = [*_gum(data), *_re_docred(data)]
    for at in range(0, len(texts), TEXTS_AT_ONCE):
        bare = [
            Document(f"{at + i}.txt", raw, text=_whole(raw)) for i, raw in enumerate(texts[at : at + TEXTS_AT_ONCE])
        ]
        for document in flow(bare):
            yield from _silver(document)


def _gum(data: Path) -> Iterator[str]:
    return (article.raw for article in ontogum.read(data, "train") if article.genre in GUM_GENRES)


def _re_docred(data: Path) -> Iterator[str]:
    path = data / "re-docred/data/dev_revised.json"
    if not path.is_file():
        raise CorpusError(f"{path}: not found; unpack the corpus there in its upstream form (see CONTRIBUTING.md)")
    for document in json.loads(path.read_text("utf-8")):
        yield " ".join(joined(words)[0] for words in document["sents"])


def _whole(raw: str) -> Text:
    return Text(raw, (Piece(0, len(raw), 0, len(raw)),))


def _silver(document: Document) -> Iterator[Sentence]:
    """The document's sentences that hold a triple that is believed."""
    told = all_triples(document)
    doubtful: dict[int, set[str]] = defaultdict(set)
    for triple in told:
        if triple.score < SURE:
            doubtful[_sentence(document, triple)].add(triple.relation)
    for at, sentence in enumerate(links.sentences(document.likely(SURE), document)):
        asked = frozenset(relation for cue in sentence.cues or () for relation in cue.relations) - doubtful[at]
        if asked:
            cues = tuple(cue for cue in sentence.cues or () if asked.intersection(cue.relations))
            yield Sentence(sentence.words, cues=cues, asked=asked)


def _sentence(document: Document, triple: Triple) -> int:
    assert document.syntax is not None
    tokens = document.syntax.inside(triple.cue.start, triple.cue.end)
    return document.syntax.sentence_of(tokens[0]) if tokens else -1
