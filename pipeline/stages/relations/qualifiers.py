"""What an attribute is qualified by: the market of a share, the measure that changed, the time, the other party."""

from __future__ import annotations

from pipeline.document import Quote
from pipeline.grammar.phrases import phrase_of
from pipeline.stages.relations.bearers import Bearer
from pipeline.stages.relations.measures import Reading
from pipeline.stages.relations.scene import Scene

# Qualifier -> the slots of the value's phrase, its cue or its clause that hold it, surest first.
SLOTS = {
    "market": ("of", "in"),
    "in": ("in", "of"),
    "for": ("for",),
    "from": ("from",),
    "to": ("to",),
    "counterparty": ("with", "from", "to"),
}


def qualifiers(scene: Scene, reading: Reading, bearer: Bearer) -> list[tuple[str, Quote]]:
    """(name, quote) pairs of the qualifiers that the relation names and the sentence holds."""
    named = ((name, _filler(scene, reading, bearer, name)) for name in reading.relation.qualifiers)
    found = [(name, _phrase(scene, token, name)) for name, token in named if token is not None]
    return [(name, quote) for name, quote in found if not _overlaps(quote, bearer)]


def _filler(scene: Scene, reading: Reading, bearer: Bearer, name: str) -> int | None:
    if name == "time":
        return _time(scene, reading)
    if name == "of":
        counted = [p.token for p in scene.places(reading.value) if p.slot == "count" and p.token not in reading.words]
        return bearer.of if bearer.of is not None else next(iter(counted), None)
    cue = reading.place.token
    at = dict.fromkeys([reading.value, *(p.token for p in scene.places(reading.value) if p.slot == "count"), cue])
    pairs = [pair for token in at for pair in scene.slots(token) if not scene.in_value(pair[1])]
    return next((t for slot in SLOTS.get(name, ()) for held, t in pairs if held == slot), None)


def _time(scene: Scene, reading: Reading) -> int | None:
    """The date that stands at the cue or at the clause of the value."""
    anchors = {reading.place.token, scene.clause(reading.place.token), reading.value}
    first, last = scene.syntax.sentences[scene.syntax.sentence_of(reading.value)]
    here = ((t, scene.values[t]) for t in range(first, last) if t in scene.values and t != reading.value)
    dates = (t for t, mention in here if mention.type == "DATE")
    return next((t for t in dates if scene.tree.tokens[t].head in anchors), None)


def _phrase(scene: Scene, token: int, name: str) -> Quote:
    document, tokens = scene.arguments.document, scene.tree.tokens
    if token in scene.values:
        mention = scene.values[token]
        return document.quote(mention.start, mention.end)
    words = phrase_of(scene.syntax, token, scene.tree) if name != "of" else _measure(scene, token)
    return document.quote(tokens[words[0]].start, tokens[words[-1]].end)


def _measure(scene: Scene, noun: int) -> range:
    """The noun with the words that make it a measure, without whom it belongs to: the "car sales" of "US car sales"."""
    first = noun
    while first - 1 in scene.tree.under(noun, "compound", "amod") and not scene.is_named(first - 1):
        first -= 1
    return range(first, noun + 1)


def _overlaps(quote: Quote, bearer: Bearer) -> bool:
    return quote.start < bearer.argument.end and bearer.argument.start < quote.end
