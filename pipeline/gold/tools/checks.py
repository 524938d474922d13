"""What must hold of a sheet before it is read, and what its marks say of names and ids."""

from __future__ import annotations

import json
import re
from itertools import count

from pipeline.errors import GoldError
from pipeline.gold.folder import sha256_of
from pipeline.gold.tools.sheet import (
    CHOICES,
    MENTION_LABELS,
    PASSAGE_LABELS,
    Mark,
    Sheet,
    score_of,
    value_of,
)
from pipeline.ontology.schema import Ontology


def check(sheet: Sheet, ontology: Ontology) -> None:
    """GoldError for a changed text, a mark outside it, an unknown label, a field of no meaning, a loose link."""
    _check_kinds(sheet)
    if sheet.fields.get("sha256", sha256_of(sheet.raw)) != sha256_of(sheet.raw):
        raise GoldError(f"{sheet.where}: the article's text was changed; put the exported text back, then import")
    labels = {"mention": MENTION_LABELS, "triple": tuple(ontology.relations), "passage": PASSAGE_LABELS}
    for mark in sheet.marks:
        _check(mark, sheet.raw, labels[mark.group])
    keys = {mark.key for mark in sheet.marks}
    for link in sheet.links:
        if not {link.source, link.target} <= keys:
            raise GoldError(f"{link.where}: {link.label}: an end of it is no mark; draw it anew or delete it")


def _check_kinds(sheet: Sheet) -> None:
    """GoldError where a text is no text or an offset no number: tools' files are not typed."""
    texts: list[tuple[str, object]] = [(sheet.where, text) for text in (sheet.name, sheet.raw, *sheet.fields.values())]
    for mark in sheet.marks:
        texts += [(mark.where, text) for text in (mark.key, mark.label, *mark.fields, *mark.fields.values())]
        if type(mark.start) is not int or type(mark.end) is not int:
            raise GoldError(f"{mark.where}: {mark.start!r}-{mark.end!r} are no offsets; write whole numbers")
    texts += [(link.where, text) for link in sheet.links for text in (link.label, link.source, link.target)]
    for where, text in texts:
        if not isinstance(text, str) or any("\ud800" <= character <= "\udfff" for character in text):
            raise GoldError(f"{where}: {str(text)[:60]!a}: is no text; write text")


def _check(mark: Mark, raw: str, labels: tuple[str, ...]) -> None:
    if not 0 <= mark.start < mark.end <= len(raw):
        raise GoldError(f"{mark.where}: {mark.label}: {mark.start}-{mark.end} is no part of {len(raw)} characters")
    if mark.label not in labels:
        raise GoldError(f"{mark.where}: {mark.group} {mark.label!r}: unknown; take one of {', '.join(labels)}")
    for field, choices in CHOICES.items():
        if field in mark.fields and mark.fields[field] not in choices:
            got = mark.fields[field]
            raise GoldError(f"{mark.where}: {field} {got!r}: unknown; take one of {', '.join(choices)}")
    try:
        value_of(mark.fields)
        fits = 0 <= score_of(mark) <= 1
    except ValueError as error:
        raise GoldError(f"{mark.where}: {mark.label}: {error}; write a number, or close the quotes") from error
    if not fits:
        raise GoldError(f"{mark.where}: {mark.label}: score {mark.fields['score']}: write a number from 0 to 1")


def triple_ids(sheet: Sheet) -> dict[str, str]:
    """Key -> id of each triple; one that has none, or that of another (a copy), gets the next free number."""
    ids: dict[str, str] = {}
    triples = [mark for mark in sheet.marks if mark.group == "triple"]
    for mark in triples:
        if mark.fields.get("id") is not None and mark.fields["id"] not in ids.values():
            ids[mark.key] = mark.fields["id"]
    taken = [int(id) for id in ids.values() if re.fullmatch("[0-9]{1,15}", id)]
    free = count(max(taken, default=-1) + 1)
    return ids | {mark.key: str(next(free)) for mark in triples if mark.key not in ids}


def entity_names(sheet: Sheet) -> dict[str, str]:
    """Entity id -> the name written on its marks; GoldError where two marks of it disagree."""
    names: dict[str, Mark] = {}
    for mark in sheet.marks:
        if mark.group != "mention" or not {"entity", "name"} <= mark.fields.keys():
            continue
        first = names.setdefault(mark.fields["entity"], mark)
        if first.fields["name"] != mark.fields["name"]:
            raise GoldError(
                f"{mark.where}: entity {mark.fields['entity']!r} is named {mark.fields['name']!r}, but "
                f"{first.fields['name']!r} in {first.where}; write the same name on both"
            )
    return {entity: mark.fields["name"] for entity, mark in names.items()}


def told_entities(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Id, name and type of the entities that the article's own fields tell of."""
    try:
        return [(e["id"], e["name"], e["type"]) for e in json.loads(sheet.fields.get("entities", "[]"))]
    except (ValueError, TypeError, KeyError) as error:
        raise GoldError(f"{sheet.where}: entities: {error}; write a JSON list of {{id, name, type}}") from error


def told_order(sheet: Sheet, field: str) -> dict[str, int]:
    """Id -> place, as the article's field (`entity_order`, `triple_order`) tells; empty if it tells none."""
    try:
        return {str(id): place for place, id in enumerate(json.loads(sheet.fields.get(field, "[]")))}
    except (ValueError, TypeError) as error:
        raise GoldError(f"{sheet.where}: {field}: {error}; write a JSON list of ids, or take it away") from error
