"""A model folder and what it reads: the encoder and all heads in one onnxruntime session.

A folder is a standard Hugging Face one: `config.json` (with the label sets), `tokenizer.json`, `model.onnx`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.document import Clue
from pipeline.engine import decode
from pipeline.engine.labels import NAME_TAGS
from pipeline.engine.pieces import Batch, WordPieces, by_length
from pipeline.errors import ModelError

Array = np.ndarray[Any, Any]

# Word pieces of one batch, padding included. Batches are made within one document, so that a document's reading does
# not depend on its neighbours: int8 activations are scaled over the whole batch.
PIECES_PER_BATCH = 1024
SETS = ("upos", "deprels", "roles", "relations", "names")
FILES = ("config.json", "tokenizer.json", "model.onnx")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the heads say of one sentence of N words.

    `upos`, `deprels`: labels; `heads`: index of each word's head, own index for the root; `names`: log-probabilities
    [N, 21] in the order of the folder's name tags; `roles`: (predicate, argument, label, probability); `clues`: words
    that may express relations.
    """

    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    names: Array
    roles: tuple[tuple[int, int, str, float], ...] = ()
    clues: tuple[Clue, ...] = ()


class Engine:
    """Reads sentences of words; one forward pass serves all heads."""

    def __init__(self, folder: Path, model: Path = Path("model.onnx")) -> None:
        """Opens the folder with one thread; `model` is a path in it, or an absolute one. ModelError if a file is
        missing or of another kind."""
        self.folder = folder
        missing = [str(name) for name in (*FILES[:2], model) if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"{folder}: no {', '.join(missing)}; a model folder holds {', '.join(FILES)}")
        self._upos, self._deprels, self._roles, self._relations = _label_sets(folder / "config.json")
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._pieces = WordPieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
            self._session = onnxruntime.InferenceSession(
                str(folder / model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise ModelError(f"{folder}: tokenizer or network cannot be opened: {error}") from error

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """Readings of the sentences of one document, in order; every sentence has at least one word."""
        found: list[Reading | None] = [None] * len(sentences)
        sizes = [self._pieces.length(words) for words in sentences]
        for group in by_length(sizes, PIECES_PER_BATCH):
            batch = self._pieces.batch(sentences, group)
            for row, reading in zip(group, self._run(batch), strict=True):
                found[row] = reading
        return [reading for reading in found if reading is not None]

    def _run(self, batch: Batch) -> list[Reading]:
        inputs = {"pieces": batch.pieces, "cases": batch.cases, "mask": batch.mask, "firsts": batch.firsts}
        *of_words, framed, roles, sure, cued, links = self._session.run(None, inputs)
        found = []
        for at, n in enumerate(map(int, batch.lengths)):
            first, last = np.searchsorted(framed[:, 0], [at, at + 1])
            begin, end = np.searchsorted(cued[:, 0], [at, at + 1])
            frames = decode.roles(framed[first:last, 1], roles[first:last, :n], sure[first:last, :n])
            upos, names, arcs, labels, cues = (output[at, :n] for output in of_words)
            clues = decode.cues(cues, cued[begin:end, 1], links[begin:end, :n])
            found.append(self._reading(upos, names, arcs[:, : n + 1], labels, frames, clues))
        return found

    def _reading(
        self, upos: Array, names: Array, arcs: Array, labels: Array, frames: decode.Framed, clues: decode.Cued
    ) -> Reading:
        heads = decode.tree(arcs)
        columns = [0 if head == at else head + 1 for at, head in enumerate(heads)]
        return Reading(
            upos=tuple(self._upos[i] for i in upos.argmax(1)),
            heads=tuple(heads),
            deprels=tuple(self._deprels[labels[at, column]] for at, column in enumerate(columns)),
            names=names,
            roles=tuple(
                (predicate, argument, self._roles[column], score) for predicate, argument, column, score in frames
            ),
            clues=tuple(Clue(word, self._relations[at], score, *links) for word, at, score, *links in clues),
        )


def _label_sets(path: Path) -> tuple[tuple[str, ...], ...]:
    """UPOS tags, dependency labels, roles and relations of a model's configuration; its name tags must be those that
    decode.py reads."""
    try:
        heads = json.loads(path.read_text("utf-8"))["heads"]
        upos, deprels, roles, relations, names = (tuple(heads[name]) for name in SETS)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: no label sets under 'heads'; it is not a Tripline model") from error
    if names != NAME_TAGS:
        raise ModelError(f"{path}: name tags {', '.join(names)}; this version reads {', '.join(NAME_TAGS)}")
    return upos, deprels, roles, relations
