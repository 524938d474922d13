"""What is wrong with a gold document: by itself, and by the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.document import NAME_TYPES, Argument, Document, Quote, Span, Stances, Triple
from pipeline.errors import GoldError
from pipeline.gold.folder import Row, raw_text, read_article, read_labels
from pipeline.gold.lines import text_of
from pipeline.ontology.schema import Ontology, Relation
from pipeline.stages.clean.families import FAMILIES, HEADINGS

# Why something is no part of the article: the reasons of `clean`, and the one of labels that give none.
REASONS = frozenset(
    {*(family.reason for family in (*FAMILIES, *HEADINGS)), "boilerplate", "repeated", "date", "stamp", "ticker"}
    | {"markup", "image", "link", "chrome", "invisible"}
)
EVERYWHERE = frozenset({"time", "place"})  # qualifiers that every relation takes
LONGEST_TOPIC = 10  # words; ANNOTATION.md wants a short phrase, no clause of more than 8 words


def faults_of(document: Document, ontology: Ontology) -> list[str]:
    """One line a fault: where in the article, what is wrong."""
    stances = document.stances.stances if document.stances else ()
    return [
        *_of_text(document),
        *_of_entities(document),
        *(
            fault
            for triple in (*(document.triples or ()), *stances)
            for fault in _of_triple(triple, document, ontology)
        ),
        *_of_links(document),
    ]


def faults_in(folder: Path, rows: Iterable[Row], ontology: Ontology) -> list[str]:
    """All faults of a gold folder, each with its article's id; without texts, of what offsets alone can tell."""
    with_texts = (folder / "articles").is_dir()
    faults: list[str] = []
    ids = set()
    for row in rows:
        ids.add(row.id)
        try:
            document = (
                read_article(folder, row, raw_text(folder, row)) if with_texts else read_labels(folder, row.id, None)
            )
        except GoldError as error:
            faults.append(f"{row.id}: {error}")
        else:
            faults += [f"{row.id}: {fault}" for fault in faults_of(document, ontology)]
    unlisted = sorted({path.stem for path in (folder / "labels").glob("*.json")} - ids)
    return [*faults, *(f"{id}: has labels, but no row in index.tsv" for id in unlisted)]


def _of_text(document: Document) -> Iterator[str]:
    text = document.text
    if text is None:
        yield "no layer text"
        return
    last = 0
    for cut in text.cuts:
        where = f"cut {document.raw[cut.start : cut.end][:40]!r}" if document.raw else f"cut at {cut.start}"
        if cut.start < last:
            yield f"{where}: overlaps the one before"
        if cut.reason not in REASONS:
            yield f"{where}: reason {cut.reason!r} is none of {', '.join(sorted(REASONS))}"
        last = max(last, cut.end)
    if document.raw and text_of(document.raw, text) != text:
        yield "body: is not the raw text between the cuts"


def _of_entities(document: Document) -> Iterator[str]:
    owners: dict[Span, str] = {}
    ids = [entity.id for entity in document.entities or ()]
    for entity in document.entities or ():
        where = f"entity {entity.id}"
        if ids.count(entity.id) > 1:
            yield f"{where}: is there {ids.count(entity.id)} times"
        if entity.type not in NAME_TYPES:
            yield f"{where}: type {entity.type!r} is none of {', '.join(NAME_TYPES)}"
        for mention in entity.mentions:
            at = Span(mention.start, mention.end)
            what = f"{where}: {mention.text!r} at {mention.start}"
            if at in owners:
                yield f"{what}: the same words stand for {owners[at]}"
            owners[at] = entity.id
            if _is_cut(document, at):
                yield f"{what}: touches boilerplate"


