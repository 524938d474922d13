"""Who or what bears an attribute: the possessor, the subject, the "of" phrase or the noun that it is said of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.document import Argument
from pipeline.stages.relations.measures import Reading
from pipeline.stages.relations.scene import NOUNS, VERBAL, Scene

# Slots at a measure's noun that name its bearer, in this order: "Ford's share", "the Ford share", "sales of the A380".
OF_NOUN = ("poss", "compound", "count", "of", "agent", "for")
# Where it is measured names the bearer only if nothing else does.
WHERE = ("in", "at")
BEFORE_VERB = frozenset({"AUX", "ADV", "PART", "DET"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """The bearer, and the token of the noun between it and the value if one stands there ("Ford's *shares* fell")."""

    argument: Argument
    of: int | None = None


def bearers(scene: Scene, reading: Reading) -> list[Bearer]:
    """The bearers of an attribute: the best candidate of a fitting type and what is coordinated with it.

    A named candidate is better than a plain noun, also its owner or the subject of a clause above. But a date or a
    number of what happens (a relation that takes an EVENT, and no money) is borne by the happening itself, named or
    not. Empty if none fits.
    """
    candidates = [t for t in dict.fromkeys(_candidates(scene, reading)) if _may_bear(scene, reading, t)]
    types = reading.relation.subject_types
    if {"EVENT", "TOPIC"} <= types and "MONEY" not in reading.relation.object_types:
        arguments = (scene.arguments.at(t, types) for t in candidates)
        return [Bearer(argument) for argument in arguments if argument][:1]
    looks_up = reading.lexeme.cue.subject == "agent" and not _is_of_antecedent(scene, reading)
    above = subjects_above(scene, reading.place.token) if looks_up else []
    named = next((found for t in [*candidates, *above] if (found := _named(scene, t, types - {"TOPIC"}))), [])
    topics = (scene.arguments.topic(t) for t in candidates if "TOPIC" in types and not scene.is_named(t))
    return named or [Bearer(topic) for topic in topics if topic][:1]


def _is_of_antecedent(scene: Scene, reading: Reading) -> bool:
    """Whether the cue is the verb of a relative clause about a plain noun: "traffic, which fell by 11 per cent"."""
    verb = reading.place.token
    if scene.tree.deprel(verb) != "acl:relcl" or reading.lexeme.kind != "verb":
        return False
    noun = scene.tree.tokens[verb].head
    return "TOPIC" in reading.relation.subject_types and noun in subjects_of(scene, verb) and not scene.is_named(noun)


def _named(scene: Scene, token: int, types: frozenset[str]) -> list[Bearer]:
    """The entities of these types at the token or that own it, with those coordinated with them."""
    for owner in (token, *_owners(scene, token)):
        found = [scene.arguments.at(t, types) for t in scene.tree.coordinated(owner)]
        if found[0] is not None:
            return [Bearer(argument, None if owner == token else token) for argument in found if argument]
    return []


def subjects_above(scene: Scene, token: int) -> list[int]:
    """Subjects of the clauses above the one of the token, nearest first."""
    found: list[int] = []
    clause = scene.clause(token)
    while not scene.tree.is_root(clause):
        clause = scene.clause(scene.tree.tokens[clause].head)
        found += subjects_of(scene, clause)
        if scene.tree.tokens[clause].upos not in VERBAL:
            break
    return found


def _may_bear(scene: Scene, reading: Reading, token: int) -> bool:
    return token not in reading.words and not scene.in_value(token)


def _owners(scene: Scene, noun: int) -> Iterator[int]:
    """Whom a noun between bearer and value belongs to: "the index, the FTSE", "the FTSE index", "Ford's shares"."""
    tree = scene.tree
    if scene.is_named(noun):
        return
    nouns = [*tree.under(noun, "appos"), *reversed(tree.under(noun, "compound", "nmod:desc", "flat"))]
    nouns += tree.under(noun, "nmod:poss")
    prepositional = [t for slot, t in scene.slots(noun) if slot in ("of", "in", "from")]
    yield from (t for t in [*nouns, *prepositional] if scene.is_named(t))
    for inner in prepositional:
        yield from (t for t in tree.under(inner, "appos", "flat", "compound", "nmod:poss") if scene.is_named(t))


def _candidates(scene: Scene, reading: Reading) -> list[int]:
    """Tokens that may be the bearer by the cue's slot for it, best first."""
    slot, head = reading.lexeme.cue.subject, reading.place.token
    if reading.bearer is not None:
        return [reading.bearer]
    if reading.lexeme.kind in ("noun", "title"):
        return _of_noun(scene, head, slot)
    if reading.lexeme.kind == "adjective":
        return _of_adjective(scene, head, slot)
    return _of_verb(scene, reading, slot)


