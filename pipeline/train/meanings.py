"""What the labels of public relation sets mean in our ontology: the page `facts.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import CorpusError
from pipeline.ontology import schema as ontologies
from pipeline.ontology.schema import Ontology


@dataclass(frozen=True, slots=True)
class Reading:
    """A relation of the ontology; `swapped`: the object of the set's fact is its subject; `by`: the lemmas that say it,
    none if any word may."""

    relation: str
    swapped: bool
    by: frozenset[str] = frozenset()

    @classmethod
    def of(cls, written: str) -> Reading:
        """A reading as facts.toml writes it: "leads", "~leads", "family_of by son daughter"."""
        name, _, words = written.partition(" by ")
        return cls(name.removeprefix("~"), name.startswith("~"), frozenset(words.split()))


class Meaning(BaseModel):
    """What one set's labels mean in the ontology; the fields are explained in facts.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    licence: str
    exhaustive: bool = False
    labels: dict[str, tuple[str, ...]]
    settles: dict[str, tuple[str, ...]] = {}
    types: dict[str, tuple[str, ...]] = {}
    cap: dict[str, int] = {}

    def readings(self, label: str, subject: str = "", object_: str = "") -> tuple[Reading, ...]:
        """What a fact of the label may be whose subject and object are of these types of the set's."""
        found = [Reading.of(written) for written in self.labels.get(label, ())]
        if not self.types:
            return tuple(found)
        types = [frozenset(self.types.get(type_, ())) for type_ in (subject, object_)]
        return tuple(one for one in found if _fits(one, *(reversed(types) if one.swapped else types)))


def _fits(reading: Reading, subject: frozenset[str], object_: frozenset[str]) -> bool:
    relation = _ontology()[reading.relation]
    return bool(subject & relation.subject_types and object_ & relation.object_types)


@cache
def _ontology() -> Ontology:
    return ontologies.load()


@cache
def load() -> Mapping[str, Meaning]:
    """The meanings of all sets by the set's name; CorpusError if the page breaks the schema."""
    page = resources.files("pipeline.train").joinpath("facts.toml").read_text("utf-8")
    try:
        return {name: Meaning.model_validate(block) for name, block in tomllib.loads(page).items()}
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"facts.toml: {error}") from error
