"""Claims as rows; the published shape is `pipeline/io/claims.schema.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.claims.claim import Claim, Telling, identity
from pipeline.claims.copies import Copies
from pipeline.claims.names import Names
from pipeline.io.rows import Row


def rows(claims: Iterable[Claim], names: Names, outlets: Mapping[str, str], copies: Copies) -> list[Row]:
    """A row a claim, in the order of the day it was first seen, those without a date last."""
    found = list(claims)
    ids = _ids(found, names)
    made = [_row(claim, ids, names, independent(claim.documents, outlets, copies)) for claim in found]
    return sorted(made, key=lambda row: (row["first_seen"] or "9999", row["id"]))


def independent(documents: Iterable[str], outlets: Mapping[str, str], copies: Copies) -> int:
    """How many voices the documents are: those of one outlet count once, and copies of one text count once.

    A document of no known outlet stands for itself.
    """
    same: dict[str, str] = {}

    def usual(mark: str) -> str:
        while same.setdefault(mark, mark) != mark:
            mark = same[mark]
        return mark

    for document in documents:
        same[usual(f"text {copies.original(document)}")] = usual(f"outlet {outlets.get(document) or document}")
    return sum(mark == other for mark, other in same.items())


def _ids(claims: Iterable[Claim], names: Names) -> dict[int, str]:
    """Ids from what is claimed; of claims that differ in their times alone, the later ones are numbered."""
    seen: Counter[tuple[str, ...]] = Counter()
    ids: dict[int, str] = {}
    for claim in sorted(claims, key=lambda c: (c.first_seen[0] or "9999", c.rows[0])):
        row = claim.first
        content = (row["relation"], _content(row["subject"], names), _content(row["object"], names))
        seen[content] += 1
        ids[id(claim)] = identity((*content, str(seen[content])))
    return ids


def _content(argument: Row, names: Names) -> str:
    if "entity" in argument:
        return repr(names.key(argument["type"], argument["name"]))
    return repr((argument["value"], argument["unit"])) if "value" in argument else argument["text"].casefold()


def _row(claim: Claim, ids: Mapping[int, str], names: Names, voices: int) -> Row:
    first_seen, document = claim.first_seen
    attitudes = sorted(claim.voices.keys() - {"asserts", "denies"})
    against = [{"claim": ids[id(c)], "object": _argument(c.first["object"], names)} for c in claim.against]
    return {
        "id": ids[id(claim)],
        "family": claim.first["family"],
        "relation": claim.first["relation"],
        "subject": _argument(claim.first["subject"], names),
        "object": _argument(claim.first["object"], names),
        "asserts": _voices(claim, "asserts"),
        "denies": _voices(claim, "denies"),
        "positions": {attitude: _voices(claim, attitude) for attitude in attitudes},
        "contradicts": sorted(against, key=lambda other: other["claim"]),
        "factuality": dict(sorted(claim.factuality.items())),
        "first_seen": first_seen,
        "first_document": document,
        "outlets": voices,
        "documents": len(claim.documents),
        "triples": claim.rows,
    }


def _voices(claim: Claim, side: str) -> list[Row]:
    return [
        {"name": speaker.name, "type": speaker.type, "told": [_telling(telling) for telling in told]}
        for speaker, told in sorted(claim.voices.get(side, {}).items())
    ]


def _telling(telling: Telling) -> Row:
    row: Row = {"document": telling.document, "triple": telling.id}
    return row | {"via": list(telling.via)} if telling.via else row


def _argument(argument: Row, names: Names) -> Row:
    if "entity" in argument:
        return {"name": names.shown(argument["type"], argument["name"]), "type": argument["type"]}
    if "value" in argument:
        return {key: argument[key] for key in ("type", "text", "value", "unit")}
    return {"type": argument["type"], "text": argument["text"]}
