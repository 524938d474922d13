"""What a word of a predication stands for: an entity, or a topic."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.document import Argument, Document, Entity, Mention, Quote, Syntax
from pipeline.grammar.countries import country_in, country_named
from pipeline.grammar.phrases import head_of, phrase_of
from pipeline.grammar.rejections import Rejection
from pipeline.grammar.tree import Tree, tree_of

TOPIC = "TOPIC"
GOVERNING = frozenset({"government", "official", "authority", "regime"})
LONGEST_TOPIC = 8  # words, by the labelling rules
# Words that name nothing by themselves.
EMPTY = frozenset("co it this that these those which what who one other such same thing lot anything".split())
# Nouns that stand for a part or kind of what their "of" phrase names, and types of which a name tells what a noun is.
TRANSPARENT = frozenset("version lineup line range series family model unit copy sale production release".split())
NAMING = frozenset({"PRODUCT", "LAW", "EVENT", "WORK_OF_ART"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Reads arguments off a document.

    `mentions`: token -> entity and its mention that covers the token; `values`: head token -> value mention.
    `rejected` takes what readers turn away, if somebody wants to know.
    """

    document: Document
    syntax: Syntax
    tree: Tree
    mentions: Mapping[int, tuple[Entity, Mention]]
    values: Mapping[int, Mention]
    countries: Mapping[str, Entity]
    rejected: list[Rejection] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, document: Document, rejected: list[Rejection] | None = None) -> Arguments:
        """For a document with layers syntax, mentions and entities; ValueError without them."""
        if document.syntax is None or document.mentions is None or document.entities is None:
            raise ValueError(f"{document.name}: arguments need the layers syntax, mentions and entities")
        syntax = document.syntax
        places, countries = _places(syntax, document.entities), countries_of(document.entities)
        return cls(document, syntax, tree_of(syntax), places, _values(document), countries, rejected)

    def reject(self, relation: str, cue: Quote, why: str) -> None:
        """Note that the cue gives no triple of the relation, and why."""
        if self.rejected is not None:
            self.rejected.append(Rejection(relation, cue, why))

    def told(self, tokens: Collection[int]) -> str:
        """What stands at the tokens, for a reader of rejections: 'Zoom' (ORG), 'sales'."""
        return ", ".join(map(self._told, tokens)) or "nothing"

    def _told(self, token: int) -> str:
        found = self.entity(token)
        return f"{found[1].text!r} ({found[0].type})" if found else repr(self.tree.tokens[token].form)

    def kinds(self, token: int) -> set[str]:
        """Head lemma of the token and the type of what stands there, as conditions of cues name them."""
        found = self.entity(token)
        types = ([found[0].type] if found else []) + ([self.values[token].type] if token in self.values else [])
        return {self.tree.lemma(token), *types}

    def entity(self, token: int) -> tuple[Entity, Mention] | None:
        """The entity at the token, or that a name beside it gives: an apposition, the name behind a title."""
        state = self._government(token)
        if state is not None:
            return state
        places = (token, *self._beside(token), *self._behind(token))
        return next((self.mentions[place] for place in places if place in self.mentions), None)

    def _government(self, token: int) -> tuple[Entity, Mention] | None:
        """The country of "the Samoan government", "U.S. officials", "Germany's government": it acts through them."""
        if self.tree.lemma(token) not in GOVERNING:
            return None
        for child in (*self.tree.under(token, "compound", "amod", "nmod:poss"), token):
            _, mention = self.mentions.get(child, (None, None))
            words = mention.text.removesuffix(" government").removesuffix(" Government") if mention else ""
            country = self.countries.get(country_in(words) or "")
            if country and mention:
                return country, mention
        return None

    def _beside(self, token: int) -> Iterator[int]:
        yield from (c for c in self.tree.under(token, "flat") if c > token)
        if self.tree.tokens[token].upos in ("NOUN", "PROPN"):
            yield from self.tree.under(token, "appos")
        if self.tree.base(token) == "appos" or self.tree.deprel(token) == "nmod:desc":
            yield self.tree.tokens[token].head

    def _behind(self, token: int) -> Iterator[int]:
        """The name that follows a common noun at once: "the company Apple", "Interior Minister Joachim Brudziński"."""
        upos = self.tree.tokens[token].upos
        if upos in ("NOUN", "PROPN") and token + 1 in self.mentions:
            entity, mention = self.mentions[token + 1]
            if (
                entity.type in ("PERSON", "ORG")[: 2 if upos == "NOUN" else 1]
                and mention.start == self.tree.tokens[token + 1].start
            ):
                yield token + 1

    def at(self, token: int, types: Collection[str]) -> Argument | None:
        """The argument of one of these types at the token; type TOPIC takes a phrase without a name.

        A nationality ("Russian") is its country where GPE is one of the types and NORP is none.
        """
        found = self.entity(token) or self._named_within(token, types)
        if found is None:
            return self.topic(token) if TOPIC in types else None
        entity, mention = found
        if entity.type not in types:
            is_nationality = entity.type == "NORP" and "GPE" in types
            return country_of(entity, mention, self.countries) if is_nationality else None
        return Argument(entity.type, mention.text, mention.start, mention.end, entity.id, entity.name)

    def _named_within(self, token: int, types: Collection[str]) -> tuple[Entity, Mention] | None:
        """The thing whose name tells what a common noun is: "iPhone device", "a new version of the iPhone"."""
        if self.tree.tokens[token].upos != "NOUN":
            return None
        children = self.tree.under(token, "compound", "nmod:desc")
        if self.tree.lemma(token) in TRANSPARENT:
            children += tuple(c for c in self.tree.under(token, "nmod") if self.tree.preposition(c) == "of")
        for child in children:
            found = self.mentions.get(child)
            if found and found[0].type in NAMING and found[0].type in types:
                return found
        return None

    def topic(self, token: int) -> Argument | None:
        """The core of the phrase or clause under the token; None for a pronoun, an empty word or a bare value."""
        word = self.tree.tokens[token]
        counted = any(self.tree.preposition(c) == "of" for c in self.tree.under(token, "nmod", "obl"))
        if token in self.values and not counted:
            return None
        if not counted and (word.upos not in ("NOUN", "PROPN", "VERB") or self.tree.lemma(token) in EMPTY):
            return None
        quote = self.phrase(token)
        return Argument(TOPIC, quote.text, quote.start, quote.end) if len(quote.text) > 2 else None

    def word(self, token: int) -> Argument:
        """The word alone as a topic: "spokesman" of "a Kremlin spokesman"."""
        at = self.tree.tokens[token]
        return Argument(TOPIC, at.form, at.start, at.end)

    def phrase(self, token: int) -> Quote:
        """The raw characters of the core of the phrase under the token."""
        words = self._shortened(token, phrase_of(self.syntax, token, self.tree))
        return self.document.quote(self.tree.tokens[words[0]].start, self.tree.tokens[words[-1]].end)

    def _shortened(self, head: int, words: range) -> range:
        """At most LONGEST_TOPIC words: whole prepositional phrases at the end go first; a verb opens its phrase."""
        start = head if self.tree.tokens[head].upos == "VERB" else max(words.start, head - LONGEST_TOPIC + 1)
        if words.stop - start <= LONGEST_TOPIC:
            return range(start, words.stop)
        joints = [t for t in range(head + 1, start + LONGEST_TOPIC + 1) if self.tree.base(t) in ("case", "mark", "cc")]
        return range(start, joints[-1] if joints else start + LONGEST_TOPIC)


