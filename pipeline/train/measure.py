"""Scores of an engine on corpora: the figures of the model card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.document import Clue
from pipeline.engine import decode
from pipeline.engine.bundle import Reading
from pipeline.errors import CorpusError
from pipeline.train.corpora import Cue, Sentence

Span = tuple[int, int, str]


class Reader(Protocol):
    """Anything that reads sentences: the engine, or a pipeline it is compared with."""

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """Readings in order."""


@dataclass(frozen=True, slots=True)
class Parsing:
    """Counts over all words, punctuation included, as the CoNLL 2018 scorer does; labels without subtypes."""

    words: int
    upos: int
    heads: int
    labelled: int

    def __str__(self) -> str:
        shares = (100 * n / max(1, self.words) for n in (self.upos, self.heads, self.labelled))
        return "UPOS {:.2f}  UAS {:.2f}  LAS {:.2f}".format(*shares)


@dataclass(frozen=True, slots=True)
class Names:
    """Exact span and type: true positives, predicted and gold counts."""

    right: int
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """F1 in per cent, 0 if there is nothing."""
        return 200 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def __str__(self) -> str:
        p = 100 * self.right / max(1, self.predicted)
        r = 100 * self.right / max(1, self.gold)
        return f"P {p:.1f}  R {r:.1f}  F1 {self.f1:.2f}"


def parsing(reader: Reader, sentences: Iterable[Sentence]) -> Parsing:
    """Tagging and parsing on gold words and sentences."""
    words = upos = heads = labelled = 0
    for gold, read in _pairs(reader, list(sentences)):
        if gold.upos is None or gold.heads is None or gold.deprels is None:
            raise CorpusError(f"no tree to compare with in the sentence {' '.join(gold.words)[:60]!r}")
        words += len(gold.words)
        upos += sum(a == b for a, b in zip(gold.upos, read.upos, strict=True))
        for at, (head, label) in enumerate(zip(gold.heads, gold.deprels, strict=True)):
            if read.heads[at] == head:
                heads += 1
                labelled += read.deprels[at].split(":")[0] == label.split(":")[0]
    return Parsing(words, upos, heads, labelled)


def names(reader: Reader, sentences: Iterable[Sentence], merged: dict[str, str] | None = None) -> dict[str, Names]:
    """Names per type and in "all". `merged` maps our types to the corpus's; types it lacks are left out."""
    right, predicted, gold_counts = Counter[str](), Counter[str](), Counter[str]()
    for gold, read in _pairs(reader, list(sentences)):
        if gold.names is None:
            continue
        wanted = set(spans(gold.names))
        got = {(s, e, _merged(t, merged)) for s, e, t, _ in decode.names(read.names)}
        got = {span for span in got if span[2]}
        for counts, found in ((right, wanted & got), (predicted, got), (gold_counts, wanted)):
            counts.update(t for *_, t in found)
            counts["all"] += len(found)
    return {t: Names(right[t], predicted[t], gold_counts[t]) for t in sorted({*gold_counts, *predicted})}


def predicates_and_roles(reader: Reader, sentences: Iterable[Sentence]) -> tuple[Names, Names]:
    """Words that are predicates with arguments, and (predicate, head word of the argument, role), of the sentences with
    frames.

    A role counts only if its predicate was found too. Roles outside `ROLES` are missed, relative pronouns and the rest
    of split arguments are left out, as in `propbank`.
    """
    predicates, roles = list[Names](), list[Names]()
    for gold, read in _pairs(reader, [s for s in sentences if s.frames is not None]):
        wanted = {(f.predicate, word, role) for f in gold.frames or () for word, role in f.arguments}
        got = {(predicate, word, role) for predicate, word, role, _ in read.roles}
        heads, found = {p for p, *_ in wanted}, {p for p, *_ in got}
        predicates.append(Names(len(heads & found), len(found), len(heads)))
        roles.append(Names(len(wanted & got), len(got), len(wanted)))
    return _total(predicates), _total(roles)


def cues(
    reader: Reader, sentences: Iterable[Sentence], groups: Mapping[str, Sequence[str]], likely: float = 0.5
) -> dict[str, tuple[Names, Names]]:
    """By group of relations the words that express one of them, found if at least so likely, and (cue word, relation,
    side, argument word) of those that were found: the likeliest word on each side that has one in gold. What a sentence
    is not asked for is left out."""
    kept = list(sentences)
    found = {}
    for group, relations in groups.items():
        words, arguments = list[Names](), list[Names]()
        for gold, read in _pairs(reader, kept):
            asked = set(relations) if gold.asked is None else gold.asked.intersection(relations)
            wanted = {(c.word, r): c for c in gold.cues or () for r in c.relations if r in asked}
            got = {(c.word, c.relation): c for c in read.clues if c.score >= likely and c.relation in asked}
            both = wanted.keys() & got.keys()
            words.append(Names(len(both), len(got), len(wanted)))
            sides = [side for key in both for side in _sides(wanted[key], got[key])]
            arguments.append(Names(sum(sides), len(sides), len(sides)))
        found[group] = _total(words), _total(arguments)
    return found


def _sides(wanted: Cue, got: Clue) -> Iterator[bool]:
    """For each side of a cue that gold fills, whether the likeliest word is one of gold's."""
    for words, linked in ((wanted.subjects, got.subjects), (wanted.objects, got.objects)):
        if words:
            yield bool(linked) and linked[0][0] in words


def _total(counts: list[Names]) -> Names:
    return Names(sum(c.right for c in counts), sum(c.predicted for c in counts), sum(c.gold for c in counts))


def _merged(type_: str, merged: dict[str, str] | None) -> str:
    return type_ if merged is None else merged.get(type_, "")


def _pairs(reader: Reader, sentences: list[Sentence]) -> Iterator[tuple[Sentence, Reading]]:
    for at in range(0, len(sentences), 64):
        block = sentences[at : at + 64]
        yield from zip(block, reader.read([s.words for s in block]), strict=True)


def spans(tags: Sequence[str]) -> list[Span]:
    """(first word, end word, type) of each name in BIO tags."""
    out: list[Span] = []
    for at, tag in enumerate(tags):
        if tag.startswith("B-"):
            out.append((at, at + 1, tag[2:]))
        elif tag.startswith("I-") and out and out[-1][1] == at:
            out[-1] = (out[-1][0], at + 1, out[-1][2])
    return out
