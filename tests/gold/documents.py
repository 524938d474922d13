"""Hypothesis strategies: small labelled articles with every layer, in texts that are hard on file formats."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from pipeline.document import (
    NAME_TYPES,
    VALUE_TYPES,
    Argument,
    Attribution,
    Cut,
    Document,
    Entity,
    Mention,
    Quote,
    Span,
    Stances,
    Text,
    Triple,
    Value,
)
from pipeline.gold.lines import text_of
from pipeline.gold.tools.order import in_text, in_turn
from pipeline.ontology.schema import load

ONTOLOGY = load()
RELATIONS = st.sampled_from(tuple(ONTOLOGY)) | st.sampled_from(ONTOLOGY.of("stance"))

# Words, and what breaks formats: line ends of every kind, tabs, quotes, markup, zero-width and astral characters.
CHUNKS = (
    *("Norvik", "denied", "the ban", "25%", "said", "it", "don't", "U.S.", "Åland", "e\u0301", " ", " ", "  ", ", "),
    *("\n", "\r\n", "\r", "\t", "\n\n", "\u2028", "\x85", "\x0b", "\x1e", "\x00", "\xa0", "\u200b", "\ufeff", "\u202e"),
    *(
        "😀",
        "𝔘ni",
        "👨🏻‍🚒",
        '"',
        "'",
        "\\",
        "\\n",
        "|",
        ";",
        "=",
        "#1\t",
        "T1",
        "<b>",
        "&amp;",
        "]]>",
        "{",
        "}",
        "[",
        "%2F",
    ),
)
TEXTS = st.lists(st.sampled_from(CHUNKS), min_size=8, max_size=30).map("".join).filter(str.strip)
WORDS = st.sampled_from(["e1", "e2", "e10", "norvik", "a b:c", "Ä/%", "1", "01", 'x"y', "é\n", "\\u0041", " z "])
NAMES = st.sampled_from(["wn_0012", "mt_000", "a/b c.txt", "ünïcode", "100%.x", "..", "dotted.name"])
VALUES = st.one_of(
    st.builds(
        Value,
        st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9),
        st.sampled_from("% USD".split()),
    ),
    st.builds(Value, st.sampled_from(["2021-04-07", "2021", "7", '"']), st.just("date")),
    st.builds(Value, st.sampled_from(["life", "5", "1e3", "nan", '"q"', "", "a;b=c"]), st.sampled_from(["year", ""])),
)
SCORES = st.sampled_from([1.0, 1.0, 0.0, 0.25, 0.1 + 0.2])
ORIGINS = st.sampled_from(["gold", "gold", "rules", "model:a; b"])


@st.composite
def gold_documents(draw: st.DrawFn) -> Document:
    """A labelled article; of its gold layers some may be missing, `syntax` always is."""
    raw = draw(TEXTS)
    ids = draw(st.lists(WORDS, unique=True, max_size=4))
    entities = tuple(draw(_entities(raw, id)) for id in ids)
    cuts = draw(st.lists(st.builds(Cut, *_ends(raw), REASONS).filter(lambda c: c.start < c.end), max_size=3))
    text = Text(
        body="",
        pieces=(),
        cuts=tuple(sorted(cuts)),
        title=draw(st.none() | spans(raw)),
        byline=draw(st.none() | spans(raw)),
        outlet=draw(st.none() | WORDS),
        published=draw(st.none() | st.just("2021-04")),
    )
    triples = draw(_triples(raw, entities))
    stances = tuple(t for t in triples if t.family == "stance")
    attributions = draw(st.lists(_attributions(raw, triples, entities), max_size=3)) if triples else []
    document = Document(
        name=draw(NAMES),
        raw=raw,
        format=draw(st.sampled_from(["text", "markdown", "html"])),
        published=draw(st.none() | st.sampled_from(["2021-04-07", "2021"])),
        text=text_of(raw, text),
        mentions=draw(_mentions(raw, entities)),
        entities=entities,
        triples=tuple(t for t in triples if t.family != "stance"),
        stances=Stances(stances, in_turn(attributions)),
    )
    return draw(_without_layers(document))


REASONS = st.sampled_from(["teaser", "boilerplate", "byline", "two words; odd=1"])


def _ends(raw: str) -> tuple[st.SearchStrategy[int], st.SearchStrategy[int]]:
    return st.integers(0, len(raw)), st.integers(0, len(raw))


@st.composite
def spans(draw: st.DrawFn, raw: str) -> Span:
    """A range of the text with at least one character that can be seen."""
    seen = draw(st.sampled_from([at for at, character in enumerate(raw) if not character.isspace()]))
    return Span(draw(st.integers(max(0, seen - 12), seen)), draw(st.integers(seen + 1, min(len(raw), seen + 13))))


@st.composite
def _quotes(draw: st.DrawFn, raw: str) -> Quote:
    at = draw(spans(raw))
    return Quote(raw[at.start : at.end], at.start, at.end)


@st.composite
def _mention(draw: st.DrawFn, raw: str, types: st.SearchStrategy[str]) -> Mention:
    at = draw(_quotes(raw))
    kind = draw(st.sampled_from(["name", "name", "pronoun", "description", "value"]))
    value = draw(st.none() | VALUES)
    return Mention(at.start, at.end, at.text, draw(types), kind, value, draw(SCORES), draw(ORIGINS))


@st.composite
def _entities(draw: st.DrawFn, raw: str, id: str) -> Entity:
    type = draw(st.sampled_from(NAME_TYPES))
    types = st.just(type) | st.sampled_from((*NAME_TYPES, "DATE"))
    mentions = draw(st.lists(_mention(raw, types), max_size=3))
    return Entity(id, draw(WORDS), type, in_text(mentions))


@st.composite
def _mentions(draw: st.DrawFn, raw: str, entities: tuple[Entity, ...]) -> tuple[Mention, ...]:
    """Some or all of the entities' mentions, and some of no entity."""
    of_entities = [m for e in entities for m in e.mentions]
    most = draw(st.just(of_entities) | st.lists(st.sampled_from(of_entities), unique=True)) if of_entities else []
    free = draw(st.lists(_mention(raw, st.sampled_from((*NAME_TYPES, *VALUE_TYPES))), max_size=2))
    return in_text([*most, *free])


