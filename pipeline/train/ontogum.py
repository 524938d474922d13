"""Coreference on OntoGUM (Zhu, Pradhan & Zeldes 2021): GUM's texts with coreference in the manner of OntoNotes.

There a mention is a whole noun phrase ("the firm's new head in Oslo") and things spoken of once are not labelled; our
mentions are names, pronouns and short descriptions. So a mention is judged by its head word, as well as by its exact
characters, and things of which one mention is read are left out. Heads are those of GUM's own trees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.document import Document, Piece, Text
from pipeline.errors import CorpusError
from pipeline.evaluate.coref import Cluster, Coref, of_clusters
from pipeline.flow import Flow
from pipeline.grammar.phrases import head_of

NEWS = frozenset({"news", "interview"})
_MARK = re.compile(r"\(?\w+\)?")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """A text of GUM, its genre, and its things: the characters of their mentions, whole and head words alone."""

    name: str
    genre: str
    raw: str
    exact: tuple[Cluster, ...]
    heads: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text: their characters, and the index of each one's head (its own for a root)."""

    raw: str
    places: tuple[Span, ...]
    heads: tuple[int, ...]


def read(data: Path, split: str) -> Iterator[Article]:
    """The texts of a split ("train", "dev", "test"); CorpusError for files that are missing or do not fit together."""
    for name in _lines(data / f"gum/splits/{split}.list"):
        words = _words(_lines(data / f"gum/dep/{name}.conllu"))
        chains = _chains(_lines(data / f"gum/coref/ontogum/conll/{name}.conll"))
        if max((last for chain in chains for _, last in chain), default=0) > len(words.places):
            raise CorpusError(f"{name}: OntoGUM has more words than GUM's tree")
        exact = tuple(frozenset((words.places[a][0], words.places[b - 1][1]) for a, b in c) for c in chains)
        heads = tuple(frozenset(words.places[_head(words, a, b)] for a, b in c) for c in chains)
        yield Article(name, name.split("_")[1], words.raw, exact, heads)


def measure(flow: Flow, articles: Iterable[Article]) -> dict[str, Coref]:
    """The tallies of what the flow reads in raw texts: "news and interviews" and "all genres", each by head words and
    by exact characters ("..., exact")."""
    tallies: dict[str, Coref] = {}
    reader = flow.until("entities")
    for article in articles:
        text = Text(article.raw, (Piece(0, len(article.raw), 0, len(article.raw)),))
        (document,) = reader([Document(article.name, article.raw, text=text)])
        heads, exact = (of_clusters(*pair) for pair in _pairs(article, document))
        for title in ("news and interviews", "all genres") if article.genre in NEWS else ("all genres",):
            for name, tally in ((title, heads), (f"{title}, exact", exact)):
                tallies[name] = tallies.get(name, Coref()) + tally
    return tallies


def table(tallies: dict[str, Coref]) -> str:
    """A line for each tally: F1 of the three metrics and their mean, in per cent."""
    head = f"{'':28}   MUC   B3  CEAF-e  CoNLL F1"
    rows = [
        f"{name:28} {100 * t.muc.f1:5.1f} {100 * t.b_cubed.f1:5.1f} {100 * t.ceaf.f1:6.1f} {100 * t.mean:8.1f}"
        for name, t in sorted(tallies.items(), reverse=True)
    ]
    return "\n".join([head, *rows])


def _pairs(article: Article, document: Document) -> Iterator[tuple[Sequence[Cluster], Sequence[Cluster]]]:
    """Gold and predicted clusters by head words, then by exact characters."""
    syntax = document.syntax
    heads, exact = list[Cluster](), list[Cluster]()
    for entity in document.entities or ():
        if syntax is None or len(entity.mentions) < 2:
            continue
        exact.append(frozenset((m.start, m.end) for m in entity.mentions))
        tokens = [syntax.inside(m.start, m.end) for m in entity.mentions]
        found = [syntax.tokens[head_of(syntax, inside)] for inside in tokens if inside]
        heads.append(frozenset((t.start, t.end) for t in found))
    yield article.heads, heads
    yield article.exact, exact


def _head(words: _Words, first: int, end: int) -> int:
    """The first word of the range whose head lies outside it."""
    inside = range(first, end)
    return next((at for at in inside if words.heads[at] not in inside or words.heads[at] == at), first)


def _words(lines: Iterable[str]) -> _Words:
    """The words of a CoNLL-U file, with the spaces that it tells of and a blank line before each paragraph."""
    raw, gap, joined, closes, begin = "", "", 0, False, 0
    places, heads = list[Span](), list[int]()
    for line in lines:
        cells = line.split("\t")
        if line.startswith("# newpar") and raw:
            gap = "\n\n"
        elif not line:
            begin = len(places)
        elif "-" in cells[0] and cells[0][0].isdigit():  # a range of words written as one: "do" + "n't"
            joined = int(cells[0].split("-")[1])
            closes = "SpaceAfter=No" in cells[9]
        elif cells[0].isdigit():
            number = int(cells[0])
            raw += gap
            places.append((len(raw), len(raw) + len(cells[1])))
            heads.append(begin + (int(cells[6]) or number) - 1)
            raw += cells[1]
            tight = number < joined or (closes if number == joined else "SpaceAfter=No" in cells[9])
            joined = 0 if number >= joined else joined
            gap = "" if tight else " "
    return _Words(raw, tuple(places), tuple(heads))


def _chains(lines: Iterable[str]) -> list[list[Span]]:
    """The mentions of each thing as half-open ranges of words, things in the order of their first mention's end."""
    open_: dict[str, list[int]] = {}
    chains: dict[str, list[Span]] = {}
    for line in lines:
        cells = line.split("\t")
        if len(cells) < 3 or not cells[0].isdigit():
            continue
        at = int(cells[0])
        for mark in _MARK.findall(cells[2].strip("_")):
            thing = mark.strip("()")
            if mark.startswith("("):
                open_.setdefault(thing, []).append(at)
            if mark.endswith(")"):
                chains.setdefault(thing, []).append((open_[thing].pop(), at + 1))
    return list(chains.values())


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise CorpusError(f"{path}: not found; unpack the corpus there in its upstream form (see CONTRIBUTING.md)")
    return path.read_text(encoding="utf-8").splitlines()
