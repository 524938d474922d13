"""The document and its layers: what every stage reads and writes.

A `Document` is one raw article. Stages write layers on it, one each; nothing here is ever mutated.
Every offset is a half-open range of Unicode code points of the **raw** article: `raw[start:end] == text`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np

Kind = Literal["name", "value", "description", "pronoun"]
Gender = Literal["male", "female"]
Reading = Literal["government"]
Factuality = Literal["fact", "negated", "possible", "planned"]
Family = Literal["relation", "attribute", "event", "stance"]
Layer = Literal["text", "syntax", "mentions", "entities", "triples", "stances"]

LAYERS: tuple[Layer, ...] = get_args(Layer)
NAME_TYPES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART")
VALUE_TYPES = ("PERCENT", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY", "DATE")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of raw characters."""

    start: int
    end: int


# ---------------------------------------------------------------------------------------------- text


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the body and the raw characters it came from.

    A piece of equal lengths maps character by character. A piece of unequal lengths is a repair
    (`&amp;` -> `&`, a broken apostrophe -> one apostrophe): each of its body characters maps to all its raw ones.
    `raw_length` 0 is a character that cleaning added (a paragraph break) and maps to an empty raw range.
    """

    body: int
    length: int
    raw: int
    raw_length: int


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A run of raw characters that is not the article, and why it was cut (one of the reasons in `clean`)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Text:
    """Layer `text`: the article's body and where each of its characters stands in the raw file.

    Paragraphs of the body are separated by one blank line ("\\n\\n"). `title` and `byline` are spans of the raw
    file; the title is part of the body when the file shows it as text.
    """

    body: str
    pieces: tuple[Piece, ...]
    cuts: tuple[Cut, ...] = ()
    title: Span | None = None
    byline: Span | None = None
    outlet: str | None = None
    published: str | None = None

    def to_raw(self, start: int, end: int) -> Span:
        """Raw span of the non-empty body range `[start, end)`; ValueError if the range is empty or outside."""
        if not 0 <= start < end <= len(self.body):
            raise ValueError(f"body range [{start}, {end}) is empty or outside the body of {len(self.body)} characters")
        return Span(self._raw_of(start).start, self._raw_of(end - 1).end)

    def _raw_of(self, at: int) -> Span:
        piece = self.pieces[bisect_right(self.pieces, at, key=lambda p: p.body) - 1]
        if piece.length == piece.raw_length:
            raw = piece.raw + at - piece.body
            return Span(raw, raw + 1)
        return Span(piece.raw, piece.raw + piece.raw_length)


# -------------------------------------------------------------------------------------------- syntax


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its clean form, raw offsets, lemma, UPOS tag, head and Universal Dependencies relation.

    `head` is an index into the document's tokens; a sentence's root is its own head.
    """

    form: str
    start: int
    end: int
    lemma: str
    upos: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Role:
    """A semantic role in PropBank's words: what the word at `argument` is to the predicate at `predicate` ("ARG0",
    "ARGM-TMP"); both are token indices. `score`: the engine's probability of this label."""

    predicate: int
    argument: int
    label: str
    score: float = 1.0


# The relation of a clue that tells who says something: no relation of the ontology.
SAYS = "says"


@dataclass(frozen=True, slots=True)
class Clue:
    """A word that the engine takes for a cue of a relation, and the words that may be its subject and its object; of
    SAYS the heads of who says it and of the clause that is said.

    `word` and the first of each pair are token indices; `score` and the second of each pair are probabilities, the
    likeliest argument first.
    """

    word: int
    relation: str
    score: float
    subjects: tuple[tuple[int, float], ...]
    objects: tuple[tuple[int, float], ...]


