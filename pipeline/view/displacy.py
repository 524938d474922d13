"""A document's entities, the evidence of its triples, its trees and what was cut from it, as displaCy draws them.

`entities`, `evidence` and `cuts` give dicts for `spacy.displacy.render(..., style="ent", manual=True)`; `html` renders
them. `dependencies` and `relations` give dicts for its style "dep"; `svg` renders them. displaCy escapes the text but
neither labels nor titles, and both quote the article: they are escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal, TypedDict

from spacy import displacy

from pipeline.document import Argument, Attribution, Document, Quote, Syntax, Triple

# Backgrounds by entity type; light, so that black text is read on all of them.
COLORS = {
    "PERSON": "#ffd8a8",
    "ORG": "#a5d8ff",
    "GPE": "#b2f2bb",
    "LOC": "#c3fae8",
    "NORP": "#d8f5a2",
    "FAC": "#e9ecef",
    "PRODUCT": "#eebefa",
    "EVENT": "#ffc9c9",
    "LAW": "#d0bfff",
    "WORK_OF_ART": "#fcc2d7",
}
ROLES = {"subject": "#a5d8ff", "cue": "#ffec99", "object": "#b2f2bb", "source": "#ffd8a8"}
OTHER = "#e9ecef"
# Characters between the evidence and a part outside it that is still shown.
NEARBY = 300


class Params(TypedDict):
    """What displaCy's template takes beside text and label."""

    bg: str


class Mark(TypedDict):
    """A marked run of the text; `label` is escaped HTML."""

    start: int
    end: int
    label: str
    params: Params


class Drawing(TypedDict):
    """One text with its marks; `title` is escaped HTML."""

    text: str
    ents: list[Mark]
    title: str | None


def entities(document: Document) -> Drawing:
    """The body with every mention of its entities: names by type, descriptions and pronouns by what they mean.

    The text is the raw article from the first to the last word of its body; of mentions inside one another the
    outermost is marked.
    """
    marks = [
        _mark(m.start, m.end, e.type if m.kind == "name" else f"{e.type} = {e.name}", COLORS.get(e.type, OTHER))
        for e in document.entities or ()
        for m in e.mentions
    ]
    start, end = _body(document)
    shown = [mark for mark in marks if start <= mark["start"] and mark["end"] <= end]
    return _drawing(document.raw, start, end, _outermost(shown), None)


def cuts(document: Document) -> Drawing:
    """The whole raw file with every run that cleaning took out, by reason."""
    text = document.text
    marks = [_mark(cut.start, cut.end, cut.reason, OTHER) for cut in (text.cuts if text else ())]
    return _drawing(document.raw, 0, len(document.raw), _outermost(marks), None)


def evidence(document: Document, triple: Triple, said: Attribution | None = None) -> Drawing:
    """The evidence of a triple with its subject, cue, object, qualifiers and, if `said`, its source marked.

    A part that stands outside the evidence widens the text to it when it is nearby, else it is left out. Of parts
    that overlap the first in this order is marked: cue, subject, object, qualifiers, source.
    """
    placed: list[tuple[str, Argument | Quote]] = [
        ("cue", triple.cue),
        ("subject", triple.subject),
        ("object", triple.object),
        *triple.qualifiers,
        *([("source", said.source)] if said else []),
    ]
    quote = triple.evidence
    near = [(r, p) for r, p in placed if quote.start - NEARBY <= p.start and p.end <= quote.end + NEARBY]
    start = min([quote.start, *(part.start for _, part in near)])
    end = max([quote.end, *(part.end for _, part in near)])
    marks = [_mark(part.start, part.end, role, ROLES.get(role, OTHER)) for role, part in near]
    return _drawing(document.raw, start, end, _first_come(marks), escape(_sentence(triple, said)))


class Word(TypedDict):
    """A word of a diagram and what stands below it; `tag` is escaped HTML."""

    text: str
    tag: str


class Arc(TypedDict):
    """An arc over the words `start` to `end`, whose head points to the left or to the right one."""

    start: int
    end: int
    label: str
    dir: Literal["left", "right"]


