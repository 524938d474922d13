"""Triples that an ontology cue expresses: cue -> subject, object, by the slots of its predication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.document import Argument, Quote, Triple
from pipeline.grammar.actors import ACTORS
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.cues import Lexeme, Lexicon, cue_words
from pipeline.grammar.phrases import head_of
from pipeline.grammar.predications import Predication
from pipeline.grammar.triples import objection, triple
from pipeline.ontology.schema import Relation
from pipeline.stages.relations.titles import Beside

# What a title belongs to, surest first: "Zoom's CEO", "CEO of Zoom", "Zoom CEO".
BELONGING = ("poss", "of", "for", "at", "with", "compound", "to", "in")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cues of a lexicon off the predications of one document."""

    arguments: Arguments
    beside: Beside
    lexicon: Lexicon

    def triples(self, predications: Sequence[Predication]) -> Iterator[Triple]:
        """All readings, in the order of the predications; the same fact may come several times."""
        for predication in predications:
            for lexeme, words in self._cues(predication):
                yield from self._read(predication, lexeme, words)

    def _cues(self, predication: Predication) -> Iterator[tuple[Lexeme, tuple[int, ...]]]:
        """Cues that match: the longest ones; of those with the same slots a conditional one before a plain one."""
        fillers: dict[str, set[str]] = {}
        for slot, token in predication.slots:
            fillers.setdefault(slot, set()).update(self.arguments.kinds(token))
        last = predication.lemma.rsplit("-", 1)[-1]
        matches = [
            (lexeme, words)
            for lexeme in self.lexicon.get((predication.pos, last), ())
            if (words := cue_words(self.arguments.tree, predication, lexeme.cue)) and lexeme.cue.fits(fillers)
        ]
        longest = max((len(words) for _, words in matches), default=0)
        matches = [match for match in matches if len(match[1]) == longest]
        conditional = {(x.cue.subject, x.cue.object, x.kind) for x, _ in matches if x.cue.when}
        for lexeme, words in matches:
            if lexeme.cue.when or (lexeme.cue.subject, lexeme.cue.object, lexeme.kind) not in conditional:
                yield lexeme, words

    def _read(self, predication: Predication, lexeme: Lexeme, words: tuple[int, ...]) -> Iterator[Triple]:
        tokens = self.arguments.tree.tokens
        cue = self.arguments.document.quote(tokens[words[0]].start, tokens[words[-1]].end)
        pairs = self._beside(lexeme, words) if lexeme.kind == "title" else []
        pairs = pairs or list(self._pairs(predication, lexeme))
        if not pairs:
            self.arguments.reject(lexeme.relation.name, cue, self._missing(predication, lexeme))
        for pair in pairs:
            if against := objection(lexeme.relation, *pair):
                self.arguments.reject(lexeme.relation.name, cue, against)
            else:
                held = self._qualifiers(predication, lexeme, cue)
                yield triple(self.arguments.document, lexeme.relation, pair, cue, predication.factuality, held)

    def _missing(self, predication: Predication, lexeme: Lexeme) -> str:
        """What stands in the slots of a cue that has no subject or no object, and what the relation wants there."""
        sides = (
            (lexeme.cue.subject, lexeme.relation.subject_types),
            (lexeme.cue.object, lexeme.relation.object_types),
        )
        return "; ".join(
            f"{slot}: {self.arguments.told(predication.fillers(slot))}, wanted {', '.join(sorted(types))}"
            for slot, types in sides
        )

    def _qualifiers(self, predication: Predication, lexeme: Lexeme, cue: Quote) -> list[tuple[str, Quote]]:
        """Title and kin are the cue's words, or the "as" phrase of a verb; a preposition's name is that phrase."""
        held = []
        for name in lexeme.relation.qualifiers:
            if name in ("title", "kin") and lexeme.kind == "title":
                held.append((name, cue))
            elif name not in (lexeme.cue.subject, lexeme.cue.object):
                fillers = predication.fillers("as" if name == "title" else name)
                held += [(name, self.arguments.phrase(token)) for token in fillers[:1]]
        return held

    def _beside(self, lexeme: Lexeme, words: tuple[int, ...]) -> list[tuple[Argument, Argument]]:
        """Bearer and owner of a title by the order of the words, both or none."""
        relation, turned = lexeme.relation, lexeme.cue.subject == "poss"
        of_bearer = relation.object_types if turned else relation.subject_types
        of_owner = relation.subject_types if turned else relation.object_types
        bearers, owners = self.beside.bearers(words, of_bearer), self.beside.owners(words, of_owner)
        pairs = [(b, o) for b in bearers for o in owners if b.entity != o.entity]
        return [(o, b) for b, o in pairs] if turned else pairs

    def _pairs(self, predication: Predication, lexeme: Lexeme) -> Iterable[tuple[Argument, Argument]]:
        cue, relation = lexeme.cue, lexeme.relation
        if lexeme.kind in ("title", "adjective"):
            return self._equated(predication, lexeme)
        subject, object_ = cue.subject, cue.object
        if subject == object_:
            both = self._fill(predication, subject, relation.subject_types & relation.object_types)
            return combinations(both, 2)
        subjects = [s for s in self._fill(predication, subject, relation.subject_types) if self._acts(s, relation)]
        if lexeme.kind == "noun" and not subjects and subject == "agent":
            subjects = self._fill(predication, "compound", relation.subject_types - {"TOPIC"})
        objects = self._fill(predication, object_, relation.object_types)
        return [(s, o) for s in subjects for o in objects]

    def _acts(self, subject: Argument, relation: Relation) -> bool:
        """Without a name only people and bodies act, unless the relation says that anything may."""
        if subject.entity is not None or "TOPIC" in relation.domain:
            return True
        tokens = self.arguments.syntax.inside(subject.start, subject.end)
        return self.arguments.tree.lemma(head_of(self.arguments.syntax, tokens)) in ACTORS

    def _equated(self, predication: Predication, lexeme: Lexeme) -> list[tuple[Argument, Argument]]:
        """Titles and adjectives: what "is" the noun, and what the noun belongs to."""
        cue, relation = lexeme.cue, lexeme.relation
        title = lexeme.kind == "title"
        subject = "is" if cue.subject == "agent" else cue.subject
        object_ = "poss" if title and cue.object == "patient" else cue.object
        subjects = self._fill(predication, subject, relation.subject_types)
        objects = self._fill(predication, object_, relation.object_types)
        if title and subject == "is" and not any(s.entity for s in subjects):  # nobody is named: "a Kremlin spokesman"
            subjects = [self.arguments.word(predication.head)] if "TOPIC" in relation.domain else []
        return [(s, o) for s in subjects for o in objects]

    def _fill(self, predication: Predication, slot: str, types: frozenset[str]) -> list[Argument]:
        """Arguments of fitting types in a slot; "poss" of a noun is the first kind of belonging that gives one."""
        tokens = [list(predication.fillers(slot))]
        if slot == "poss" and predication.pos == "noun":
            tokens = [list(predication.fillers(s)) for s in BELONGING]
        elif slot == "is" and predication.pos == "noun":
            tokens = [list(predication.fillers(slot)), [predication.head]]
        for group in tokens:
            found = [a for token in group if (a := self.arguments.at(token, types))]
            if found:
                return found
        return []
