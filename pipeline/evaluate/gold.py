"""Hand-labelled articles as Documents: gold is a Document whose layers were written by people.

A gold folder holds `index.tsv` (columns id, split, ...), `articles/<id>.txt` (the raw text) and `labels/<id>.json`,
which quotes the text. Every quote is found again here, so a label that does not stand in its article is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.document import (
    Argument,
    Attribution,
    Cut,
    Document,
    Entity,
    Factuality,
    Mention,
    Piece,
    Quote,
    Stances,
    Text,
    Triple,
    Value,
)
from pipeline.errors import GoldError
from pipeline.ontology.schema import Ontology

SPLITS = ("train", "dev", "test")

Label = Mapping[str, Any]


def read_gold(folder: Path, split: str, ontology: Ontology) -> list[Document]:
    """The labelled articles of one split, in the order of the index, named by their ids; GoldError if unusable."""
    if split not in SPLITS:
        raise GoldError(f"split {split!r}: unknown; the splits are {', '.join(SPLITS)}")
    index = folder / "index.tsv"
    try:
        rows = [line.split("\t") for line in index.read_text(encoding="utf-8").splitlines()[1:]]
    except OSError as error:
        raise GoldError(f"{index}: cannot be read: {error.strerror}; give a folder of labelled articles") from error
    names = [row[0] for row in rows if len(row) > 1 and row[1] == split]
    if not names:
        raise GoldError(f"{index}: no article of split {split!r}")
    return [_read(folder, name, ontology) for name in names]


def _read(folder: Path, name: str, ontology: Ontology) -> Document:
    try:
        raw = (folder / "articles" / f"{name}.txt").read_bytes().decode("utf-8")
        label = json.loads((folder / "labels" / f"{name}.json").read_text(encoding="utf-8"))
        return document(name, raw, label, ontology)
    except OSError as error:
        raise GoldError(f"{error.filename}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{name}: not a label file: {type(error).__name__}: {error}") from error


def document(name: str, raw: str, label: Label, ontology: Ontology) -> Document:
    """One labelled article with the layers text, mentions, entities, triples and stances."""
    article = _Article(name, raw, ontology)
    cuts = article.cuts(label.get("boilerplate", ()))
    entities = article.entities(label["entities"], cuts)
    triples, attributions = article.triples(label["triples"], {e.id: e for e in entities})
    return Document(
        name=name,
        raw=raw,
        published=label.get("published"),
        text=_text(raw, cuts),
        mentions=tuple(sorted((m for e in entities for m in e.mentions), key=lambda m: m.start)),
        entities=entities,
        triples=tuple(t for t in triples if t.family != "stance"),
        stances=Stances(tuple(t for t in triples if t.family == "stance"), attributions),
    )


def _text(raw: str, cuts: tuple[Cut, ...]) -> Text:
    body, pieces, at = "", [], 0
    for start, end in [*((c.start, c.end) for c in cuts), (len(raw), len(raw))]:
        if start > at:
            pieces.append(Piece(len(body), start - at, at, start - at))
            body += raw[at:start]
        at = max(at, end)
    return Text(body=body, pieces=tuple(pieces), cuts=cuts)


@dataclass(frozen=True, slots=True)
class _Article:
    """The article that labels quote."""

    name: str
    raw: str
    ontology: Ontology

    def find(self, quote: str, what: str, start: int = 0, end: int | None = None) -> Quote:
        """First place of a quote within a range of the raw text."""
        at = self.raw.find(quote, start, len(self.raw) if end is None else end)
        if at < 0 or not quote:
            raise GoldError(f"{self.name}: {what}: {quote[:60]!r} does not stand in the text")
        return Quote(quote, at, at + len(quote))

    def cuts(self, boilerplate: list[str]) -> tuple[Cut, ...]:
        quotes = [self.find(quote, "boilerplate") for quote in boilerplate]
        return tuple(sorted(Cut(q.start, q.end, "boilerplate") for q in quotes))

    # ---------------------------------------------------------------------------------------- entities

    def entities(self, labels: list[Label], cuts: tuple[Cut, ...]) -> tuple[Entity, ...]:
        """Entities with their mentions: every place of every alias outside cuts, the longest first, left to right."""
        hits = sorted(
            {(start, end, label["id"]) for label in labels for start, end in self._places(label["aliases"], cuts)},
            key=lambda hit: (hit[0], -hit[1], hit[2]),
        )
        mentions: dict[str, list[Mention]] = {label["id"]: [] for label in labels}
        types = {label["id"]: label["type"] for label in labels}
        last = -1
        for start, end, entity in hits:
            if start >= last:
                mentions[entity].append(Mention(start, end, self.raw[start:end], types[entity], by="gold"))
                last = end
        return tuple(Entity(x["id"], x["name"], x["type"], tuple(mentions[x["id"]])) for x in labels)

    def _places(self, aliases: list[str], cuts: tuple[Cut, ...]) -> Iterator[tuple[int, int]]:
        for alias in aliases:
            for found in re.finditer(r"(?<!\w)" + re.escape(alias) + r"(?![\w$])", self.raw):
                start, end = found.span()
                if not any(start < cut.end and cut.start < end for cut in cuts):
                    yield start, end

    # ----------------------------------------------------------------------------------------- triples

    def triples(
        self, labels: list[Label], entities: Mapping[str, Entity]
    ) -> tuple[list[Triple], tuple[Attribution, ...]]:
        """Triples and stances with ids "0", "1", ..., and who says them (the words that say so are not labelled)."""
        triples = [self._triple(str(n), label, entities) for n, label in enumerate(labels)]
        attributions = tuple(
            Attribution(
                t.id, self._entity(label["src"], t.evidence, entities), Quote("", t.evidence.start, t.evidence.start)
            )
            for t, label in zip(triples, labels, strict=True)
            if label.get("src") is not None
        )
        return triples, attributions

    def _triple(self, id: str, label: Label, entities: Mapping[str, Entity]) -> Triple:
        where = f"triple {id} ({label['r']})"
        if label["r"] not in self.ontology.relations:
            raise GoldError(f"{self.name}: {where}: the ontology has no such relation")
        factuality: Factuality = label.get("fact", "fact")
        if factuality not in get_args(Factuality):
            raise GoldError(f"{self.name}: {where}: unknown factuality {factuality!r}")
        evidence = self.find(label["ev"], where)
        inside = (evidence.start, evidence.end)
        qualifiers = sorted(label.get("q", {}).items())
        return Triple(
            id=id,
            family=self.ontology[label["r"]].family,
            relation=label["r"],
            subject=self._argument(label["s"], evidence, entities),
            object=self._argument(label["o"], evidence, entities),
            cue=self.find(label["cue"], where, *inside),
            evidence=evidence,
            qualifiers=tuple((name, self.find(quote, where, *inside)) for name, quote in qualifiers),
            factuality=factuality,
            by="gold",
        )

    def _argument(self, label: Any, evidence: Quote, entities: Mapping[str, Entity]) -> Argument:
        if isinstance(label, str):
            return self._entity(label, evidence, entities)
        inside = (evidence.start, evidence.end)
        if "topic" in label:
            topic = self.find(label["topic"], "topic", *inside)
            return Argument("TOPIC", topic.text, topic.start, topic.end)
        value = self.find(label["value"], "value", *inside)
        kind = {"%": "PERCENT", "date": "DATE", "": "CARDINAL"}.get(label["unit"], "QUANTITY")
        normal = Value(label["norm"], label["unit"])
        return Argument(kind, value.text, value.start, value.end, value=normal)

    def _entity(self, id: str, evidence: Quote, entities: Mapping[str, Entity]) -> Argument:
        """The entity's mention in the evidence; where a pronoun or description stands for it, the evidence itself."""
        if id not in entities:
            raise GoldError(f"{self.name}: {id!r} is no entity of this article")
        entity = entities[id]
        inside = [m for m in entity.mentions if evidence.start <= m.start and m.end <= evidence.end]
        at = inside[0] if inside else evidence
        return Argument(entity.type, at.text, at.start, at.end, entity=entity.id, name=entity.name)
