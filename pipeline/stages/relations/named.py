"""The named things of a document in the order of its words, and the countries that nationalities stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.document import Argument, Document, Entity, Mention, Syntax
from pipeline.grammar.arguments import countries_of, country_of
from pipeline.grammar.countries import country_in, country_named


@dataclass(frozen=True, slots=True)
class Named:
    """Mentions of entities by token, for rules that look at neighbours instead of trees.

    `first`: first token of a mention -> (end token, entity, mention); `last`: the same by its last token.
    """

    syntax: Syntax
    first: dict[int, tuple[int, Entity, Mention]]
    last: dict[int, tuple[int, Entity, Mention]]
    countries: dict[str, Entity]
    home: Argument | None

    @classmethod
    def of(cls, document: Document) -> Named:
        """For a document with layers syntax and entities."""
        if document.syntax is None or document.entities is None:
            raise ValueError(f"{document.name}: names need the layers syntax and entities")
        first: dict[int, tuple[int, Entity, Mention]] = {}
        last: dict[int, tuple[int, Entity, Mention]] = {}
        for entity in document.entities:
            for mention in entity.mentions:
                tokens = document.syntax.inside(mention.start, mention.end)
                if tokens:
                    first.setdefault(tokens[0], (tokens[-1], entity, mention))
                    last.setdefault(tokens[-1], (tokens[0], entity, mention))
        countries = countries_of(document.entities)
        return cls(document.syntax, first, last, countries, _home(document.entities, countries))

    def argument(self, entity: Entity, mention: Mention, types: Collection[str]) -> Argument | None:
        """The entity if it is of one of the types; a nationality ("Russian") as its country where GPE is one."""
        if entity.type in types:
            return Argument(entity.type, mention.text, mention.start, mention.end, entity.id, entity.name)
        if entity.type == "NORP" and "GPE" in types:
            return country_of(entity, mention, self.countries)
        return None


def _home(entities: tuple[Entity, ...], countries: dict[str, Entity]) -> Argument | None:
    """The country that an article is about: named at least twice, and more often than all others together."""
    counts: Counter[str] = Counter()
    places: dict[str, tuple[Entity, Mention]] = {}
    for entity in entities:
        for mention in entity.mentions:
            name = country_in(mention.text) or (country_named(entity.name) if entity.type == "GPE" else None)
            if name and entity.type in ("GPE", "NORP"):
                counts[name] += 1
                places.setdefault(name, (entity, mention))
    most = counts.most_common(1)
    if not most or most[0][1] < 2 or 2 * most[0][1] <= counts.total():
        return None
    entity, mention = places[most[0][0]]
    holder = countries.get(most[0][0], entity)
    return Argument("GPE", mention.text, mention.start, mention.end, holder.id, holder.name)
