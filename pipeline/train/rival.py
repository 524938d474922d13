"""A trained spaCy pipeline as a reader, so that it is measured by the same code as the engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from pipeline.engine.bundle import Reading
from pipeline.engine.labels import NAME_TAGS


class SpacyReader:
    """Reads sentences with a spaCy pipeline that has a tagger (of UPOS tags), a parser and a ner."""

    def __init__(self, folder: Path) -> None:
        self.pipeline = spacy.load(folder)

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """Readings in order; sentence boundaries are given, as they are to the engine."""
        return [self._reading(self.pipeline(self._given(words))) for words in sentences]

    def _given(self, words: Sequence[str]) -> Doc:
        starts: list[bool | int | None] = [at == 0 for at in range(len(words))]
        return Doc(self.pipeline.vocab, list(words), sent_starts=starts)

    def _reading(self, doc: Doc) -> Reading:
        names = np.full((len(doc), len(NAME_TAGS)), -1e9)
        for at, token in enumerate(doc):
            tag = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
            names[at, NAME_TAGS.index(tag)] = 0.0
        return Reading(
            upos=tuple(t.tag_ for t in doc),
            heads=tuple(t.head.i for t in doc),
            deprels=tuple("root" if t.head.i == t.i else t.dep_ for t in doc),
            names=names,
        )