def country_of(entity: Entity, mention: Mention, countries: Mapping[str, Entity]) -> Argument | None:
    """The country of a nationality or of a country's own mention; None for another entity.

    `countries`: as `countries_of` gives them. A country that the article never names keeps the nationality's id.
    """
    name = country_in(mention.text)
    if name is None:
        return None
    holder = countries.get(name)
    id_, shown = (holder.id, holder.name) if holder else (entity.id, name)
    return Argument("GPE", mention.text, mention.start, mention.end, id_, shown)


def countries_of(entities: tuple[Entity, ...]) -> dict[str, Entity]:
    """Usual name of a country -> the entity that is it."""
    found: dict[str, Entity] = {}
    for entity in entities:
        for name in entity.names if entity.type == "GPE" else ():
            country = country_named(name)
            if country:
                found.setdefault(country, entity)
    return found


def _places(syntax: Syntax, entities: tuple[Entity, ...]) -> dict[int, tuple[Entity, Mention]]:
    """Token -> entity and mention: by heads of mentions first, then by all their tokens, shortest mention first."""
    found = sorted(
        ((m.end - m.start, m.start, e.id, e, m) for e in entities for m in e.mentions), key=lambda entry: entry[:3]
    )
    places: dict[int, tuple[Entity, Mention]] = {}
    covered: dict[int, tuple[Entity, Mention]] = {}
    for *_, entity, mention in found:
        tokens = syntax.inside(mention.start, mention.end)
        if tokens:
            places.setdefault(head_of(syntax, tokens), (entity, mention))
            covered |= {t: (entity, mention) for t in tokens if t not in covered}
    return covered | places


def _values(document: Document) -> dict[int, Mention]:
    assert document.syntax is not None
    found = {}
    for mention in document.mentions or ():
        tokens = document.syntax.inside(mention.start, mention.end)
        if mention.kind == "value" and tokens:
            found[head_of(document.syntax, tokens)] = mention
    return found
