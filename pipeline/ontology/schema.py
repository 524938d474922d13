"""The ontology: which relations there are, between which types, and which words express them.

A relation is a TOML block, never code. `load()` gives the shipped `news.toml`; a user's own file adds blocks or
replaces blocks of the same name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipeline.document import NAME_TYPES, VALUE_TYPES, Factuality, Family
from pipeline.errors import OntologyError

AGENT = frozenset({"PERSON", "ORG", "GPE", "NORP"})
ARGUMENT_TYPES = frozenset({*NAME_TYPES, *VALUE_TYPES, "TOPIC"})

# lemma, particles joined by "_", then the preposition that marks the object: "rule_out", "pull_out of"
_CUE = re.compile(r"(?P<lemma>\S+(?: \S+)*?)(?: > (?P<object>\S+))?")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cue(_Frozen):
    """Words that express a relation and the slots of their predication that are its subject and object.

    In TOML a string `"LEMMA"` or `"LEMMA > SLOT"`: `"ban"` (agent -> patient), `"pull_out > of"` (agent -> the "of"
    phrase), `"rival > of"`. A table says more: `{cue = "give", object = "to", when = {patient = ["aid", "money"]}}`
    holds only where the head lemma of the slot `patient` is one of those words. A verb with a particle is written
    `rule_out`; a noun or adjective of several words with spaces ("prime minister").
    Slots: see `pipeline.grammar.predications`.
    """

    cue: str
    subject: str = "agent"
    object: str = "patient"
    when: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def lemma(self) -> str:
        """Lemma of the last word: the one that heads the phrase in English."""
        return self.cue.rsplit(" ", 1)[-1]


def _cue(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = _CUE.fullmatch(value)
    if found is None:
        raise ValueError(f"{value!r} is no cue; write 'LEMMA' or 'LEMMA > SLOT'")
    slots = {"object": found["object"]} if found["object"] else {}
    return {"cue": found["lemma"], **slots}


CueField = Annotated[Cue, BeforeValidator(_cue)]


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
    "rival", "subsidiary"). `adjectives`: "critical > of", "worth".
    """

    name: str
    family: Family
    gloss: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    qualifiers: tuple[str, ...] = ()
    symmetric: bool = False
    inverse: str | None = None
    wikidata: str | None = None
    plover: str | None = None
    verbs: tuple[CueField, ...] = ()
    nouns: tuple[CueField, ...] = ()
    titles: tuple[CueField, ...] = ()
    adjectives: tuple[CueField, ...] = ()
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _types_are_known(self) -> Relation:
        unknown = {*self.domain, *self.range} - ARGUMENT_TYPES - {"AGENT"}
        if unknown:
            raise ValueError(
                f"unknown types {sorted(unknown)}; known are AGENT, {', '.join(sorted(ARGUMENT_TYPES))}"
            )
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
            raise OntologyError(
                f"ontology: no relation {name!r}; `tripline ontology` lists the {len(self.relations)}"
            )
        return self.relations[name]

    def __iter__(self) -> Iterator[Relation]:  # type: ignore[override]
        return iter(self.relations.values())

    def __len__(self) -> int:
        return len(self.relations)

    def of(self, *families: Family) -> tuple[Relation, ...]:
        """Relations of these families, in the order of the file."""
        return tuple(r for r in self if r.family in families)

    @cached_property
    def cue_lemmas(self) -> frozenset[str]:
        """Head lemmas of all cues."""
        return frozenset(c.lemma for r in self for c in (*r.verbs, *r.nouns, *r.titles, *r.adjectives))


def parse(toml: str, where: str) -> dict[str, Relation]:
    """Relations of one TOML text; OntologyError names the block and the field that is wrong."""
    try:
        blocks = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{where}: not valid TOML: {error}") from error
    relations = {}
    for name, block in blocks.items():
        try:
            relations[name] = Relation(name=name, **block)
        except (ValidationError, TypeError) as error:
            raise OntologyError(f"{where}: relation {name!r}: {_first_line(error)}") from error
    return relations


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


def load(extra: Path | None = None) -> Ontology:
    """The shipped ontology, with the blocks of the user's file `extra` added or put in place of its own."""
    shipped = resources.files("pipeline.ontology").joinpath("news.toml").read_text(encoding="utf-8")
    relations = parse(shipped, "news.toml")
    if extra is not None:
        try:
            relations |= parse(extra.read_text(encoding="utf-8"), str(extra))
        except OSError as error:
            raise OntologyError(f"{extra}: cannot be read: {error.strerror}") from error
    return Ontology(relations=relations)
