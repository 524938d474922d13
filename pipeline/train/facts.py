"""Readers of public relation sets: sentences in our own words, with facts in our own relations.

A set says of two spans that they stand in a relation; which word expresses it, it does not say (`placing` finds it).
What its labels mean in the ontology: `meanings`. Where to get each set: CONTRIBUTING.md. Texts are read, never copied
into the project.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

from pipeline.errors import CorpusError
from pipeline.stages.parse.segment import Word, sentences
from pipeline.train import meanings
from pipeline.train.joining import joined
from pipeline.train.meanings import Meaning, Reading

# Folds of KnowledgeNet by what they are read for; the fourth is for measuring only.
FOLDS = {"train": (1, 2), "dev": (3,), "train+dev": (1, 2, 3), "test": (4,)}


@dataclass(frozen=True, slots=True)
class Fact:
    """Words of a sentence that a set calls subject and object, and what the fact may be in our relations."""

    subject: range
    object: range
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what a set says of it.

    `exhaustive`: where a fact is told, every other of its label in the sentence is told too. `settled`: relations of
    which all that the sentence tells is among the facts, be it nothing.
    """

    words: tuple[str, ...]
    facts: tuple[Fact, ...]
    exhaustive: bool
    settled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair of half-open ranges of characters; `types`: what the set calls subject and object, "" unknown."""

    label: str
    subject: tuple[int, int]
    object: tuple[int, int]
    types: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Text:
    """A set's text with its pairs; `asked`: labels for which it was searched through."""

    text: str
    pairs: list[Pair] = field(default_factory=list)
    asked: frozenset[str] = frozenset()


def read(name: str, split: str, data: Path) -> Iterator[Told]:
    """Sentences of a set's split ("train", "test", of some "dev") that have a fact or settle a relation.

    CorpusError for unknown names and splits and for files that are missing or not in the expected form.
    """
    reader = READERS.get(name)
    if reader is None:
        raise CorpusError(f"facts {name!r}: known are {', '.join(READERS)}")
    meaning = meanings.load()[name]
    held = Counter[str]()
    try:
        for text in _merged(reader(data, split)):
            yield from _told(text, meaning, held)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"facts {name!r}: a file is not in its expected form: {error!r}") from error


def _merged(texts: Iterable[Text]) -> Iterable[Text]:
    """The same text once, with all that is said of it, in the order of first appearance."""
    found: dict[str, Text] = {}
    for one in texts:
        into = found.setdefault(one.text, Text(one.text))
        into.pairs += [pair for pair in one.pairs if pair not in into.pairs]
        into.asked |= one.asked
    return found.values()


def _told(text: Text, meaning: Meaning, held: Counter[str]) -> Iterator[Told]:
    """The text's sentences; a pair that no sentence holds whole is left out. `held`: facts so far, by relation."""
    settled = frozenset(relation for label in text.asked for relation in meaning.settles.get(label, ()))
    for words in sentences(text.text):
        facts = list[Fact]()
        for pair in text.pairs:
            subject, object_ = _inside(words, pair.subject), _inside(words, pair.object)
            readings = meaning.readings(pair.label, *pair.types)
            if not (subject and object_ and readings) or _agrees(facts, Fact(subject, object_, readings)):
                continue
            first = readings[0].relation
            if held[first] < meaning.cap.get(first, held[first] + 1):
                held[first] += 1
                facts.append(Fact(subject, object_, readings))
        if facts or settled:
            yield Told(tuple(word.form for word in words), tuple(facts), meaning.exhaustive, settled)


def _inside(words: Sequence[Word], span: tuple[int, int]) -> range:
    """The words that overlap a span; none if the span goes beyond the sentence."""
    if not words[0].start <= span[0] <= span[1] <= words[-1].end:
        return range(0)
    found = [at for at, word in enumerate(words) if word.start < span[1] and span[0] < word.end]
    return range(found[0], found[-1] + 1) if found else range(0)


def _agrees(facts: list[Fact], fact: Fact) -> bool:
    """Whether a fact about the same two is there, either way round, that may be the same relation; if so, the readings
    that both leave open are kept ("employee" and "chief executive": leads)."""
    swapped = tuple(replace(one, swapped=not one.swapped) for one in fact.readings)
    ways = {(fact.subject, fact.object): fact.readings, (fact.object, fact.subject): swapped}
    for at, there in enumerate(facts):
        common = tuple(one for one in there.readings if one in ways.get((there.subject, there.object), ()))
        if common:
            facts[at] = replace(there, readings=common)
            return True
    return False


# ------------------------------------------------------------------------------------------------------- readers


