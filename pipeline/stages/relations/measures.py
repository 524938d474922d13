"""Which attribute a value is of: the cues of the ontology among the words that it stands at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.document import Mention
from pipeline.grammar.cues import Lexeme, Lexicon, cue_words
from pipeline.grammar.predications import Predication
from pipeline.ontology.schema import Relation
from pipeline.stages.relations.places import Place
from pipeline.stages.relations.scene import Scene

Pos = Literal["verb", "noun", "adjective"]

# Slots in which a value may stand where its cue names none.
SLOTS: dict[Pos, frozenset[str]] = {
    "verb": frozenset({"patient", "by"}),
    "noun": frozenset({"count", "part", "of", "is", "appos", "at", "by", "patient"}),
    "adjective": frozenset({"patient", "count", "by", "at"}),
}
OF_TIME = frozenset({"patient", "in", "on", "since", "during", "until", "before", "after", "at"})
PARTS_OF_SPEECH: dict[Pos, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "ADV", "ADP", "VERB", "NOUN"}),
}
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A value (its head token) read as an attribute: the cue, the tokens of its words, where the value stands to it.

    `bearer` is the token of the bearer where the reading itself tells it.
    """

    value: int
    lexeme: Lexeme
    words: tuple[int, ...]
    place: Place
    bearer: int | None = None

    @property
    def relation(self) -> Relation:
        """The attribute."""
        return self.lexeme.relation

    @property
    def is_relative(self) -> bool:
        """Whether the attribute tells a change or a level, in per cent among others."""
        return "PERCENT" in self.relation.object_types and len(self.relation.object_types) > 1

    def rank(self) -> tuple[int, bool, int, int, int]:
        """Sorts the better reading first: nearer, counting, of a longer cue, with conditions, of a narrower relation.

        An adjective that equates ("a deal worth $5bn") and a verb that tells where something ends ("revenue rose to
        $3bn") yield to what their noun says of the value.
        """
        cue, types = self.lexeme.cue, len(self.relation.object_types)
        equates = self.lexeme.kind == "adjective" and not self.is_relative
        ends = self.lexeme.kind == "verb" and self.is_relative and self.place.slot in ("to", "at")
        steps = self.place.steps + 2 * (equates or ends)
        return steps, self.place.slot != "count", -len(self.words), -len(cue.when) - len(cue.unless), types


def readings(scene: Scene, lexicon: Lexicon, head: int) -> list[Reading]:
    """All readings of the value with head token `head`, best first."""
    value = scene.values[head]
    counts = value.type == "CARDINAL" and scene.tree.base(head) == "nummod"
    found = []
    for place in scene.places(head):
        fillers = _fillers(scene, [place.token, *_phrase(scene, head)]) | {"under": scene.kinds_above(place.token)}
        for pos, parts in PARTS_OF_SPEECH.items():
            if scene.tree.tokens[place.token].upos not in parts:
                continue
            predication = _predication(scene, place.token, pos)
            for lexeme in _lexemes(scene, lexicon, predication):
                words = cue_words(scene.tree, predication, lexeme.cue)
                reading = Reading(head, lexeme, words, place)
                if not words or (counts and reading.is_relative and "patient" not in lexeme.cue.when):
                    continue  # "the two firms" are two of them, no level; "cut 500 jobs" is a change
                if _stands(lexeme, value, place) and lexeme.cue.fits(fillers):
                    found.append(reading)
    found.sort(key=Reading.rank)
    counted = {r.place.token for r in found if r.place.slot == "count"}
    acted_on = [r for r in found if r.lexeme.kind == "verb" and counted.intersection(_patients(scene, r))]
    return [*acted_on, *(r for r in found if r not in acted_on)]


def _patients(scene: Scene, reading: Reading) -> list[int]:
    """What the cue's verb acts on: "killed seven soldiers" tells of the killed, not how many soldiers there are."""
    return [token for slot, token in scene.slots(reading.place.token) if slot == "patient"]


def _predication(scene: Scene, token: int, pos: Pos) -> Predication:
    """The predication at the token, or a bare one where it is no predicate of its own ("down 3%")."""
    known = scene.predication(token)
    if known and known.pos == pos:
        return known
    return Predication(token, scene.tree.lemma(token), pos, (token,), (), "fact")


def _lexemes(scene: Scene, lexicon: Lexicon, predication: Predication) -> list[Lexeme]:
    """Cues whose last word is the predication's, by lemma or as it is written ("aged", "born")."""
    words = (predication.lemma.rsplit("-", 1)[-1], scene.tree.form(predication.head))
    return [lexeme for word in dict.fromkeys(words) for lexeme in lexicon.get((predication.pos, word), ())]


def _phrase(scene: Scene, value: int) -> Sequence[int]:
    """The value's head and the noun that it counts."""
    return [value, *[p.token for p in scene.places(value) if p.slot == "count"][:1]]


def _fillers(scene: Scene, tokens: Sequence[int]) -> dict[str, set[str]]:
    fillers: dict[str, set[str]] = {}
    for token in tokens:
        for slot, filler in scene.slots(token):
            fillers.setdefault(slot, set()).update(scene.kinds(filler))
    return fillers


def _stands(lexeme: Lexeme, value: Mention, place: Place) -> bool:
    """Whether the value is of a type that the attribute takes and stands to the cue's word as the cue wants it."""
    types, cue = lexeme.relation.object_types, lexeme.cue
    if value.type not in types:
        return False
    relative = "PERCENT" in types
    if relative and value.type == "CARDINAL" and place.slot == "count":
        return False  # "three indexes" are three of them, no level
    if relative and value.value and value.value.unit in DURATIONS:
        return False  # "fell for six days" tells how long, not how much
    if cue.object == "is":
        return place.slot in {"is", "agent"}
    if cue.object != "patient":
        return place.slot == cue.object
    pos: Pos = "noun" if lexeme.kind == "title" else lexeme.kind
    return place.slot in SLOTS[pos] or (value.type == "DATE" and place.slot in OF_TIME)
