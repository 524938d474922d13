"""PropBank's frames of the English Web Treebank, laid on the words of UD EWT.

The release hides the words (`[WORD]`), so its documents are paired with UD's by name and its sentences by order; those
of unequal token count are left out, and so are documents of unequal sentence count or that the release lacks: 29 of
12,544 sentences of train.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import CorpusError

# Auxiliaries are no predicates of interest, and a light verb's meaning is its noun's.
LIGHT = re.compile(r"^(be\.03|have\.01|do\.01|.*\.LV)$")
_SPAN = re.compile(r"\(([A-Z0-9-]+)\*")

# Columns of a row; the arguments of the n-th predicate stand in column `ARGUMENTS` + n.
ROLESET, ARGUMENTS = 7, 8


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate: its word, its roleset and its arguments as (head word, role), in the order of the words."""

    predicate: int
    roleset: str
    arguments: tuple[tuple[int, str], ...]


Frames = tuple[Frame, ...]


def frames(data: Path, document: str, heads: Sequence[Sequence[int]]) -> list[Frames | None]:
    """Frames of each sentence of a UD EWT document ("weblog-x_y"), given its sentences' heads (own index for the
    root); None for a sentence that cannot be paired."""
    genre, _, name = document.partition("-")
    folder = data / f"propbank-ewt/data/google/ewt/{genre}/00"
    if not folder.is_dir():
        raise CorpusError(f"{folder}: not found; unpack the corpus there in its upstream form (see CONTRIBUTING.md)")
    path = folder / f"{name}.xml.gold_skel"
    sentences = list(_sentences(path)) if path.is_file() else []
    if len(sentences) != len(heads):
        return [None] * len(heads)
    return [
        tuple(_frames(rows, one)) if len(rows) == len(one) else None for rows, one in zip(sentences, heads, strict=True)
    ]


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if rows:
            yield rows


def _frames(rows: list[list[str]], heads: Sequence[int]) -> Iterator[Frame]:
    predicates = [at for at, row in enumerate(rows) if row[ROLESET] != "-"]
    for n, at in enumerate(predicates):
        roleset = rows[at][ROLESET]
        if not LIGHT.match(roleset):
            spans = _spans([row[ARGUMENTS + n] for row in rows])
            found = {_head(start, end, heads): role for start, end, role in spans if _is_argument(role)}
            yield Frame(at, roleset, tuple(sorted(found.items())))


def _is_argument(role: str) -> bool:
    """Neither the predicate itself, nor the rest of a split argument, nor a relative pronoun that stands for one."""
    return role.startswith("ARG")


def _spans(column: list[str]) -> Iterator[tuple[int, int, str]]:
    """(first word, end word, role) of the bracketed spans of one column; they do not nest."""
    start, role = 0, ""
    for at, cell in enumerate(column):
        opened = _SPAN.match(cell)
        if opened:
            start, role = at, opened[1]
        if cell.endswith(")") and role:
            yield start, at + 1, role
            role = ""


def _head(start: int, end: int, heads: Sequence[int]) -> int:
    """First word of a span whose own head lies outside it."""
    return next((at for at in range(start, end) if heads[at] == at or not start <= heads[at] < end), start)
