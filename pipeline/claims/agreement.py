"""Whether two rows of the same relation and the same arguments can be one claim: values, qualifiers, times."""

from __future__ import annotations

import math
import re
from datetime import date

from pipeline.claims.words import share, stems
from pipeline.io.rows import Row

ROUNDING = 0.02  # of a number: "23.4 %" is told as "23 %", a third is no quarter
NEWS_DAYS = 90  # within which events and figures that are told alike are taken for the same one
ALIKE = 0.6  # of the stems of the shorter of two phrases
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OUTER = ("time", "place")


def same_value(one: Row, other: Row) -> bool:
    """Whether two values are the same one, rounding aside; a date agrees with a less exact one ("2021-04", "2021")."""
    if one["unit"] != other["unit"]:
        return False
    a, b = one["value"], other["value"]
    if isinstance(a, str) or isinstance(b, str):
        return str(a).startswith(str(b)) or str(b).startswith(str(a))
    return math.isclose(a, b, rel_tol=ROUNDING)


def same_phrase(one: Row, other: Row) -> bool:
    """Whether two topics share most of their words."""
    return share(stems(one["text"]), stems(other["text"])) >= ALIKE


def same_circumstances(one: Row, other: Row) -> bool:
    """Whether times and qualifiers of two triples can be the same; what one does not tell does not part them."""
    return _same_time(one, other) and _same_qualifiers(one, other)


def same_measure(one: Row, other: Row) -> bool:
    """Whether two figures measure the same: the same qualifiers are told of both."""
    told, others = (row["qualifiers"].keys() - {*_OUTER} for row in (one, other))
    return told == others and same_circumstances(one, other)


def _same_time(one: Row, other: Row) -> bool:
    years, others = (set(_YEAR.findall(row["qualifiers"].get("time", {}).get("text", ""))) for row in (one, other))
    if years and others:
        return bool(years & others)
    published = [row["published"] for row in (one, other)]
    if one["family"] == "relation" or None in published:
        return True
    first, last = sorted(map(date.fromisoformat, published))
    return (last - first).days <= NEWS_DAYS


def _same_qualifiers(one: Row, other: Row) -> bool:
    told = [name for name in one["qualifiers"].keys() & other["qualifiers"].keys() if name not in _OUTER]
    return all(share(*(stems(row["qualifiers"][name]["text"]) for row in (one, other))) > 0 for name in told)