@st.composite
def _arguments(draw: st.DrawFn, raw: str, entities: tuple[Entity, ...], values: bool = True) -> Argument:
    at = draw(_quotes(raw))
    kind = draw(st.sampled_from(["topic", *(["entity"] * 3 if entities else []), *(["value"] if values else [])]))
    if kind == "topic":
        return Argument("TOPIC", at.text, at.start, at.end)
    if kind == "value":
        return Argument(draw(st.sampled_from(VALUE_TYPES)), at.text, at.start, at.end, value=draw(VALUES))
    entity = draw(st.sampled_from(entities))
    place = draw(st.sampled_from([*entity.mentions, at]))
    return Argument(entity.type, place.text, place.start, place.end, entity=entity.id, name=entity.name)


@st.composite
def _triples(draw: st.DrawFn, raw: str, entities: tuple[Entity, ...]) -> list[Triple]:
    ids = draw(
        st.lists(
            st.integers(0, 12).map(str) | st.sampled_from(["07", "a3f9", "x y"]), unique=True, min_size=1, max_size=5
        )
    )
    cues = draw(st.lists(_quotes(raw), min_size=1, max_size=2))  # few, so that triples share one
    triples = []
    for id in ids:
        relation = draw(RELATIONS)
        names = st.sampled_from([*relation.qualifiers, "time", "place"])
        qualifiers = draw(st.lists(st.tuples(names, _quotes(raw)), max_size=2))
        triples.append(
            Triple(
                id=id,
                family=relation.family,
                relation=relation.name,
                subject=draw(_arguments(raw, entities)),
                object=draw(_arguments(raw, entities)),
                cue=draw(st.sampled_from(cues)),
                evidence=draw(_quotes(raw)),
                qualifiers=tuple(sorted(qualifiers, key=lambda q: (q[0], q[1].start, q[1].end))),
                factuality=draw(st.sampled_from(["fact", "negated", "possible", "planned"])),
                score=draw(SCORES),
                by=draw(ORIGINS),
                target=draw(st.none() | st.sampled_from(ids)) if relation.family == "stance" else None,
            )
        )
    return triples


@st.composite
def _attributions(draw: st.DrawFn, raw: str, triples: list[Triple], entities: tuple[Entity, ...]) -> Attribution:
    triple = draw(st.sampled_from(triples))
    unlabelled = Quote("", triple.evidence.start, triple.evidence.start)
    return Attribution(
        triple.id, draw(_arguments(raw, entities, values=False)), draw(st.just(unlabelled) | _quotes(raw))
    )


@st.composite
def _without_layers(draw: st.DrawFn, document: Document) -> Document:
    """The document, one time in four without some layers."""
    if draw(st.integers(0, 3)):
        return document
    gone = draw(st.sets(st.sampled_from(["text", "mentions", "stances"])))
    if "stances" in gone and draw(st.booleans()):
        gone |= {"triples", "entities"}
    return replace(document, **dict.fromkeys(gone, None))
