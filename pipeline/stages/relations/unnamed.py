"""Values whose measure is not named: the age behind a name ("Smith, 34,"), the share told again ("Best at 13%")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document import Triple
from pipeline.grammar.cues import Lexicon
from pipeline.stages.relations.measures import Reading
from pipeline.stages.relations.places import Place
from pipeline.stages.relations.scene import Scene

# The adjectives by which an ontology knows ages and changes, and the greatest age of a person.
OLD = ("adjective", "old")
UP = ("adjective", "up")
OLDEST = 125
CLOSING = frozenset({",", ")", ".", ";"})


def is_age(reading: Reading) -> bool:
    """Whether the reading's relation is the one whose cue is "old"."""
    return any(cue.cue == OLD[1] for cue in reading.relation.adjectives)


def bare_changes(scene: Scene, lexicon: Lexicon, head: int) -> list[Reading]:
    """A verb that is a change itself: "doubled", "halved"."""
    lexemes = lexicon.get(UP, ()) if scene.values[head].type == "PERCENT" else ()
    verb = scene.tree.tokens[head].upos == "VERB"
    return [Reading(head, lexeme, (head,), Place(head, "is", 0)) for lexeme in lexemes if verb]


def bare_ages(scene: Scene, lexicon: Lexicon, head: int) -> list[Reading]:
    """A number beside a person's name is how old they are: "Smith, 34,", "34-year-old Smith", "Smith was 34"."""
    lexeme = next(iter(lexicon.get(OLD, ())), None)
    bearer = _person(scene, head) if lexeme else None
    if lexeme is None or bearer is None:
        return []
    words = scene.words(head)
    return [Reading(head, lexeme, (words[0], words[-1]), Place(head, "appos", 0), bearer)]


def _person(scene: Scene, head: int) -> int | None:
    value, words = scene.values[head], scene.words(head)
    if value.type == "QUANTITY" and value.text.endswith("old"):
        beside = [words[-1] + 1, *(p.token for p in scene.places(head) if p.slot == "count")]
    elif value.type == "CARDINAL" and value.value and 0 < float(value.value.value) < OLDEST:
        said_of = scene.tree.under(head, "nsubj") if scene.tree.under(head, "cop") else []
        beside = [scene.tree.antecedent(token) for token in said_of]
        if scene.tree.form(words[0] - 1) in (",", "(") and scene.form(words[-1] + 1) in CLOSING:
            beside.append(words[0] - 2)
    else:
        return None
    return next((t for t in beside if scene.arguments.at(t, {"PERSON"})), None)


def elided(scene: Scene, told: Sequence[tuple[Reading, Triple]], head: int) -> list[Reading]:
    """The measure of the value before, told of another: "holds 25%, with Best Buy at 13%, followed by Target at 9%".

    `told`: the reading and the triples of the value before, if any. Whoever bore that value does not bear this one:
    the nearest other name before it does.
    """
    value, marker = scene.values[head], scene.marker(head)
    if not told or marker not in ("at", "with"):
        return []
    last = told[0][0]
    same_sentence = scene.syntax.sentence_of(last.place.token) == scene.syntax.sentence_of(head)
    if not same_sentence or value.type not in last.relation.object_types:
        return []
    borne = {found.subject.entity for _, found in told}
    first, _ = scene.syntax.sentences[scene.syntax.sentence_of(head)]
    others = (t for t in range(scene.words(head)[0] - 1, first, -1) if _entity(scene, t) not in {None, *borne})
    return [replace(last, value=head, bearer=bearer) for bearer in others][:1]


def _entity(scene: Scene, token: int) -> str | None:
    known = scene.arguments.entity(token)
    return known[0].id if known else None