def _of_triple(triple: Triple, document: Document, ontology: Ontology) -> Iterator[str]:
    where = _where(triple)
    relation = ontology.relations.get(triple.relation)
    if relation is None:
        yield f"{where}: the ontology has no such relation; `tripline ontology` lists them"
    else:
        yield from (f"{where}: {fault}" for fault in _against(triple, relation))
    if _is_cut(document, Span(triple.evidence.start, triple.evidence.end)):
        yield f"{where}: evidence touches boilerplate"
    parts: dict[str, Quote | Argument] = {"cue": triple.cue, **dict(triple.qualifiers)}
    parts |= {side: a for side, a in (("s", triple.subject), ("o", triple.object)) if a.entity is None}
    for name, part in parts.items():
        if part.start == part.end or not triple.evidence.start <= part.start <= part.end <= triple.evidence.end:
            yield f"{where}: {name} {part.text!r} is empty or not inside the evidence"
    things = {entity.id for entity in document.entities or ()}
    for side, argument in (("s", triple.subject), ("o", triple.object)):
        if argument.entity is not None and argument.entity not in things:
            yield f"{where}: {side} {argument.entity!r} is no entity of this article"
        if argument.type == "TOPIC" and len(argument.text.split()) > LONGEST_TOPIC:
            yield f"{where}: {side} topic is longer than {LONGEST_TOPIC} words: {argument.text!r}"


def _where(triple: Triple) -> str:
    return f"triple {triple.id} ({triple.relation})"


def _against(triple: Triple, relation: Relation) -> Iterator[str]:
    """What the ontology says against a triple."""
    if triple.family != relation.family:
        yield f"family {triple.family!r}: the relation is of family {relation.family!r}"
    for side, argument, types in (
        ("s", triple.subject, relation.subject_types),
        ("o", triple.object, relation.object_types),
    ):
        if not _fits(argument, types):
            yield f"{side} {argument.name or argument.text!r} is {argument.type}, wants {', '.join(sorted(types))}"
    for name, _ in triple.qualifiers:
        if name not in EVERYWHERE | set(relation.qualifiers):
            known = ", ".join(sorted({*relation.qualifiers, *EVERYWHERE}))
            yield f"qualifier {name!r} is none of {known}"


def _fits(argument: Argument, types: frozenset[str]) -> bool:
    """Whether a type fits; where the unit of a value is left open ("life"), it fits where any value may stand."""
    if argument.value is not None and argument.value.unit == "":
        return any(type_ not in NAME_TYPES and type_ != "TOPIC" for type_ in types)
    return argument.type in types


def _of_links(document: Document) -> Iterator[str]:
    """Faults of ids, layers and targets, of triples that are there twice, and of attributions."""
    said = document.stances or Stances()
    layers = [*((triple, False) for triple in document.triples or ()), *((stance, True) for stance in said.stances)]
    ids = [triple.id for triple, _ in layers]
    sources = {a.triple: a.source.entity for a in said.attributions}
    seen: dict[object, str] = {}
    for triple, is_stance in layers:
        where = _where(triple)
        if ids.count(triple.id) > 1:
            yield f"{where}: the id is there {ids.count(triple.id)} times"
        if (triple.family == "stance") != is_stance:
            yield f"{where}: stands in the wrong layer"
        if triple.target is not None and (not is_stance or triple.target == triple.id):
            yield f"{where}: target {triple.target}: only a stance has a target, and not itself"
        elif triple.target is not None and triple.target not in ids:
            yield f"{where}: target {triple.target!r} is no triple of this article"
        same = (replace(triple, id="", target=None), sources.get(triple.id))  # told by two sources it is two
        if same in seen:
            yield f"{where}: says the same as {seen[same]}"
        seen[same] = where
    yield from _of_attributions(document, set(ids))


def _of_attributions(document: Document, triples: set[str]) -> Iterator[str]:
    things = {entity.id for entity in document.entities or ()}
    for said in document.stances.attributions if document.stances else ():
        if said.triple not in triples:
            yield f"attribution: {said.triple!r} is no triple of this article"
        if said.source.entity is not None and said.source.entity not in things:
            yield f"attribution of triple {said.triple}: {said.source.entity!r} is no entity of this article"


def _is_cut(document: Document, at: Span) -> bool:
    cuts = document.text.cuts if document.text else ()
    return any(at.start < cut.end and cut.start < at.end for cut in cuts)
