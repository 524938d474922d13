"""The ontology: which relations there are, between which types, and which words express them.

A relation is a TOML block, never code. `load()` gives the shipped `news.toml`; a user's own file adds blocks or
replaces blocks of the same name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipeline.document import NAME_TYPES, VALUE_TYPES, Factuality, Family
from pipeline.errors import OntologyError

AGENT = frozenset({"PERSON", "ORG", "GPE", "NORP"})
ARGUMENT_TYPES = frozenset({*NAME_TYPES, *VALUE_TYPES, "TOPIC"})

# lemma, particles joined by "_", then the preposition that marks the object: "rule_out", "pull_out of"
_CUE = re.compile(r"(?P<lemma>[^\s>]+(?: [^\s>]+)*)(?: > (?P<object>[^\s>]+))?")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cue(_Frozen):
    """Words that express a relation and the slots of their predication that are its subject and object.

    In TOML a string `"LEMMA"` or `"LEMMA > SLOT"`: `"ban"` (agent -> patient), `"pull_out > of"` (agent -> the "of"
    phrase), `"rival > of"`. Cues are lower case; a verb with a particle is written `rule_out`, a noun or adjective
    of several words with spaces ("market share"). The slots: see `pipeline.grammar.predications`. The same slot on
    both sides takes two of its fillers ("talks between A and B").

    A table says more: `{cue = "give > to", when = {patient = ["aid", "money"]}}` holds only where the head lemma of
    the slot `patient` is one of those words, `unless` only where it is none of them. A word in capitals is an
    argument type (`patient = ["ORG", "stake"]`), an empty list any filler: `unless = {patient = []}` holds where
    the slot is empty. For an attribute the slots of the value's own phrase count too ("a quarter of the market":
    of -> market). `{cues = ["jail", "try"], ...}` is a table for each.

    Of several cues that match, the longest wins ("vice president" before "president"), then one with `when`.
    """

    cue: str
    subject: str = "agent"
    object: str = "patient"
    when: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    def fits(self, fillers: Mapping[str, Collection[str]]) -> bool:
        """Whether the conditions hold; `fillers`: slot -> head lemmas and types (in capitals) of what fills it."""
        wanted = all(_is_among(words, fillers.get(slot, ())) for slot, words in self.when.items())
        return wanted and not any(_is_among(words, fillers.get(slot, ())) for slot, words in self.unless.items())

    @property
    def lemma(self) -> str:
        """Lemma of the last word: the one that heads the phrase in English."""
        return self.cue.rsplit(" ", 1)[-1]


def _is_among(words: tuple[str, ...], fillers: Collection[str]) -> bool:
    return not set(words).isdisjoint(fillers) if words else bool(fillers)


def _cue(value: Any) -> Any:
    table = {"cue": value} if isinstance(value, str) else value
    if not isinstance(table, dict) or not isinstance(table.get("cue"), str):
        return value
    found = _CUE.fullmatch(table["cue"])
    if found is None:
        raise ValueError(f"{table['cue']!r} is no cue; write 'LEMMA' or 'LEMMA > SLOT'")
    slots = {"object": found["object"]} if found["object"] else {}
    return {**slots, **table, "cue": found["lemma"]}


def _spelled_out(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [table for item in value for table in _tables(item)]


def _tables(item: Any) -> list[Any]:
    if not isinstance(item, dict) or "cues" not in item:
        return [item]
    shared = {name: given for name, given in item.items() if name != "cues"}
    if "cue" in shared or not isinstance(item["cues"], list):
        raise ValueError("write either `cue = ...` or `cues = [...]` in a table")
    return [{**shared, "cue": cue} for cue in item["cues"]]


Cues = Annotated[tuple[Annotated[Cue, BeforeValidator(_cue)], ...], BeforeValidator(_spelled_out)]


class Example(_Frozen):
    """A text and the triples of this relation that must be read from it; none: the text must give none.

    A triple is [subject, object] or [subject, object, factuality]; both are exact substrings of the text.
    `known_failure` says why the engine does not manage it yet.
    """

    text: str
    triples: tuple[tuple[str, str] | tuple[str, str, Factuality], ...] = ()
    known_failure: str | None = None

    @model_validator(mode="after")
    def _quotes_stand_in_text(self) -> Example:
        for subject, object_, *_ in self.triples:
            for quote in (subject, object_):
                if quote not in self.text:
                    raise ValueError(f"{quote!r} does not stand in the example {self.text!r}")
        return self


class Relation(_Frozen):
    """One block of the ontology.

    `verbs`: predicates, agent -> patient unless the cue says otherwise.
    `nouns`: nouns that name the happening ("ban > on", "acquisition > of") or, for an attribute, the measure
    ("market share", "revenue"). `titles`: nouns that name what the subject is to the object ("chief executive",
    "rival"): slot "is" -> possessor, compound or "of", "for", "at", "to", "in" phrase, which all answer to "poss"
    here; `{cue = "subsidiary", subject = "poss", object = "is"}` is read the other way round. `adjectives`: slot
    "is" -> object ("critical > of", "worth").
    `over`: relations that say less of the same two things; where both are read only this one is kept.
    An attribute's cue names the bearer's slot (`subject`); its value is the fitting value beside the cue.
    `precision`: how often a finding of the relation is right, the score of its triples. Of the shipped relations it is
    measured and stands in `precision.toml`; a relation that nobody measured is right as often as not.
    """

    name: str
    family: Family
    gloss: str
    domain: tuple[str, ...] = Field(min_length=1)
    range: tuple[str, ...] = Field(min_length=1)
    qualifiers: tuple[str, ...] = ()
    symmetric: bool = False
    over: tuple[str, ...] = ()
    inverse: str | None = None
    wikidata: str | None = None
    plover: str | None = None
    verbs: Cues = ()
    nouns: Cues = ()
    titles: Cues = ()
    adjectives: Cues = ()
    examples: tuple[Example, ...] = ()
    precision: float = Field(default=0.5, ge=0, le=1)

    @model_validator(mode="after")
    def _types_are_known(self) -> Relation:
        unknown = {*self.domain, *self.range} - ARGUMENT_TYPES - {"AGENT"}
        if unknown:
            raise ValueError(f"unknown types {sorted(unknown)}; known are AGENT, {', '.join(sorted(ARGUMENT_TYPES))}")
        return self

    @property
    def subject_types(self) -> frozenset[str]:
        """`domain` with AGENT spelled out. An event or stance also takes an unnamed actor, a TOPIC."""
        unnamed = {"TOPIC"} if self.family in ("event", "stance") else set()
        return frozenset(_expanded(self.domain) | unnamed)

    @property
    def object_types(self) -> frozenset[str]:
        """`range` with AGENT spelled out. Where any AGENT may stand, an unnamed one, a TOPIC, may too."""
        types = _expanded(self.range)
        return frozenset(types | {"TOPIC"} if types >= AGENT else types)


def _expanded(types: Iterable[str]) -> set[str]:
    return {t for given in types for t in (AGENT if given == "AGENT" else (given,))}


class Ontology(_Frozen):
    """All relations by name, in the order of the file."""

    relations: Mapping[str, Relation]

    def __getitem__(self, name: str) -> Relation:
        if name not in self.relations:
            raise OntologyError(f"ontology: no relation {name!r}; `tripline ontology` lists the {len(self.relations)}")
        return self.relations[name]

    def __iter__(self) -> Iterator[Relation]:  # type: ignore[override]
        return iter(self.relations.values())

    def __len__(self) -> int:
        return len(self.relations)

    def of(self, *families: Family) -> tuple[Relation, ...]:
        """Relations of these families, in the order of the file."""
        return tuple(r for r in self if r.family in families)


def parse(toml: str, where: str) -> dict[str, Relation]:
    """Relations of one TOML text; OntologyError names the block and the field that is wrong."""
    try:
        blocks = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{where}: not valid TOML: {error}") from error
    return {name: _relation(name, block, where) for name, block in blocks.items()}


def _relation(name: str, block: Any, where: str) -> Relation:
    if not isinstance(block, dict) or "name" in block:
        raise OntologyError(f"{where}: relation {name!r}: write its heading [{name}] and its fields, no name, below")
    try:
        return Relation.model_validate({"name": name, **block})
    except ValidationError as error:
        raise OntologyError(f"{where}: relation {name!r}: {_deepest(error)}") from error


def _deepest(error: ValidationError) -> str:
    """One line for the error that lies deepest: where several forms are allowed, the form that fits best."""
    found = max(error.errors(), key=lambda e: len(e["loc"]))
    field = ".".join(str(part) for part in found["loc"] if "[" not in str(part)) or "block"
    said = {"extra_forbidden": "unknown field", "missing": "is missing"}.get(found["type"], found["msg"])
    return f"{field}: {said.removeprefix('Value error, ')}"


def load(extra: Path | None = None) -> Ontology:
    """The shipped ontology, with the blocks of the user's file `extra` added or put in place of its own."""
    precisions = tomllib.loads(_shipped("precision.toml"))
    relations = {
        name: relation.model_copy(update={"precision": precisions.get(name, relation.precision)})
        for name, relation in parse(_shipped("news.toml"), "news.toml").items()
    }
    if extra is not None:
        try:
            relations |= parse(extra.read_text(encoding="utf-8"), str(extra))
        except OSError as error:
            raise OntologyError(f"{extra}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise OntologyError(f"{extra}: not UTF-8 text") from error
    for name, relation in relations.items():
        for unknown in sorted(set(relation.over) - relations.keys()):
            raise OntologyError(f"relation {name!r}: over: no relation {unknown!r} is known")
    return Ontology(relations=relations)


@cache
def learned() -> frozenset[str]:
    """Names of the shipped relations: of another one the engine was taught nothing."""
    return frozenset(tomllib.loads(_shipped("news.toml")))


def _shipped(name: str) -> str:
    return resources.files("pipeline.ontology").joinpath(name).read_text(encoding="utf-8")
