"""spaCy Docs that carry what was found: https://spacy.io/api/doc.

    doc.ents                       named mentions and values, none inside another; ent.kb_id_ is the entity's id
    doc.spans["tripline"]          the evidence of each triple; span.label_ is its relation, span.id_ its id
    doc.spans["tripline.subject"]  and "tripline.object", "tripline.source": its arguments, label the argument's type
    doc.spans["tripline.cue"]      the words that express it, label the relation
    doc.spans["tripline.mention"]  every mention of an entity: names, descriptions and pronouns; label its type
    doc._.triples                  the rows of triples.jsonl, in text order

A span takes in every token that it shares a character with. A part that stands on no token of the Doc (a title that
is not in the body) has no span; `span.id_` says which triple a span belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as Run
from spacy.util import filter_spans
from spacy.vocab import Vocab

from pipeline.document import Document, Span, Syntax, Token
from pipeline.io import rows
from pipeline.io.rows import Row

PARTS = ("subject", "cue", "object", "source")

# Half-open raw range -> half-open token range, or None where it stands on no token.
Place = Callable[[int, int], tuple[int, int] | None]


def register() -> None:
    """Makes `doc._.triples` known to spaCy; an attribute of that name that is there already stays as it is."""
    if not Doc.has_extension("triples"):
        Doc.set_extension("triples", default=[])


@dataclass(frozen=True, slots=True)
class Findings:
    """What a Doc is to carry: rows of triples and entities, and values as (start, end, type)."""

    triples: Sequence[Row]
    entities: Sequence[Row]
    values: Sequence[tuple[int, int, str]]

    @classmethod
    def of_document(cls, document: Document) -> Findings:
        """Everything that was found in a document."""
        values = [(m.start, m.end, m.type) for m in document.mentions or () if m.kind == "value"]
        return cls(rows.triples(document), list(rows.entities(document)), values)

    @classmethod
    def of_rows(cls, triples: Sequence[Row], entities: Sequence[Row]) -> Findings:
        """The rows of one document; of its values, those that are the object of a triple."""
        objects = [row["object"] for row in triples if "value" in row["object"]]
        return cls(triples, entities, [(o["start"], o["end"], o["type"]) for o in objects])


def dress(doc: Doc, findings: Findings, place: Place, overwrite: bool = True) -> Doc:
    """Sets entities, span groups and `doc._.triples` on the Doc and returns it.

    Unless `overwrite`, the Doc's own entities stay and only those beside them are added.
    """
    register()
    doc._.triples = list(findings.triples)
    own = [] if overwrite else list(doc.ents)
    taken = {token for ent in own for token in range(ent.start, ent.end)}
    found = filter_spans(list(_entities(doc, findings, place)))
    doc.set_ents([*own, *(ent for ent in found if taken.isdisjoint(range(ent.start, ent.end)))])
    _group(doc, "tripline", (_span(doc, place, row["evidence"], row["relation"], row) for row in findings.triples))
    for part in PARTS:
        spans = (_part(doc, place, row, part) for row in findings.triples if row[part])
        _group(doc, f"tripline.{part}", spans)
    _group(doc, "tripline.mention", _mentions(doc, findings, place))
    return doc


def _group(doc: Doc, name: str, spans: Iterable[Run | None]) -> None:
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for span in spans if span is not None])


def _part(doc: Doc, place: Place, row: Row, part: str) -> Run | None:
    return _span(doc, place, row[part], row[part].get("type", row["relation"]), row)


def _span(doc: Doc, place: Place, quote: Row, label: str, row: Row) -> Run | None:
    found = place(quote["start"], quote["end"])
    return Run(doc, *found, label=label, kb_id=quote.get("entity", ""), span_id=row["id"]) if found else None


def _mentions(doc: Doc, findings: Findings, place: Place) -> Iterator[Run]:
    for entity in findings.entities:
        for mention in entity["mentions"]:
            if found := place(mention["start"], mention["end"]):
                yield Run(doc, *found, label=entity["type"], kb_id=entity["entity"])


def _entities(doc: Doc, findings: Findings, place: Place) -> Iterator[Run]:
    for entity in findings.entities:
        for mention in entity["mentions"]:
            if mention["kind"] == "name" and (found := place(mention["start"], mention["end"])):
                yield Run(doc, *found, label=entity["type"], kb_id=entity["entity"])
    for start, end, kind in findings.values:
        if found := place(start, end):
            yield Run(doc, *found, label=kind)


def characters(doc: Doc) -> Place:
    """Places in a Doc whose text is the raw article itself, whatever its tokens are."""

    def place(start: int, end: int) -> tuple[int, int] | None:
        span = doc.char_span(start, end, alignment_mode="expand") if start < end <= len(doc.text) else None
        return (span.start, span.end) if span is not None and len(span) else None

    return place


# ---------------------------------------------------------------------------------------- a Doc of our own


def of_document(document: Document, vocab: Vocab | None = None) -> Doc:
    """A Doc of the document's own tokens: lemmas, parts of speech, heads, dependencies, sentences and findings.

    `doc.text` is the body of the article; what stands between its words beside a single space is a token of its own
    (POS SPACE), as in spaCy. `vocab`: the user's own; without it all Docs share one blank English vocabulary.
    """
    syntax = document.syntax or Syntax((), ())
    laid = list(_lay(document, syntax))
    at = {word.number: i for i, word in enumerate(laid) if word.number is not None}
    tokens = [None if word.number is None else syntax.tokens[word.number] for word in laid]
    doc = Doc(
        vocab or _english(),
        words=[word.text for word in laid],
        spaces=[word.space for word in laid],
        pos=[token.upos if token else "SPACE" if word.text.isspace() else "X" for token, word in _both(tokens, laid)],
        lemmas=[token.lemma if token else word.text for token, word in _both(tokens, laid)],
        heads=[at[token.head] if token else _beside(i, len(laid)) for i, token in enumerate(tokens)],
        deps=[token.deprel if token else "dep" for token in tokens],
    )

    def place(start: int, end: int) -> tuple[int, int] | None:
        found = syntax.inside(start, end)
        return (at[found[0]], at[found[-1]] + 1) if found else None

    return dress(doc, Findings.of_document(document), place)


@cache
def _english() -> Vocab:
    return spacy.blank("en").vocab


def _both(tokens: Sequence[Token | None], laid: Sequence[_Laid]) -> Iterator[tuple[Token | None, _Laid]]:
    return zip(tokens, laid, strict=True)


def _beside(i: int, count: int) -> int:
    """Head of a word that is no token: the word before it; of the first the word after it, so that it starts no
    sentence of its own."""
    return i - 1 if i else min(1, count - 1)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A word of the Doc, and the token of the syntax that it is, if it is one."""

    text: str
    space: bool
    number: int | None


def _lay(document: Document, syntax: Syntax) -> Iterator[_Laid]:
    """Words that give the body back when joined: the tokens, and what stands between them."""
    body = document.text.body if document.text else document.raw
    end = 0
    for number, token in enumerate(syntax.tokens):
        start = _find(document, token, end)
        if start > end:
            yield _Laid(body[end:start], False, None)
        end = start + len(token.form)
        space = body[end : end + 1] == " "
        yield _Laid(token.form, space, number)
        end += space
    if end < len(body):
        yield _Laid(body[end:], False, None)


def _find(document: Document, token: Token, at: int) -> int:
    """Where in the body a token stands whose raw offsets are known; ValueError if nowhere."""
    if document.text is None:
        return token.start
    wanted = Span(token.start, token.end)
    while (at := document.text.body.find(token.form, at)) >= 0:
        if document.text.to_raw(at, at + len(token.form)) == wanted:
            return at
        at += 1
    raise ValueError(f"{document.name}: the token {token.form!r} at {token.start} does not stand in the body")