def _no_readings() -> Mapping[str, np.ndarray[Any, Any]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Syntax:
    """Layer `syntax`: all tokens of the document in order, sentences as half-open token ranges, semantic roles in
    the order of their predicates, and clues to relations in the order of their words.

    `readings` are what the engine's other taggers saw in the same pass: head name -> log-probabilities
    [tokens, labels]. They save a second pass, are not written to files and take no part in equality.
    """

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    roles: tuple[Role, ...] = ()
    clues: tuple[Clue, ...] = ()
    readings: Mapping[str, np.ndarray[Any, Any]] = field(default_factory=_no_readings, compare=False, repr=False)

    def inside(self, start: int, end: int) -> range:
        """Indices of the tokens that overlap the raw range `[start, end)`; empty if none does."""
        first = bisect_right(self.tokens, start, key=lambda t: t.end)
        last = bisect_left(self.tokens, end, key=lambda t: t.start)
        return range(first, max(first, last))

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that holds the token."""
        return bisect_right(self.sentences, token, key=lambda s: s[0]) - 1


# ------------------------------------------------------------------------------- mentions and entities


@dataclass(frozen=True, slots=True)
class Value:
    """A normalised value: a number with its unit, or ISO date text with unit "date".

    Percent are 0-100 with "%"; money is in full with its ISO currency; counts have ""; quantities a singular unit.
    """

    value: float | str
    unit: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text: a named thing, a typed value, a description ("the company") or a pronoun.

    `type` is one of NAME_TYPES or VALUE_TYPES. `by` says which rule or model found it; `score` is in [0, 1].
    `reading` is what a place stands for where it acts: in "Moscow said" its government.
    """

    start: int
    end: int
    text: str
    type: str
    kind: Kind = "name"
    value: Value | None = None
    score: float = 1.0
    by: str = "rules"
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that the document speaks of: its canonical name, its type and every mention of it, in text order.

    `gender` is a person's, where the text tells it. `country` is the usual name of the country that it is, that a
    nationality belongs to ("Russians" -> "Russia"), or that the text says it is from; None where it says none or two.
    """

    id: str
    name: str
    type: str
    mentions: tuple[Mention, ...]
    gender: Gender | None = None
    country: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Distinct names used for the entity, canonical one first, then in text order."""
        return tuple(dict.fromkeys([self.name, *(m.text for m in self.mentions if m.kind == "name")]))


# ------------------------------------------------------------------------------------ triples and stances


@dataclass(frozen=True, slots=True)
class Argument:
    """Subject, object or source: an entity (`entity`, `name`), a value (`value`) or a topic (type "TOPIC")."""

    type: str
    text: str
    start: int
    end: int
    entity: str | None = None
    name: str | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact raw characters: `raw[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Triple:
    """An instance of a relation, attribute, event or stance, with the characters it was read from.

    `qualifiers` are (name, quote) pairs in the order of their names. In the `stances` layer the subject is the
    holder, the relation the attitude, and `target` the id of the triple the position is taken to, if it is one.
    """

    id: str
    family: Family
    relation: str
    subject: Argument
    object: Argument
    cue: Quote
    evidence: Quote
    qualifiers: tuple[tuple[str, Quote], ...] = ()
    factuality: Factuality = "fact"
    score: float = 1.0
    by: str = "rules"
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Relay:
    """One who passes on what somebody else says, and the words that tell so."""

    source: Argument
    cue: Quote


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a triple (by id): the source and the words that attribute it ("reported", "according to").

    `via` are the others of the chain of sources, from the triple's own words outward: in "Telvia reported that Norvik
    had told partners that ..." the source is Norvik, via Telvia. None where nobody passes it on.
    """

    triple: str
    source: Argument
    cue: Quote
    via: tuple[Relay, ...] | None = None


@dataclass(frozen=True, slots=True)
class Stances:
    """Layer `stances`: positions taken, and the source of each triple or stance that is not the article's own voice."""

    stances: tuple[Triple, ...] = ()
    attributions: tuple[Attribution, ...] = ()


# ------------------------------------------------------------------------------------------- document

Format = Literal["text", "markdown", "html"]


@dataclass(frozen=True, slots=True)
class Document:
    """One raw article and the layers written on it; a layer not yet written is None.

    `name` is the path under the corpus. `published` is an ISO date given from outside the article, if any.
    """

    name: str
    raw: str = field(repr=False)
    format: Format = "text"
    published: str | None = None
    text: Text | None = None
    syntax: Syntax | None = None
    mentions: tuple[Mention, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    triples: tuple[Triple, ...] | None = None
    stances: Stances | None = None

    def with_layer(self, layer: Layer, value: Any) -> Document:
        """A copy of this document with one layer written; ValueError for a name that is no layer."""
        if layer not in LAYERS:
            raise ValueError(f"{layer!r} is no layer; the layers are {', '.join(LAYERS)}")
        return replace(self, **{layer: value})

    def likely(self, least: float) -> Document:
        """A copy without the triples and stances whose score is below `least`, and without what refers to them."""
        triples = None if self.triples is None else tuple(t for t in self.triples if t.score >= least)
        if self.stances is None:
            return replace(self, triples=triples)
        kept = [t for t in self.stances.stances if t.score >= least]
        ids = {t.id for t in (*(triples or ()), *kept)}
        stances = tuple(t if t.target in ids else replace(t, target=None) for t in kept)
        said = tuple(a for a in self.stances.attributions if a.triple in ids)
        return replace(self, triples=triples, stances=Stances(stances, said))

    def quote(self, start: int, end: int) -> Quote:
        """The raw characters `[start, end)`."""
        return Quote(self.raw[start:end], start, end)
