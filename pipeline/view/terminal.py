"""One article's triples for reading in a terminal: grouped by family, the evidence under each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from rich.console import Group
from rich.text import Text

from pipeline.document import Argument, Attribution, Document, Entity, Family, Quote, Triple
from pipeline.grammar.rejections import Rejection

_ARGUMENT, _CUE, _DIM = "bold cyan", "bold yellow", "dim"
AROUND = 30  # characters shown on each side of a cue that was turned away
_MARKS = {_ARGUMENT: ("‹", "›"), _CUE: ("*", "*")}


def render(document: Document) -> Group:
    """Heading, triples and stances by family, entities; every mark is also seen without colours."""
    stances = document.stances.stances if document.stances else ()
    sources = {a.triple: a for a in (document.stances.attributions if document.stances else ())}
    found = sorted((*(document.triples or ()), *stances), key=lambda t: (t.evidence.start, t.cue.start))
    lines = [*_heading(document, len(found))]
    for family in get_args(Family):
        triples = [t for t in found if t.family == family]
        if triples:
            lines += [Text(), Text(f"{family} ({len(triples)})", "bold underline")]
        for triple in triples:
            lines += _triple(document, triple, sources.get(triple.id))
    if document.entities:
        lines += [Text(), Text(f"entities ({len(document.entities)})", "bold underline")]
        lines += [_entity(entity) for entity in document.entities]
    return Group(*lines)


def turned_away(document: Document, rejections: Sequence[Rejection]) -> Group:
    """Cues that gave no triple, each with the words around it and the reason."""
    lines = [Text(), Text(f"turned away ({len(rejections)})", "bold underline")]
    for rejection in rejections:
        cue = rejection.cue
        before, after = document.raw[max(0, cue.start - AROUND) : cue.start], document.raw[cue.end : cue.end + AROUND]
        mark = (f"*{_printable(cue.text)}*", _CUE)
        lines.append(
            Text.assemble(
                "  ", (f"{rejection.relation}  ", _CUE), "…", _printable(before), mark, _printable(after), "…"
            )
        )
        lines.append(Text("      " + _printable(rejection.why), _DIM))
    return Group(*lines)


def _heading(document: Document, count: int) -> Iterator[Text]:
    text = document.text
    title = document.raw[text.title.start : text.title.end] if text and text.title else document.name
    yield Text(_printable(title), "bold")
    known = (document.name, text and text.outlet, document.published or (text and text.published))
    words = f"{len(text.body.split())} words" if text else None
    parts = (*known, words, f"{count} triple{'' if count == 1 else 's'}")
    yield Text(" · ".join(_printable(part) for part in parts if part), _DIM)


def _triple(document: Document, triple: Triple, said: Attribution | None) -> Iterator[Text]:
    yield Text.assemble(
        "  ",
        (_named(triple.subject), _ARGUMENT),
        (f"  {triple.relation}  ", _CUE),
        (_named(triple.object), _ARGUMENT),
    )
    yield Text.assemble("      “", _evidence(document, triple), "”")
    notes: list[str] = [triple.factuality]
    if said:
        notes.append(f"source {_named(said.source)} (“{_printable(said.cue.text)}”)")
    notes += [f"{name}: {_printable(quote.text)}" for name, quote in triple.qualifiers]
    notes.append(f"by {triple.by} {triple.score:.2f}")
    yield Text("      " + " · ".join(notes), _DIM)


def _named(argument: Argument) -> str:
    text = _printable(argument.text)
    if argument.name is not None and argument.name != argument.text:
        return f"{_printable(argument.name)} ({text})"
    if argument.value is not None:
        value, unit = argument.value.value, argument.value.unit
        number = value if isinstance(value, str) else f"{value:,.10g}"
        return f"{text} (= {number}{'' if unit in ('', 'date') else ' ' + unit})"
    return text


def _evidence(document: Document, triple: Triple) -> Text:
    """The evidence with ‹arguments› and *cue* marked; of two marks that overlap the cue's stays."""
    placed: list[tuple[int, int, str]] = []
    wanted: list[tuple[Quote | Argument, str]] = [
        (triple.cue, _CUE),
        (triple.subject, _ARGUMENT),
        (triple.object, _ARGUMENT),
    ]
    for part, style in wanted:
        inside = triple.evidence.start <= part.start < part.end <= triple.evidence.end
        if inside and all(part.end <= start or end <= part.start for start, end, _ in placed):
            placed.append((part.start, part.end, style))
    text, at = Text(), triple.evidence.start
    for start, end, style in sorted(placed):
        before, after = _MARKS[style]
        text.append(_printable(document.raw[at:start]))
        text.append(before + _printable(document.raw[start:end]) + after, style)
        at = end
    return text.append(_printable(document.raw[at : triple.evidence.end]))


def _entity(entity: Entity) -> Text:
    others = [name for name in entity.names if name != entity.name]
    aliases = f" = {', '.join(others)}" if others else ""
    count = len(entity.mentions)
    line = f"  {entity.type:<12} {entity.name}{aliases} · {count} mention{'' if count == 1 else 's'}"
    return Text(_printable(line))


def _printable(text: str) -> str:
    """On one line and without control characters, which an article could steer a terminal with."""
    return "".join(c if c.isprintable() else " " for c in text)
