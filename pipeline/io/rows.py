"""Documents as output rows: one row per triple or stance, per entity, per document, per failure.

The published shape of each table stands beside this module in `<table>.schema.json`. Every object with `start` and
`end` is a span of the raw file: `raw[start:end] == text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.document import Argument, Attribution, Document, Mention, Quote, Span, Triple

Row = dict[str, Any]

TABLES = ("triples", "entities", "documents", "failures")


def tables(document: Document) -> dict[str, list[Row]]:
    """All rows of one document by table; it must have all layers."""
    return {
        "triples": triples(document),
        "entities": list(entities(document)),
        "documents": [summary(document)],
    }


def published(document: Document) -> str | None:
    """ISO date of publication: the one given from outside, else the one that the article shows."""
    return document.published or (document.text.published if document.text else None)


# ------------------------------------------------------------------------------------------------- triples


def triples(document: Document) -> list[Row]:
    """Triples and stances in text order, each joined with its source."""
    sources: dict[str, Attribution] = {}
    for attribution in document.stances.attributions if document.stances else ():
        sources.setdefault(attribution.triple, attribution)
    stances = document.stances.stances if document.stances else ()
    found = sorted((*(document.triples or ()), *stances), key=_text_order)
    return [_triple(document, triple, sources.get(triple.id)) for triple in found]


def _text_order(triple: Triple) -> tuple[int, int, int, str]:
    return (triple.evidence.start, triple.cue.start, triple.object.start, triple.id)


def _triple(document: Document, triple: Triple, said: Attribution | None) -> Row:
    row: Row = {
        "id": triple.id,
        "document": document.name,
        "published": published(document),
        "family": triple.family,
        "relation": triple.relation,
        "subject": _argument(triple.subject),
        "object": _argument(triple.object),
        "qualifiers": {name: _quote(quote) for name, quote in triple.qualifiers},
        "factuality": triple.factuality,
        "source": _argument(said.source) | {"cue": _quote(said.cue)} if said else None,
        "cue": _quote(triple.cue),
        "evidence": _quote(triple.evidence),
        "score": round(triple.score, 4),
        "by": triple.by,
    }
    if said and said.via:
        row["via"] = [_argument(relay.source) | {"cue": _quote(relay.cue)} for relay in said.via]
    return row | {"target": triple.target} if triple.target else row


def _argument(argument: Argument) -> Row:
    row: Row = {}
    if argument.entity is not None:
        row |= {"entity": argument.entity, "name": argument.name}
    row |= {"type": argument.type, "text": argument.text, "start": argument.start, "end": argument.end}
    if argument.value is not None:
        row |= {"value": argument.value.value, "unit": argument.value.unit}
    return row


def _quote(quote: Quote) -> Row:
    return {"text": quote.text, "start": quote.start, "end": quote.end}


# ------------------------------------------------------------------------------------ entities and documents


def entities(document: Document) -> Iterator[Row]:
    """Entities with all their mentions: names, descriptions and pronouns."""
    for entity in document.entities or ():
        yield {
            "document": document.name,
            "entity": entity.id,
            "name": entity.name,
            "type": entity.type,
            "gender": entity.gender,
            "country": entity.country,
            "mentions": [_mention(mention) for mention in entity.mentions],
        }


def _mention(mention: Mention) -> Row:
    row: Row = {"text": mention.text, "start": mention.start, "end": mention.end, "kind": mention.kind}
    return row | {"reading": mention.reading} if mention.reading else row


def summary(document: Document) -> Row:
    """One document: metadata, counts, and what was cut from it and why. `words` are the body's, split at spaces."""
    text = document.text
    return {
        "document": document.name,
        "format": document.format,
        "title": _span(document, text.title if text else None),
        "byline": _span(document, text.byline if text else None),
        "outlet": text.outlet if text else None,
        "published": published(document),
        "words": len(text.body.split()) if text else 0,
        "sentences": len(document.syntax.sentences) if document.syntax else 0,
        "mentions": len(document.mentions or ()),
        "entities": len(document.entities or ()),
        "triples": len(document.triples or ()),
        "stances": len(document.stances.stances) if document.stances else 0,
        "cuts": [{"start": c.start, "end": c.end, "reason": c.reason} for c in text.cuts] if text else [],
    }


def _span(document: Document, span: Span | None) -> Row | None:
    return _quote(document.quote(span.start, span.end)) if span else None


# ------------------------------------------------------------------------------------------------- failures


def failure(document: str, stage: str, cause: BaseException) -> Row:
    """One document that was set aside: the stage that failed ("read" for the file itself), and why, on one line."""
    message = " ".join(str(cause).split())
    return {"document": document, "stage": stage, "error": type(cause).__name__, "message": message[:1000]}
