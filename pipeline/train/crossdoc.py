"""MEANTIME's things across articles: names and other mentions in chains that go over the whole corpus.

Its kinds of mention are told for half of them only, so a mention is a name if it is labelled as one, or has the words
of a labelled name of the same thing. Of the articles that are ours to look at (see `meantime`), one half by a hash of
their names is for fitting ("train"), the other for measuring ("dev").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from pipeline.document import Mention
from pipeline.errors import CorpusError
from pipeline.io.rows import Row
from pipeline.stages.coref.spelling import folded, plain
from pipeline.train.meantime import labelled, text_of, trees

FOLDER = "meantime/meantime_newsreader_english_oct15/intra_cross-doc_annotation"
NAMES = frozenset({"NAM", "PRE.NAM"})
TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE", "PRO": "PRODUCT", "FIN": "ORG", "MIX": "ORG"}


@dataclass(frozen=True, slots=True)
class Chain:
    """A thing in one article: its id over the corpus, our type, its mentions in text order (names, descriptions)."""

    thing: str
    type: str
    mentions: tuple[Mention, ...]

    @property
    def names(self) -> list[Mention]:
        """Its names; every chain that is read has one."""
        return [m for m in self.mentions if m.kind == "name"]

    def row(self, document: str) -> Row:
        """As a row of `entities.jsonl`."""
        texts = Counter(plain(m.text) for m in self.names)
        by_person = self.type == "PERSON"
        name = max(texts, key=lambda t: (len(t.split()) if by_person else 0, texts[t], len(t)))
        mentions = [{"text": m.text, "start": m.start, "end": m.end, "kind": m.kind} for m in self.mentions]
        return {"document": document, "entity": self.thing, "name": name, "type": self.type, "mentions": mentions}


@dataclass(frozen=True, slots=True)
class Article:
    """An article and its chains that have a name; things are labelled up to `labelled`, some beyond it."""

    name: str
    raw: str
    labelled: int
    chains: tuple[Chain, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    """A mention with its kind in MEANTIME's words, and the thing that it means."""

    start: int
    end: int
    text: str
    kind: str
    thing: str
    type: str


def read(data: Path, split: str, kept_back: frozenset[str] = frozenset()) -> list[Article]:
    """The articles of "train" or "dev". CorpusError if the corpus is not there."""
    files = {file.stem: file for file in (data / FOLDER).rglob("*.xml")}
    marked = []
    for name, _ in trees(data, "dev", kept_back):
        if ("train", "dev")[sha256(name.encode()).digest()[1] % 2] == split:
            if name not in files:
                raise CorpusError(f"{data / FOLDER}: no {name}.xml; unpack all of MEANTIME (see CONTRIBUTING.md)")
            marked.append((name, *_marks(name, ElementTree.parse(files[name]).getroot())))
    words = {(m.thing, folded(plain(m.text))) for *_, marks in marked for m in marks if m.kind in NAMES}
    return [Article(name, raw, end, tuple(_chains(marks, words))) for name, raw, end, marks in marked]


def _marks(name: str, root: ElementTree.Element) -> tuple[str, int, list[_Marked]]:
    tokens = list(root.iter("token"))
    raw, places = text_of(tokens)
    order = {token.get("t_id", ""): at for at, token in enumerate(tokens)}
    by_id = {mark.get("m_id", ""): mark for markables in root.iter("Markables") for mark in markables}
    found = []
    for link in root.iter("REFERS_TO"):
        target = by_id.get(next((t.get("m_id", "") for t in link.iter("target")), ""))
        if target is None or target.tag != "ENTITY":
            continue
        thing = target.get("instance_id") or f"{name} {target.get('m_id')}"
        for source in link.iter("source"):
            mark = by_id.get(source.get("m_id", ""))
            at = [order[a.get("t_id", "")] for a in mark.iter("token_anchor")] if mark is not None else []
            if mark is not None and at and at[-1] - at[0] == len(at) - 1:
                start, end = _bare(raw, places[at[0]][0], places[at[-1]][1])
                kind, type_ = mark.get("syntactic_type") or "", TYPES.get(target.get("ent_type", ""), "ORG")
                found.append(_Marked(start, end, raw[start:end], kind, thing, type_))
    return raw, labelled(tokens, places), found


def _bare(raw: str, start: int, end: int) -> tuple[int, int]:
    """Without a leading article."""
    return (start + 4 if raw[start:end].casefold().startswith("the ") else start), end


def _chains(marks: Sequence[_Marked], words: set[tuple[str, str]]) -> Iterator[Chain]:
    """The chains with a name; each place once, first as a name."""
    by_thing: dict[str, dict[tuple[int, int], Mention]] = {}
    types = {m.thing: m.type for m in marks}
    named: set[tuple[int, int]] = set()
    for m in sorted(marks, key=lambda m: (m.start, m.end, m.kind not in NAMES)):
        is_name = (m.kind in NAMES or not m.kind) and (m.thing, folded(plain(m.text))) in words
        if (m.start, m.end) not in named:
            named |= {(m.start, m.end)} if is_name else set()
            mention = Mention(m.start, m.end, m.text, m.type, "name" if is_name else "description", by="gold")
            by_thing.setdefault(m.thing, {})[m.start, m.end] = mention
    for thing, mentions in by_thing.items():
        chain = Chain(thing, types[thing], tuple(mentions.values()))
        if chain.names:
            yield chain