def _file(path: Path) -> str:
    if not path.is_file():
        raise CorpusError(f"{path}: not found; unpack the set there (see CONTRIBUTING.md)")
    return path.read_text("utf-8")


def _named(name: str, split: str, parts: dict[str, str]) -> str:
    if split not in parts:
        raise CorpusError(f"facts {name!r}: got split {split!r}; it has {', '.join(parts)}")
    return parts[split]


def passages(data: Path, split: str) -> Iterator[dict[str, Any]]:
    """The passages of KnowledgeNet's folds for a split, in the order of the file; offsets are the document's."""
    if split not in FOLDS:
        raise CorpusError(f"facts 'knowledgenet': got split {split!r}; it has {', '.join(FOLDS)}")
    for line in _file(data / "knowledgenet/train_passages.RECON.jsonl").splitlines():
        if line and (passage := json.loads(line))["fold"] in FOLDS[split]:
            yield passage


def _knowledgenet(data: Path, split: str) -> Iterator[Text]:
    for passage in passages(data, split):
        begin = passage["passageStart"]
        pairs = [
            Pair(
                fact["property"],
                (fact["subjectStart"] - begin, fact["subjectEnd"] - begin),
                (fact["objectStart"] - begin, fact["objectEnd"] - begin),
            )
            for fact in passage["facts"]
        ]
        yield Text(passage["passageText"], pairs, frozenset(passage["properties"]))


def _core(data: Path, split: str) -> Iterator[Text]:
    name = _named("core", split, {"train": "train", "test": "test"})
    for row in json.loads(_file(data / f"core/dataset/{name}.json")):
        text, spans = joined(row["context"])
        first, second = (_cover(spans, row[f"{e}_start"], row[f"{e}_end"] + 1) for e in ("e1", "e2"))
        pair = (second, first) if row["invert_relation"] else (first, second)
        yield Text(text, [Pair(row["relation"], *pair)])


def _fire(data: Path, split: str) -> Iterator[Text]:
    parts = {"train": "fire_train.RECON.json", "dev": "fire/data/fire_dev.json", "test": "fire/data/fire_test.json"}
    for row in json.loads(_file(data / "fire" / _named("fire", split, parts))):
        text, spans = joined(row["tokens"])
        entities = [(_cover(spans, e["start"], e["end"]), e["type"]) for e in row["entities"]]
        ends = [(r["type"], entities[r["head"]], entities[r["tail"]]) for r in row["relations"]]
        yield Text(text, [Pair(label, head[0], tail[0], (head[1], tail[1])) for label, head, tail in ends])


def _re_docred(data: Path, split: str) -> Iterator[Text]:
    """Facts whose two names stand in one sentence, which must be among the fact's evidence if it has any."""
    part = _named("re-docred", split, {"train": "dev", "test": "test"})  # upstream's train part is not to be had
    for document in json.loads(_file(data / f"re-docred/data/{part}_revised.json")):
        read = [joined(tokens) for tokens in document["sents"]]
        texts = [Text(text) for text, _ in read]
        for label in document["labels"]:
            ends = product(document["vertexSet"][label["h"]], document["vertexSet"][label["t"]])
            near = [(h, t) for h, t in ends if h["sent_id"] == t["sent_id"]]
            near = [(h, t) for h, t in near if not label["evidence"] or h["sent_id"] in label["evidence"]]
            if near:
                head, tail = min(near, key=lambda pair: abs(pair[0]["pos"][0] - pair[1]["pos"][0]))
                spans = read[head["sent_id"]][1]
                places = (_cover(spans, *head["pos"]), _cover(spans, *tail["pos"]))
                texts[head["sent_id"]].pairs.append(Pair(label["r"], *places, (head["type"], tail["type"])))
        yield from (one for one in texts if one.pairs)


def _fewrel(data: Path, split: str) -> Iterator[Text]:
    part = _named("fewrel", split, {"train": "val_wiki"})  # the texts of val_nyt are not free
    for label, rows in json.loads(_file(data / f"fewrel/data/{part}.json")).items():
        for row in rows:
            text, spans = joined(row["tokens"])
            head, tail = (_cover(spans, row[end][2][0][0], row[end][2][0][-1] + 1) for end in ("h", "t"))
            yield Text(text, [Pair(label, head, tail)])


def _cover(spans: Sequence[tuple[int, int]], first: int, end: int) -> tuple[int, int]:
    """The characters of the tokens `[first, end)`."""
    return spans[first][0], spans[min(end, len(spans)) - 1][1]


READERS: dict[str, Callable[[Path, str], Iterator[Text]]] = {
    "knowledgenet": _knowledgenet,
    "core": _core,
    "fire": _fire,
    "re-docred": _re_docred,
    "fewrel": _fewrel,
}
