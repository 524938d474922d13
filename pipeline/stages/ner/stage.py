"""Stage `ner`: named things from the engine's name head, typed values from the grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.document import Document, Layer, Mention, Syntax
from pipeline.engine import decode
from pipeline.engine.bundle import Engine
from pipeline.stages.ner.agreement import Name, agree
from pipeline.stages.ner.values import find_values


@dataclass(frozen=True, slots=True)
class Ner:
    """Gives `mentions` in text order; a value inside a name gives way to the name, the country in "Swiss francs" to the
    sum."""

    engine: Engine
    name: str = "ner"
    needs: frozenset[Layer] = frozenset({"text", "syntax"})
    gives: Layer = "mentions"

    def __call__(self, documents: Sequence[Document]) -> list[tuple[Mention, ...]]:
        """Mentions of each document."""
        return [self._mentions(document) for document in documents]

    def _mentions(self, document: Document) -> tuple[Mention, ...]:
        if document.text is None or document.syntax is None:
            raise ValueError("ner needs the layers text and syntax")
        names = self._names(document, document.syntax)
        published = document.published or document.text.published
        values = find_values(document.text, document.raw, published)
        names = [n for n in names if not any(_is_in_currency(n, v) for v in values)]
        free = [v for v in values if not any(v.start < n.end and n.start < v.end for n in names)]
        return tuple(sorted([*names, *free], key=lambda m: (m.start, m.end)))

    def _names(self, document: Document, syntax: Syntax) -> list[Mention]:
        log = syntax.readings.get("names")
        if log is None:  # the syntax was given, not read: one pass for the names alone
            words = [[t.form for t in syntax.tokens[a:b]] for a, b in syntax.sentences]
            log = np.concatenate([r.names for r in self.engine.read(words)]) if words else np.zeros((0, 1))
        names = [
            Name(begin + first, begin + last, type_, score)
            for begin, end in syntax.sentences
            for first, last, type_, score in decode.names(log[begin:end])
        ]
        return [self._mention(document, syntax, name) for name in agree(names, log, syntax)]

    @staticmethod
    def _mention(document: Document, syntax: Syntax, name: Name) -> Mention:
        start, end = syntax.tokens[name.first].start, syntax.tokens[name.end - 1].end
        return Mention(start, end, document.raw[start:end], name.type, "name", None, name.score, "model")


def _is_in_currency(name: Mention, value: Mention) -> bool:
    return value.type == "MONEY" and value.start < name.start and name.end < value.end
