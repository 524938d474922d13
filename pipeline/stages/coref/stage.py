"""Stage `coref`: named mentions to entities, with the descriptions and pronouns that mean them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.document import Document, Entity, Layer, Mention, Syntax
from pipeline.errors import ModelError
from pipeline.grammar.countries import country_named, country_of_adjective
from pipeline.stages.coref.names import canonical, cluster
from pipeline.stages.coref.readings import reading
from pipeline.stages.coref.referents import Referent
from pipeline.stages.coref.rules import resolved
from pipeline.stages.coref.spelling import slug


@dataclass(frozen=True, slots=True)
class Coref:
    """Gives `entities` in the order of their first mention; every named mention belongs to exactly one.

    An entity's id is the slug of its name, with "-2", "-3" ... where several have the same.
    """

    name: str = "coref"
    needs: frozenset[Layer] = frozenset({"text", "syntax", "mentions"})
    gives: Layer = "entities"

    def __call__(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """Entities of each document; ModelError if it lacks mentions."""
        return [self._entities(document) for document in documents]

    def _entities(self, document: Document) -> tuple[Entity, ...]:
        if document.mentions is None or document.syntax is None:
            raise ModelError(f"{document.name}: coref needs the layers syntax and mentions")
        clusters = cluster([m for m in document.mentions if m.kind == "name"], document.raw)
        things = resolved(document, document.syntax, clusters)
        for thing in things:
            thing.mentions = [_read(mention, thing, document.syntax) for mention in thing.mentions]
        taken: set[str] = set()
        return tuple(_entity(names, thing, taken) for names, thing in zip(clusters, things, strict=True))


def _read(mention: Mention, thing: Referent, syntax: Syntax) -> Mention:
    """The mention with its reading, if it is a place that acts."""
    acts = reading(mention, syntax) if thing.type == "GPE" else None
    return replace(mention, reading=acts) if acts else mention


def _country(name: str, thing: Referent) -> str | None:
    """The country that a thing is, belongs to or is from, by the words of the article."""
    if thing.type in ("GPE", "NORP"):
        return country_named(name) if thing.type == "GPE" else country_of_adjective(name)
    return next(iter(thing.countries)) if len(thing.countries) == 1 else None


def _entity(names: Sequence[Mention], thing: Referent, taken: set[str]) -> Entity:
    """The entity of a cluster; its id is added to `taken`."""
    name = canonical(names, thing.type)
    id_, count = slug(name), 1
    while id_ in taken:
        count += 1
        id_ = f"{slug(name)}-{count}"
    taken.add(id_)
    mentions = tuple(sorted(thing.mentions, key=lambda m: (m.start, m.end)))
    gender = thing.gender if thing.type == "PERSON" else None
    return Entity(id_, name, thing.type, mentions, gender, _country(name, thing))
