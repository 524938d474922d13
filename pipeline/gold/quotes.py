"""Quote labels: what people write by hand, one JSON file an article; every label quotes the text.

    {"id": "kw_ban", "outlet": "kestrel-wire", "published": "2024-05-06", "readers": 1, "url": "",
     "boilerplate": ["Share this!", {"text": "Also read: ...", "reason": "teaser"}],
     "entities": [{"id": "norvik", "name": "Norvik Group", "type": "ORG", "aliases": ["Norvik"],
                   "refs": [{"text": "it", "in": "said it would"}]}],
     "triples": [{"s": "norvik", "r": "denies", "o": {"topic": "ban"}, "ev": "Norvik denied the ban", "cue": "denied",
                  "fact": "negated", "src": "telvia", "q": {"time": "on Friday"}, "target": 3}]}

`s`, `o`: an entity's id, `{"topic": quote}` or `{"value": quote, "norm": number or text, "unit": unit}`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator
from pydantic_core import ErrorDetails

from pipeline.document import NAME_TYPES, Factuality

DATE = r"^\d{4}-\d\d-\d\d$"

Fault = Callable[[str], None]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Boilerplate(_Written):
    """A run of raw text that is not the article, and why; it stands once in the raw text."""

    text: str = Field(min_length=1)
    reason: str = "boilerplate"


class Ref(_Written):
    """A pronoun or description; `within` (written "in") stands once in the raw text, `text` once in it, as words."""

    text: str = Field(min_length=1)
    within: str = Field(min_length=1, alias="in")


class EntityLabel(_Written):
    """A named thing; `aliases` are the names used for it in the body."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    type: Literal[NAME_TYPES]  # type: ignore[valid-type]
    aliases: tuple[str, ...]
    refs: tuple[Ref, ...] = ()


class Phrase(_Written):
    """A topic, or a value with its normalised number or ISO date and its unit."""

    topic: str | None = None
    value: str | None = None
    norm: Any = None
    unit: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Phrase:
        if (self.topic is None) == (self.value is None):
            raise ValueError("write an entity's id, {topic} or {value, norm, unit}")
        if self.value is not None and (self.norm is None or self.unit is None):
            raise ValueError("a value wants norm and unit")
        if self.norm is not None and (isinstance(self.norm, bool) or not isinstance(self.norm, int | float | str)):
            raise ValueError(f"norm {self.norm!r}: write a number or text")
        return self


# What is written as text is an entity's id.
FORMS = ("entity", "phrase")
EntityOrPhrase = Annotated[
    Annotated[str, Tag("entity")] | Annotated[Phrase, Tag("phrase")],
    Discriminator(lambda written: "entity" if isinstance(written, str) else "phrase"),
]


class TripleLabel(_Written):
    """A triple or stance; `target` is the 0-based place, in the article's triples, of the one a stance is towards."""

    s: EntityOrPhrase
    r: str
    o: EntityOrPhrase
    ev: str = Field(min_length=1)
    cue: str = Field(min_length=1)
    fact: Factuality = "fact"
    src: str | None = None
    q: dict[str, str] = Field(default_factory=dict)
    target: int | None = None


class Header(_Written):
    """The label file's top level; what its lists hold is read item by item, so that one fault hides no other."""

    id: str
    outlet: str = ""
    published: str | None = Field(default=None, pattern=DATE)
    readers: int = Field(default=1, ge=1)
    url: str = ""
    boilerplate: list[Any] = Field(default_factory=list)
    entities: list[Any]
    triples: list[Any]


M = TypeVar("M", bound=BaseModel)


def read(kind: type[M], written: Any, where: str, fault: Fault) -> M | None:
    """What is written as the model `kind`; None where it has faults, of which each is told."""
    try:
        return kind.model_validate(written)
    except ValidationError as error:
        for found in error.errors():
            fault(": ".join(filter(None, (where, _told(found)))))
        return None


def _told(error: ErrorDetails) -> str:
    field = ".".join(str(part) for part in error["loc"] if part not in FORMS)
    said = {"extra_forbidden": "unknown field", "missing": "is missing"}.get(error["type"], error["msg"])
    return ": ".join(filter(None, (field, said.removeprefix("Value error, "))))
