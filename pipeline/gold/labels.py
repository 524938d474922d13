"""From quote labels to Documents: every quote is found in the raw text, and every fault of an article is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.document import (
    Argument,
    Attribution,
    Cut,
    Document,
    Format,
    Mention,
    Quote,
    Stances,
    Text,
    Triple,
    Value,
)
from pipeline.errors import GoldError
from pipeline.gold.faults import faults_of
from pipeline.gold.lines import mentions_of, text_of
from pipeline.gold.naming import name_entities
from pipeline.gold.quotes import Boilerplate, Header, Phrase, TripleLabel, read
from pipeline.gold.quoting import Quoting
from pipeline.ontology.schema import Ontology

VALUE_TYPES = {"%": "PERCENT", "date": "DATE", "": "CARDINAL"}
CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217


@dataclass(frozen=True, slots=True)
class Compiled:
    """A labelled article: its document, whole only where there are no `faults`, and the head of its label file."""

    document: Document
    header: Header | None
    faults: tuple[str, ...]


def document(name: str, raw: str, label: Any, ontology: Ontology, format: Format = "text") -> Document:
    """One labelled article with all layers but `syntax`; GoldError tells all faults of its label."""
    compiled = compile_label(name, raw, label, ontology, format)
    if compiled.faults:
        raise GoldError(f"{name}: {'; '.join(compiled.faults)}")
    return compiled.document


def compile_label(name: str, raw: str, label: Any, ontology: Ontology, format: Format = "text") -> Compiled:
    """The layers that a label describes, and all that is wrong with it: by its form, its quotes and the ontology."""
    quoting = Quoting(raw)
    header = read(Header, label, "", quoting.faults.append)
    if header is None:
        return Compiled(Document(name, raw, format), None, tuple(quoting.faults))
    if header.id != name:
        quoting.faults.append(f"id {header.id!r}: is not the file's name")
    _cut(quoting, header.boilerplate)
    name_entities(quoting, header.entities)
    triples, attributions = _label_triples(quoting, header.triples, ontology)
    entities = tuple(quoting.entities.values())
    found = Document(
        name=name,
        raw=raw,
        format=format,
        published=header.published,
        text=text_of(raw, Text("", (), tuple(sorted(quoting.cuts)))),
        mentions=mentions_of(entities),
        entities=entities,
        triples=tuple(t for t in triples if t.family != "stance"),
        stances=Stances(tuple(t for t in triples if t.family == "stance"), attributions),
    )
    return Compiled(found, header, (*quoting.faults, *faults_of(found, ontology)))


def _cut(quoting: Quoting, written: Sequence[Any]) -> None:
    for label in written:
        plain = {"text": label} if isinstance(label, str) else label
        boilerplate = read(Boilerplate, plain, "boilerplate", quoting.faults.append)
        quote = quoting.find(boilerplate.text, "boilerplate") if boilerplate else None
        if boilerplate and quote:
            quoting.cuts.append(Cut(quote.start, quote.end, boilerplate.reason))


# ------------------------------------------------------------------------------------------------- triples


def _label_triples(
    quoting: Quoting, written: Sequence[Any], ontology: Ontology
) -> tuple[list[Triple], tuple[Attribution, ...]]:
    """Triples and stances, whose ids are their places in the label, and who says them."""
    triples: list[Triple] = []
    said: list[Attribution] = []
    for n, given in enumerate(written):
        where = f"triple {n} ({given.get('r')})" if isinstance(given, dict) else f"triple {n}"
        label = read(TripleLabel, given, where, quoting.faults.append)
        triple = _triple(quoting, n, label, where, ontology) if label else None
        if not (label and triple):
            continue
        triples.append(triple)
        if label.target is not None and not 0 <= label.target < len(written):
            quoting.fault(where, f"target {label.target}: there are triples 0 to {len(written) - 1}")
        if label.src is not None and (
            source := _entity(quoting, label.src, triple.evidence, triple.cue, f"{where}: src")
        ):
            unlabelled = Quote("", triple.evidence.start, triple.evidence.start)  # the words that attribute
            said.append(Attribution(triple.id, source, unlabelled))
    return triples, tuple(said)


def _triple(quoting: Quoting, n: int, label: TripleLabel, where: str, ontology: Ontology) -> Triple | None:
    evidence = quoting.evidence(label.ev, f"{where}: evidence")
    cue = quoting.inside(evidence, label.cue, f"{where}: cue")
    qualifiers = [
        (name, quoting.inside(evidence, quote, f"{where}: {name}")) for name, quote in sorted(label.q.items())
    ]
    subject = _argument(quoting, label.s, evidence, cue, f"{where}: s")
    object_ = _argument(quoting, label.o, evidence, cue, f"{where}: o")
    relation = ontology.relations.get(label.r)
    if relation is None:
        quoting.fault(where, "the ontology has no such relation; `tripline ontology` lists them")
    if not (relation and subject and object_):
        return None
    return Triple(
        id=str(n),
        family=relation.family,
        relation=label.r,
        subject=subject,
        object=object_,
        cue=cue,
        evidence=evidence,
        qualifiers=tuple(qualifiers),
        factuality=label.fact,
        by="gold",
        target=None if label.target is None else str(label.target),
    )


def _argument(quoting: Quoting, label: str | Phrase, evidence: Quote, cue: Quote, where: str) -> Argument | None:
    if isinstance(label, str):
        return _entity(quoting, label, evidence, cue, where)
    if label.topic is not None:
        topic = quoting.inside(evidence, label.topic, where)
        return Argument("TOPIC", topic.text, topic.start, topic.end)
    value = quoting.inside(evidence, label.value or "", where)
    unit = label.unit or ""
    type_ = VALUE_TYPES.get(unit, "MONEY" if CURRENCY.fullmatch(unit) else "QUANTITY")
    return Argument(type_, value.text, value.start, value.end, value=Value(label.norm, unit))


def _entity(quoting: Quoting, id: str, evidence: Quote, cue: Quote, where: str) -> Argument | None:
    """The entity by its name in the evidence that is nearest to the cue.

    Without a name there, by the pronoun or description that is nearest; without one, by the whole evidence.
    """
    if id not in quoting.entities:
        quoting.fault(where, f"{id!r} is no entity of this article")
        return None
    entity = quoting.entities[id]
    inside = [m for m in entity.mentions if evidence.start <= m.start and m.end <= evidence.end]
    at = min(inside, key=lambda m: (m.kind != "name", _distance(m, cue), m.start), default=evidence)
    return Argument(entity.type, at.text, at.start, at.end, entity=entity.id, name=entity.name)


def _distance(mention: Mention, cue: Quote) -> int:
    return max(mention.start - cue.end, cue.start - mention.end, 0)