class Diagram(TypedDict):
    """Words in a row, with arcs above them."""

    words: list[Word]
    arcs: list[Arc]


def dependencies(document: Document, sentence: int) -> Diagram:
    """The tree of a sentence, by its number: parts of speech below, an arc from each head to its dependent above."""
    syntax = document.syntax or Syntax((), ())
    first, end = syntax.sentences[sentence]
    tokens = syntax.tokens[first:end]
    arcs = [_arc(t.head - first, i, t.deprel) for i, t in enumerate(tokens) if t.head != first + i]
    return {"words": [{"text": t.form, "tag": escape(t.upos)} for t in tokens], "arcs": arcs}


def relations(document: Document, triple: Triple) -> Diagram:
    """The words of a triple's evidence, with arcs from the cue to the subject and to the object.

    A part stands where its last word does; one outside the evidence has no arc.
    """
    syntax = document.syntax or Syntax((), ())
    words = syntax.inside(triple.evidence.start, triple.evidence.end)
    parts: dict[str, Argument | Quote] = {"subject": triple.subject, "cue": triple.cue, "object": triple.object}
    found = {name: syntax.inside(part.start, part.end) for name, part in parts.items()}
    last = {name: held[-1] for name, held in found.items() if held and held[-1] in words}
    cue = last.get("cue")
    ends = [(name, last[name]) for name in ("subject", "object") if name in last and last[name] != cue]
    arcs = [_arc(cue - words.start, end - words.start, name) for name, end in ends] if cue is not None else []
    tags = {i: triple.relation if name == "cue" else name for name, i in last.items()}
    shown: list[Word] = [{"text": syntax.tokens[i].form, "tag": escape(tags.get(i, ""))} for i in words]
    return {"words": shown, "arcs": arcs}


def _arc(head: int, dependent: int, label: str) -> Arc:
    start, end = sorted((head, dependent))
    return {"start": start, "end": end, "label": escape(label), "dir": "left" if dependent < head else "right"}


def svg(diagrams: Iterable[Diagram]) -> str:
    """The diagrams one under another, as a fragment of HTML without scripts."""
    options = {"compact": True, "distance": 100}
    rendered: str = displacy.render(
        [dict(d) for d in diagrams], style="dep", manual=True, jupyter=False, options=options
    )
    return rendered


def html(drawings: Iterable[Drawing]) -> str:
    """The drawings one under another, as a fragment of HTML without scripts."""
    rendered: str = displacy.render([dict(d) for d in drawings], style="ent", manual=True, jupyter=False)
    return rendered


def _sentence(triple: Triple, said: Attribution | None) -> str:
    subject, object_ = (part.name or part.text for part in (triple.subject, triple.object))
    source = f", says {said.source.name or said.source.text}" if said else ""
    return f"({subject}, {triple.relation}, {object_}) {triple.factuality}{source}"


def _mark(start: int, end: int, label: str, color: str) -> Mark:
    return {"start": start, "end": end, "label": escape(label), "params": {"bg": color}}


def _body(document: Document) -> tuple[int, int]:
    """Raw range of the body; the whole file where there is none."""
    if document.text is None or not document.text.body.strip():
        return 0, len(document.raw)
    return document.text.to_raw(0, 1).start, document.text.to_raw(
        len(document.text.body) - 1, len(document.text.body)
    ).end


def _outermost(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that stand in no other, in text order."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m["start"], -m["end"])):
        if not kept or kept[-1]["end"] <= mark["start"]:
            kept.append(mark)
    return kept


def _first_come(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that overlap none before them in the sequence, in text order."""
    kept: list[Mark] = []
    for mark in marks:
        if not any(mark["start"] < k["end"] and k["start"] < mark["end"] for k in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m["start"])


def _drawing(raw: str, start: int, end: int, marks: Sequence[Mark], title: str | None) -> Drawing:
    """The raw range with marks of raw offsets, which must lie in it."""
    ents: list[Mark] = [{**m, "start": m["start"] - start, "end": m["end"] - start} for m in marks]
    return {"text": raw[start:end], "ents": ents, "title": title}
