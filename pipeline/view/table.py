"""Rows of triples as an HTML table for notebooks: a fragment without scripts, every text of the article escaped.

The evidence stands in full with the subject, the cue and the object marked; a mark is also seen without colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

Row = Mapping[str, Any]

LONGEST = 200  # rows shown; the rest are counted
HEADINGS = ("subject", "relation", "object", "factuality", "source", "evidence", "score")
_STYLES = {
    "subject": "background:#a5d8ff;color:#000",
    "object": "background:#b2f2bb;color:#000",
    "cue": "background:#ffec99;color:#000;font-weight:bold",
}


def html(rows: Sequence[Row]) -> str:
    """The table, with a caption that counts the rows; rows after the first `LONGEST` are only counted."""
    more = f", the first {LONGEST} shown" if len(rows) > LONGEST else ""
    caption = f"<caption>{len(rows):,} triple{'' if len(rows) == 1 else 's'}{more}</caption>"
    head = "".join(f'<th scope="col" style="text-align:left">{name}</th>' for name in HEADINGS)
    body = "".join(f"<tr>{''.join(map(_cell, _cells(row)))}</tr>" for row in rows[:LONGEST])
    return f'<table class="tripline">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(content: str) -> str:
    return f'<td style="text-align:left;vertical-align:top">{content}</td>'


def _cells(row: Row) -> tuple[str, ...]:
    source = row["source"]
    return (
        _named(row["subject"]),
        escape(row["relation"]),
        _named(row["object"]),
        escape(row["factuality"]),
        _named(source) if source else "",
        _evidence(row),
        f"{row['score']:.2f}",
    )


def _named(argument: Row) -> str:
    """The entity's name, or else the words; the value of a value."""
    name = escape(argument.get("name") or argument["text"])
    if "value" not in argument:
        return name
    value, unit = argument["value"], argument["unit"]
    number = value if isinstance(value, str) else f"{value:,.10g}"
    return f"{name} <small>= {escape(number)}{'' if unit in ('', 'date') else ' ' + escape(unit)}</small>"


def _evidence(row: Row) -> str:
    """The evidence with its parts marked; of parts that overlap the first of cue, subject, object."""
    quote = row["evidence"]
    marks: list[tuple[int, int, str]] = []
    for part in ("cue", "subject", "object"):
        start, end = row[part]["start"], row[part]["end"]
        inside = quote["start"] <= start < end <= quote["end"]
        if inside and all(end <= first or last <= start for first, last, _ in marks):
            marks.append((start, end, part))
    out, at = "", quote["start"]
    for start, end, part in sorted(marks):
        text = quote["text"][start - quote["start"] : end - quote["start"]]
        out += escape(quote["text"][at - quote["start"] : start - quote["start"]])
        out += f'<mark style="{_STYLES[part]}" title="{part}">{escape(text)}</mark>'
        at = end
    return out + escape(quote["text"][at - quote["start"] :])
