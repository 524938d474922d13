"""Ties that no cue word expresses: two names side by side, joined by a comma, a genitive or a small word.

"Russian firm TrueConf" and "London-based Aerolux" are based there, "Lyon, France" lies there, "Apple's iPhone" is made
by Apple, "the U.S. Treasury" is part of the state.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import Argument, Document, Entity, Mention, Triple
from pipeline.grammar.actors import ACTORS
from pipeline.grammar.countries import country_in, country_named, country_of_adjective
from pipeline.grammar.triples import triple
from pipeline.ontology.schema import Ontology
from pipeline.stages.relations.named import Named

# Words in the names of bodies that belong to a state; other organisations are based in it.
STATE_BODY = frozenset(
    "department ministry treasury court courts senate congress house parliament army navy police agency bureau "
    "commission office administration authority guard reserve assembly cabinet supreme government military "
    "legislature embassy intelligence defence defense tribunal coast council forces force corps cdc fda fbi cia nsa "
    "center centers centre board ministries prosecutor customs immigration marine marines postal".split()
)
# Adjectives of creeds and peoples that are no party one can be a member of.
NO_PARTY = frozenset(
    "muslim muslims islamic christian christians catholic catholics jewish jews jew hindu hindus buddhist buddhists "
    "sunni shia arab arabs kurdish kurds western european europeans african africans asian asians latino latinos "
    "hispanic native indigenous protestant orthodox sikh islamist islamists african-american caucasian".split()
)
MODIFIERS = frozenset({"NOUN", "ADJ", "NUM", "PROPN", "ADV"})
MOST_BETWEEN = 5
GENITIVES = ("'s", "’s", "'", "’")
PLACES = ("GPE", "LOC")
NEW = frozenset({"a", "an", "another", "his", "her", "its", "their"})


@dataclass(frozen=True, slots=True)
class Name:
    """A mention with its token range [first, end)."""

    first: int
    end: int
    entity: Entity
    mention: Mention


@dataclass(frozen=True, slots=True)
class Ties:
    """Reads ties between neighbouring mentions of one document. `titles`: lemmas of title cues."""

    document: Document
    named: Named
    ontology: Ontology
    titles: frozenset[str]

    def triples(self) -> Iterator[Triple]:
        """All ties, in text order."""
        for first, end in self.named.syntax.sentences:
            names = self._names(first, end)
            for name in names:
                yield from self._inner(name)
            for at, name in enumerate(names[:-1]):
                other = names[at + 1]
                if other.first - name.end <= MOST_BETWEEN:
                    yield from self._pair(name, other, names[at + 2 :])

    def _names(self, first: int, end: int) -> list[Name]:
        found = []
        for at in range(first, end):
            if at in self.named.first:
                last, entity, mention = self.named.first[at]
                found.append(Name(at, last + 1, entity, mention))
        return found

    def _between(self, left: Name, right: Name) -> list[str]:
        return [t.form.lower() for t in self.named.syntax.tokens[left.end : right.first]]

    def _modify(self, first: int, end: int) -> bool:
        """Whether the tokens are plain modifiers of what follows."""
        tokens = self.named.syntax.tokens[first:end]
        return all(t.upos in MODIFIERS or t.form in ("-", "–") for t in tokens)

    # ------------------------------------------------------------------------------------ the kinds of ties

    def _inner(self, name: Name) -> Iterator[Triple]:
        """A body whose name opens with its country: "the U.S. Treasury"."""
        words = name.mention.text.split()
        if name.entity.type != "ORG" or len(words) < 2 or name.mention.kind != "name":
            return
        for size in (2, 1):
            country = country_in(" ".join(words[:size]))
            place = self.named.countries.get(country or "")
            if country and place and len(words) > size and self._is_state_body(name):
                start = name.mention.start
                quote = self.document.quote(start, start + len(" ".join(words[:size])))
                if country_in(quote.text) == country:
                    owner = Argument("GPE", quote.text, quote.start, quote.end, place.id, place.name)
                    yield from self._triple("part_of", self._as(name), owner, name, name)
                return

    def _pair(self, left: Name, right: Name, rest: list[Name]) -> Iterator[Triple]:
        words = self._between(left, right)
        if left.entity.type in ("NORP", *PLACES):
            yield from self._of_place(left, right, words)
        politician = left.entity.type == "NORP" and right.entity.type == "PERSON" and self._is_party(left)
        if politician and self._modify(left.end, right.first):
            yield from self._triple("member_of", self._as(right), self._as(left), left, right)
        if right.entity.type in PLACES:
            yield from self._in_place(left, right, words, rest)
        if right.entity.type in ("NORP", "GPE") and words[:1] == [","] and words[1:] in (["a"], ["an"], ["the"]):
            yield from self._apposed_place(left, right)
        if left.entity.type in ("ORG", "PERSON") and right.entity.type in ("PRODUCT", "WORK_OF_ART"):
            yield from self._made(left, right, words)
        if left.entity.type == "PERSON" and right.entity.type == "ORG" and words == ["of"]:
            yield from self._triple("works_for", self._as(left), self._as(right), left, right)

    def _of_place(self, left: Name, right: Name, words: list[str]) -> Iterator[Triple]:
        """ "Russian firm TrueConf", "London-based Aerolux", "Poland's UOKiK", "French tourist Marie Blanc", "the Leeds
        chain store Brackwell", "an Indian rival, Sarvani"."""
        genitive = bool(words) and words[0] in GENITIVES
        based = "based" in words[:2] or (bool(words) and words[0].endswith("-based"))
        apposed = words[-1:] == [","]
        start, end = left.end + (1 if genitive else 2 if based else 0), right.first - int(apposed)
        if right.mention.kind != "name" or not self._modify(min(start, end), end):
            return
        place = self.named.argument(left.entity, left.mention, PLACES)
        adjective = left.entity.type == "NORP" or country_in(left.mention.text) is not None
        described = self._is_described(left, end, apposed)
        if place is None or not (described if apposed else adjective or genitive or based or described):
            return
        if right.entity.type == "ORG":
            relation = "part_of" if self._is_state_body(right) and not based else "based_in"
            yield from self._triple(relation, self._as(right), place, left, right)
        elif right.entity.type == "PERSON" and (based or (not genitive and self._is_citizen(left, end))):
            yield from self._triple("based_in" if based else "citizen_of", self._as(right), place, left, right)
        elif right.entity.type in ("FAC", "GPE") and genitive:
            yield from self._triple("located_in", self._as(right), place, left, right)

    def _is_described(self, left: Name, end: int, apposed: bool) -> bool:
        """Whether the place opens a phrase that a common noun ends: "the Leeds chain store". Before a comma the phrase
        must tell of something new and the noun be a body: "an Indian rival, Sarvani", not "in the Leeds shop, Sarvani".
        """
        tokens = self.named.syntax.tokens
        before, noun = tokens[left.first - 1], tokens[end - 1]
        if left.first == 0 or end == left.end or noun.upos != "NOUN":
            return False
        if apposed:
            return before.form.lower() in NEW and noun.lemma.lower() in ACTORS
        return before.upos == "DET"

    def _is_citizen(self, left: Name, end: int) -> bool:
        """ "French tourist Marie Blanc", "Briton Callum Reid"; an officer is of what the office belongs to."""
        last = self.named.syntax.tokens[end - 1]
        stands = end == left.end or (last.lemma.lower() in ACTORS - self.titles and last.upos == "NOUN")
        return stands and country_of_adjective(left.mention.text) is not None

    def _in_place(self, left: Name, right: Name, words: list[str], rest: list[Name]) -> Iterator[Triple]:
        """ "Lyon, France", "the plant in Ohio", "Renault of Korea", "Donald Tusk of Poland"."""
        kind, place = left.entity.type, self._as(right)
        if left.mention.kind != "name":
            return
        if words == [","] and kind in ("GPE", "FAC", "LOC") and not self._is_list(left, right, rest):
            yield from self._triple("located_in", self._as(left), place, left, right)
        if words[:1] in (["in"], ["of"]) and words[1:] in ([], ["the"]):
            if kind in ("FAC", "GPE", "LOC", "EVENT") and words[0] == "in":
                yield from self._triple("located_in", self._as(left), place, left, right)
            state_body = self._is_state_body(left)
            if kind == "ORG" and (not state_body or country_named(place.text)):
                relation = "part_of" if state_body else "based_in"
                yield from self._triple(relation, self._as(left), place, left, right)
        untitled = words in (["from"], ["of"]) and kind == "PERSON" and not self._is_titled(left)
        apposed = words[:1] == [","] and words[1:2] in (["a"], ["an"]) and words[-1] == "from"
        if untitled or (apposed and kind in ("ORG", "PERSON") and self._modify(left.end + 2, right.first - 1)):
            yield from self._triple("based_in", self._as(left), place, left, right)

    def _is_list(self, left: Name, right: Name, rest: list[Name]) -> bool:
        """Countries or places in a row, not a place and the larger one that it lies in."""
        if country_named(left.mention.text):
            return True
        tokens = self.named.syntax.tokens
        after = [t.form.lower() for t in tokens[right.end : right.end + 2]]
        if after[:1] in (["and"], ["or"]) or after in ([",", "and"], [",", "or"]):
            return True
        before = tokens[left.first - 2 : left.first] if left.first >= 2 else ()
        listed = bool(before) and before[-1].form == "," and left.first - 2 in self.named.last
        return listed and not country_named(right.mention.text) and bool(rest)

    def _apposed_place(self, left: Name, right: Name) -> Iterator[Triple]:
        """ "TrueConf, a Russian firm", "Fondo, a Lima bank", "Marie Blanc, a French tourist", "Ann Lee, a Democrat"."""
        place = self.named.argument(right.entity, right.mention, PLACES)
        at = right.end
        while at + 1 < len(self.named.syntax.tokens) and self.named.syntax.tokens[at + 1].upos == "NOUN":
            at += 1
        noun = self.named.syntax.tokens[at] if at < len(self.named.syntax.tokens) else None
        if place and noun and noun.upos == "NOUN":
            if left.entity.type == "ORG":
                yield from self._triple("based_in", self._as(left), place, left, right)
            elif left.entity.type == "PERSON" and noun.lemma.lower() not in self.titles and right.entity.type == "NORP":
                yield from self._triple("citizen_of", self._as(left), place, left, right)
        elif left.entity.type == "PERSON" and self._is_party(right) and not (noun and noun.upos == "NOUN"):
            yield from self._triple("member_of", self._as(left), self._as(right), right, right)

    def _made(self, left: Name, right: Name, words: list[str]) -> Iterator[Triple]:
        """ "Apple's iPhone", "its new A380", "Ford Falcon"."""
        owned = left.mention.kind == "pronoun" and left.mention.text.lower() in ("its", "their")
        genitive = bool(words) and words[0] in GENITIVES
        joined = genitive or owned or (not words and right.entity.type == "PRODUCT")
        if joined and self._modify(left.end + int(genitive), right.first):
            yield from self._triple("makes", self._as(left), self._as(right), left, right)

    # ---------------------------------------------------------------------------------------------- parts

    def _is_state_body(self, name: Name) -> bool:
        words = {word.lower() for word in (*name.entity.name.split(), *name.mention.text.split())}
        return not words.isdisjoint(STATE_BODY)

    def _is_titled(self, name: Name) -> bool:
        """ "Senator Ron Wyden": an officer is of what he or she stands for, not based there."""
        return name.first > 0 and self.named.syntax.tokens[name.first - 1].lemma.lower() in self.titles

    def _is_party(self, name: Name) -> bool:
        words = name.mention.text
        return country_of_adjective(words) is None and words.lower() not in NO_PARTY

    def _as(self, name: Name) -> Argument:
        entity, mention = name.entity, name.mention
        return Argument(entity.type, mention.text, mention.start, mention.end, entity.id, entity.name)

    def _triple(self, relation: str, subject: Argument, object_: Argument, left: Name, right: Name) -> Iterator[Triple]:
        """The triple if its types fit the ontology's relation; the cue is what stands between, if anything."""
        known = self.ontology.relations.get(relation)
        apart = known and subject.entity != object_.entity and subject.type in known.subject_types
        if known and apart and object_.type in known.object_types:
            between = self.document.quote(left.mention.end, right.mention.start) if left is not right else None
            stripped = between.text.strip() if between else ""
            if between and stripped:
                start = between.start + between.text.index(stripped)
                cue = self.document.quote(start, start + len(stripped))
            else:
                cue = self.document.quote(left.mention.start, left.mention.end)
            yield triple(self.document, known, (subject, object_), cue)


def title_lemmas(ontology: Ontology) -> frozenset[str]:
    """Last words of all titles that a person can bear."""
    return frozenset(c.lemma for r in ontology if "PERSON" in r.subject_types for c in r.titles)
