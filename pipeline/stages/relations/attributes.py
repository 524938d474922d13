"""Attribute triples: an entity and a typed value, read from the cues of the ontology."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document import Argument, Factuality, Mention, Triple, Value
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.cues import Lexicon
from pipeline.grammar.predications import Predication
from pipeline.grammar.triples import objection, triple
from pipeline.stages.relations.bearers import bearers
from pipeline.stages.relations.measures import Reading, readings
from pipeline.stages.relations.qualifiers import qualifiers
from pipeline.stages.relations.scene import Scene
from pipeline.stages.relations.unnamed import bare_ages, bare_changes, elided, is_age

# Cues under which a value counts downwards, unless it is what the fall ends at ("fell to 5").
FALLING = frozenset(
    "fall drop decline decrease loss lose plunge slip slide shrink contract dip tumble plummet sink slump go_down "
    "edge_down shed cut reduce reduction lower slash down fewer less".split()
)
LOSING = frozenset({"loss", "lose"})


def attributes(arguments: Arguments, cues: Lexicon, predications: Sequence[Predication]) -> tuple[Triple, ...]:
    """The attribute triples of a document, in text order; `cues` are those of attributes.

    For each value the best reading whose bearer can be told and is of a type that the relation takes. A fact that is
    told twice is given once, where it is told last: the headline only repeats.
    """
    scene = Scene(arguments, predications)
    facts: dict[tuple[object, ...], Triple] = {}
    told: list[tuple[Reading, Triple]] = []
    for head in sorted(t for t, mention in scene.values.items() if mention.value and not scene.is_whole(t)):
        unnamed = [*bare_changes(scene, cues, head), *bare_ages(scene, cues, head), *elided(scene, told, head)]
        for reading in [*readings(scene, cues, head), *unnamed]:
            found = _triples(scene, reading)
            if found:
                told = [(reading, t) for t in found]
                facts |= {_fact(t): t for t in found}
                break
    return tuple(sorted(facts.values(), key=lambda t: (t.object.start, t.subject.start)))


def _fact(found: Triple) -> tuple[object, ...]:
    value = found.object.value
    return found.relation, found.subject.entity or found.subject.start, value, found.factuality


def _triples(scene: Scene, reading: Reading) -> list[Triple]:
    document, tokens = scene.arguments.document, scene.tree.tokens
    cue = document.quote(tokens[reading.words[0]].start, tokens[reading.words[-1]].end)
    relation, object_ = reading.relation, _object(scene, reading, scene.values[reading.value])
    factuality = _factuality(scene, reading)
    found, borne = [], bearers(scene, reading)
    if not borne:
        types = ", ".join(sorted(relation.subject_types))
        scene.arguments.reject(relation.name, cue, f"{object_.text!r} has no bearer of the types {types}")
    for bearer in borne:
        if against := objection(relation, bearer.argument, object_):
            scene.arguments.reject(relation.name, cue, against)
        else:
            held = qualifiers(scene, reading, bearer)
            found.append(triple(document, relation, (bearer.argument, object_), cue, factuality, held))
    return found


def _factuality(scene: Scene, reading: Reading) -> Factuality:
    """That of the clause; "ordered to pay" is as sure as the order is, a date that is still to come is planned."""
    place = reading.place.token
    ordered = "under" in reading.lexeme.cue.when
    predicate = scene.predicate(scene.tree.tokens[scene.clause(place)].head if ordered else place)
    told = predicate.factuality if predicate else "fact"
    document, value = scene.arguments.document, scene.values[reading.value].value
    published = document.published or (document.text.published if document.text else None)
    if told == "fact" and published and value and value.unit == "date":
        date = str(value.value)
        return "planned" if date > published[: len(date)] else told
    return told


def _object(scene: Scene, reading: Reading, mention: Mention) -> Argument:
    value, words = mention.value, {scene.tree.lemma(reading.place.token), *map(scene.form, reading.words)}
    falls = bool(words & (FALLING if reading.is_relative else LOSING)) and reading.place.slot != "to"
    if value and falls and isinstance(value.value, float) and value.value > 0:
        value = replace(value, value=-value.value)
    if value and mention.type == "CARDINAL" and is_age(reading):
        value = Value(value.value, "year")
    return Argument(mention.type, mention.text, mention.start, mention.end, value=value)
