"""A gold document as a label file: the codec's JSON for readable diffs, one mention, triple, cut ... a line.

What follows from the rest is not written: the raw text (it stands in `articles/`), body and pieces (they follow from
raw and cuts), the layer `mentions` where it holds just the entities' mentions, type and name of an argument that is an
entity, the type of an entity's mention, and what gold says of nearly everything (score 1, by "gold", kind "name",
factuality "fact", no qualifiers). Without texts, all quoted text is left out too: offsets, names and labels stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.document import Document, Entity, Mention, Piece, Text
from pipeline.errors import GoldError
from pipeline.io.codec import decode, encode

Record = dict[str, Any]

LISTS = ("cuts", "mentions", "entities", "triples", "stances", "attributions")
QUOTING = ("mentions", "entities", "triples", "stances")
USUAL = {"format": "text", "score": 1.0, "by": "gold", "kind": "name", "factuality": "fact", "qualifiers": []}


def text_of(raw: str, text: Text) -> Text:
    """The layer `text` with the body and pieces that follow from its cuts: all of the raw text between them."""
    body, pieces, at = "", [], 0
    for start, end in [*((c.start, c.end) for c in text.cuts), (len(raw), len(raw))]:
        if start > at:
            pieces.append(Piece(len(body), start - at, at, start - at))
            body += raw[at:start]
        at = max(at, end)
    return replace(text, body=body, pieces=tuple(pieces))


def mentions_of(entities: Iterable[Entity]) -> tuple[Mention, ...]:
    """The mentions of all entities in text order."""
    return tuple(sorted((m for e in entities for m in e.mentions), key=lambda m: (m.start, m.end)))


# ------------------------------------------------------------------------------------------------ writing


def dumps(document: Document, texts: bool = True) -> str:
    """The document's label file, with what it quotes or, without `texts`, by offsets alone.

    The layer `syntax` is not gold and stays behind. GoldError if the body is not the raw text between the cuts.
    """
    if document.text and text_of(document.raw, document.text) != document.text:
        raise GoldError(
            f"{document.name}: its body is not the raw text between the cuts, so it cannot be written as gold"
        )
    record = encode(replace(document, syntax=None))
    del record["name"], record["raw"]
    if document.text:
        del record["text"]["body"], record["text"]["pieces"]
    if document.entities is not None and document.mentions == mentions_of(document.entities):
        del record["mentions"]
    elif document.entities is not None and document.mentions is None:
        record["mentions"] = None
    for entity in record.get("entities", ()):
        _leave_out(entity["mentions"], {"type": entity["type"]})
    things = {e.id: {"type": e.type, "name": e.name} for e in document.entities or ()}
    for argument in _arguments(record):
        _leave_out([argument], things.get(argument["entity"], {}))
    return _shown(_lean(record, texts), 0) + "\n"


def _leave_out(records: Iterable[Record], known: Record) -> None:
    for record in records:
        for key, value in known.items():
            if record.get(key) == value:
                del record[key]


def _arguments(record: Record) -> Iterator[Record]:
    """Arguments that are entities."""
    for triple in _triples(record):
        yield from (triple[side] for side in ("subject", "object") if "entity" in triple[side])
    for said in record.get("stances", {}).get("attributions", ()):
        yield from [said["source"]] if "entity" in said["source"] else ()


def _triples(record: Record) -> Iterator[Record]:
    yield from (*record.get("triples", ()), *record.get("stances", {}).get("stances", ()))


def _lean(value: Any, texts: bool) -> Any:
    if isinstance(value, list):
        return [_lean(item, texts) for item in value]
    if not isinstance(value, dict):
        return value
    first = {"entity": value["entity"]} if "entity" in value else {}
    kept = {key: part for key, part in value.items() if key not in USUAL or part != USUAL[key]}
    if "start" in value and not (texts and value.get("text")):
        kept.pop("text", None)
    return {key: _lean(part, texts) for key, part in (first | kept).items()}


def _shown(value: Any, depth: int) -> str:
    """JSON with the items of `LISTS` on lines of their own, and the fields of the top."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    fields = []
    for key, part in value.items():
        shown = _listed(part, depth + 1) if key in LISTS and isinstance(part, list) else _shown(part, depth + 1)
        fields.append(f"{json.dumps(key)}: {shown}")
    return "{\n" + ",\n".join(fields) + "\n}" if depth == 0 else "{" + ", ".join(fields) + "}"


def _listed(items: list[Any], depth: int) -> str:
    if not items:
        return "[]"
    lines = ",\n".join(" " * depth + _shown(item, depth + 1) for item in items)
    return f"[\n{lines}\n{' ' * (depth - 1)}]"


# ------------------------------------------------------------------------------------------------ reading


def loads(name: str, text: str, raw: str | None) -> Document:
    """The document that `dumps` wrote; with `raw` None its raw text and all quotes are empty.

    GoldError if it is no label file, or if what it quotes does not stand in `raw` at its place.
    """
    try:
        record = json.loads(text)
        if "id" in record:
            raise GoldError(
                f"{name}: quote labels, not yet spans; compile them first: tripline gold compile LABELS OUT"
            )
        return _document(name, record, raw)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{name}: not a label file: {type(error).__name__}: {error}") from error


def _document(name: str, record: Record, raw: str | None) -> Document:
    things = {e["id"]: {"type": e["type"], "name": e["name"]} for e in record.get("entities", ())}
    _put_in(record.get("mentions") or (), {"by": "gold"})
    _put_in(_triples(record), {"by": "gold"})
    for entity in record.get("entities", ()):
        _put_in(entity["mentions"], {"type": entity["type"], "by": "gold"})
    for argument in _arguments(record):
        _put_in([argument], things.get(argument["entity"], {}))
    for layer in QUOTING:
        for quote in _quotes(record.get(layer)):
            _fill(quote, name, raw)
    if "text" in record:
        record["text"] |= {"body": "", "pieces": []}
    derived = "mentions" not in record
    document = decode(Document, {k: v for k, v in record.items() if v is not None} | {"name": name, "raw": raw or ""})
    if document.text and raw is not None:
        document = document.with_layer("text", text_of(raw, document.text))
    if derived and document.entities is not None:
        document = document.with_layer("mentions", mentions_of(document.entities))
    return document


def _put_in(records: Iterable[Record], known: Record) -> None:
    for record in records:
        for key, value in known.items():
            record.setdefault(key, value)


def _quotes(value: Any) -> Iterator[Record]:
    """All records with an offset, at any depth."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _quotes(part)


def _fill(quote: Record, name: str, raw: str | None) -> None:
    """Put in the text at the offsets, or hold what is there against it."""
    start, end = quote["start"], quote["end"]
    if raw is None:
        quote["text"] = ""
    elif not 0 <= start <= end <= len(raw):
        raise GoldError(f"{name}: [{start}, {end}) is not inside the text of {len(raw)} characters")
    elif quote.setdefault("text", raw[start:end]) != raw[start:end]:
        raise GoldError(
            f"{name}: [{start}, {end}) is {raw[start:end][:60]!r} in the text, {quote['text'][:60]!r} in the label"
        )