def _of_adjective(scene: Scene, head: int, slot: str) -> list[int]:
    """What an adjective is said of: its subject, or the noun or the verb's subject beside it ("worth", "closed up")."""
    found = [t for name, t in scene.slots(head) if name == slot or (slot == "agent" and name == "is")]
    if slot in ("agent", "is") and scene.tree.base(head) in ("amod", "acl", "advmod", "xcomp", "conj"):
        governor = scene.tree.tokens[head].head
        found += subjects_of(scene, governor) if scene.tree.tokens[governor].upos in VERBAL else [governor]
    return found or (_right_before(scene, head) if slot == "agent" else [])


def _of_verb(scene: Scene, reading: Reading, slot: str) -> list[int]:
    head = reading.place.token
    at = scene.slots(head)
    found = _fill(at, slot)
    if slot == "agent":
        before = _right_before(scene, head)
        found = [*before, *found] if before and scene.is_named(before[0]) else [*found, *before]
        if reading.is_relative:  # "they cut the price by 5%": it is the price that changes
            changed = _fill(at, "patient")
            found = [*changed, *found] if reading.lexeme.cue.object in ("by", "to") else [*found, *changed]
    if not found and slot in ("in", "at"):  # "two were killed and six injured in the attack"
        found = [t for verb in scene.tree.under(head, "conj") for t in _fill(scene.slots(verb), slot)]
    if not found:  # "it makes up 1% of Viewora's revenue": the owner of the whole
        wholes = [place.token for place in scene.places(reading.value) if place.slot == "part"]
        found = [t for whole in wholes for t in _fill(scene.slots(whole), slot)]
    return found


def subjects_of(scene: Scene, verb: int) -> list[int]:
    """The subjects of a verb, whatever the construction."""
    return _fill(scene.slots(verb), "agent")


def _fill(slots: Iterable[tuple[str, int]], slot: str) -> list[int]:
    return [token for name, token in slots if name == slot]


def _right_before(scene: Scene, verb: int) -> list[int]:
    """The noun right before a verb is its subject, wherever the tree, a model's guess, has put it."""
    if scene.tree.under(verb, "aux:pass", "nsubj:pass"):
        return []
    token = verb - 1
    while token >= 0 and scene.tree.tokens[token].upos in BEFORE_VERB:
        token -= 1
    return [scene.tree.first_conjunct(token)] if token >= 0 and scene.tree.tokens[token].upos in NOUNS else []


def _of_noun(scene: Scene, head: int, slot: str) -> list[int]:
    at = scene.slots(head)
    if slot not in ("agent", "patient", "poss"):
        return _fill(at, slot)
    own = [t for wanted in OF_NOUN for t in _fill(at, wanted)]
    return [*own, *_of_governor(scene, head), *(t for wanted in WHERE for t in _fill(at, wanted))]


def _of_governor(scene: Scene, head: int) -> list[int]:
    """The subject of the verb that takes the measure ("Zoom has a share of"), or the noun that is "with" it.

    A measure behind its value ("52% of the vote") is taken where the value is.
    """
    while scene.in_value(scene.tree.tokens[head].head) and not scene.tree.is_root(head):
        head = scene.tree.tokens[head].head
    governor, slot = scene.tree.tokens[head].head, scene.slot(head)
    if governor == head or slot == "agent":
        return []
    subjects = subjects_of(scene, scene.clause(governor))
    if scene.tree.tokens[governor].upos in VERBAL:
        return subjects
    return [governor, *subjects] if slot in ("with", "appos") else []
