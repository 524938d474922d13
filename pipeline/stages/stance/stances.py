"""Who takes which position to what: the stance cues of the ontology, read off predications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.document import Argument, Triple
from pipeline.grammar.cues import Lexeme, Lexicon, cue_words
from pipeline.grammar.predications import Predication
from pipeline.grammar.triples import objection, triple
from pipeline.stages.stance.attribution import Sources
from pipeline.stages.stance.claims import Claims
from pipeline.stages.stance.speakers import Speakers
from pipeline.stages.stance.topics import clause_topic

# What a title belongs to, surest first: "Zoom's critic", "critic of Zoom", "Zoom critic".
BELONGING = ("poss", "of", "compound", "for", "to")
ADDRESSEES = ("patient", "on", "to", "with", "for", "upon")
CLAUSAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads stances off the predications of one document.

    `predications` by head token; `sources`: who speaks the words at a token.
    """

    speakers: Speakers
    lexicon: Lexicon
    predications: Mapping[int, Predication]
    sources: Sources
    claims: Claims

    def stances(self) -> Iterator[Triple]:
        """All readings, in the order of the predications; the same position may come several times."""
        turned = {t for p in self.predications.values() if self._turns(p) for t in self._turned(p)}
        for predication in self.predications.values():
            if predication.head not in turned:
                yield from self._of(predication)

    def _turns(self, predication: Predication) -> bool:
        return predication.lemma in self.speakers.words.turning and bool(self._matches(predication))

    def _turned(self, predication: Predication) -> tuple[int, ...]:
        """What is declined: "to confirm or deny"."""
        tree, heads = self.speakers.arguments.tree, predication.fillers("clause")
        return (*heads, *(c for head in heads for c in tree.under(head, "conj")))

    def _of(self, predication: Predication) -> Iterator[Triple]:
        """Readings of a predication; where its clause tells the position, its object only tells to whom."""
        matches = self._matches(predication)
        clausal = {x.relation.name for x, _ in matches if x.cue.object == "clause" and predication.fillers("clause")}
        for lexeme, words in matches:
            addressed = lexeme.cue.object == "patient" and lexeme.relation.name in clausal
            if not addressed:
                yield from self._read(predication, lexeme, words)

    def _matches(self, predication: Predication) -> list[tuple[Lexeme, tuple[int, ...]]]:
        """Cues that the predication ends: the longest, and a conditional one before a plain one of the same slots."""
        kinds: dict[str, set[str]] = {}
        for slot, token in predication.slots:
            kinds.setdefault(slot, set()).update(self.speakers.arguments.kinds(token))
        tree = self.speakers.arguments.tree
        last = predication.lemma.rsplit("-", 1)[-1]
        matches = [
            (lexeme, words)
            for lexeme in self.lexicon.get((predication.pos, last), ())
            if (words := cue_words(tree, predication, lexeme.cue)) and lexeme.cue.fits(kinds)
        ]
        longest = max((len(words) for _, words in matches), default=0)
        conditional = {(x.cue.subject, x.cue.object) for x, _ in matches if x.cue.when}
        return [
            (x, words)
            for x, words in matches
            if len(words) == longest and (x.cue.when or (x.cue.subject, x.cue.object) not in conditional)
        ]

    def _read(self, predication: Predication, lexeme: Lexeme, words: tuple[int, ...]) -> Iterator[Triple]:
        arguments = self.speakers.arguments
        first, last = arguments.tree.tokens[words[0]], arguments.tree.tokens[words[-1]]
        cue = arguments.document.quote(first.start, last.end)
        relation, holders = lexeme.relation, self._holders(predication, lexeme)
        objects = list(self._objects(predication, lexeme)) if holders else []
        if not objects:
            missing = f"{lexeme.cue.object}: what it is about" if holders else f"{lexeme.cue.subject}: who holds it"
            arguments.reject(relation.name, cue, f"{missing} is not told")
        for token, object_ in objects:
            for holder in holders:
                if against := objection(relation, holder, object_):
                    arguments.reject(relation.name, cue, against)
                    continue
                found = triple(arguments.document, relation, (holder, object_), cue, predication.factuality)
                yield replace(found, target=None if object_.entity else self.claims.under(token))

    # ---------------------------------------------------------------------------------- holder

    def _holders(self, predication: Predication, lexeme: Lexeme) -> list[Argument]:
        types = lexeme.relation.subject_types
        for slot in _holder_slots(lexeme):
            found = [a for t in predication.fillers(slot) if (a := self._holder(t)) and a.type in types]
            if found:
                return found
        if lexeme.kind == "title":
            holder = self.speakers.arguments.at(predication.head, types - {"TOPIC"})
            return [holder] if holder else []
        return []

    def _holder(self, token: int) -> Argument | None:
        """The holder at a token; "I" and "we" of what somebody says are that speaker, at the pronoun's place."""
        word = self.speakers.arguments.tree.tokens[token]
        if word.form.lower() not in self.speakers.words.first_person:
            return self.speakers.at(token)
        saying = self.sources.saying_at(token)
        if saying is None or saying.source.entity is None:
            return self.speakers.at(token)
        return replace(saying.source, text=word.form, start=word.start, end=word.end)

    # ---------------------------------------------------------------------------------- object and target

    def _objects(self, predication: Predication, lexeme: Lexeme) -> Iterator[tuple[int, Argument]]:
        for token in self._abouts(predication, lexeme):
            object_ = self._object(token, lexeme)
            if object_ is not None:
                yield token, object_

    def _abouts(self, predication: Predication, lexeme: Lexeme) -> tuple[int, ...]:
        """Tokens that the position is about; behind "declined to confirm" what would have been confirmed."""
        if lexeme.kind == "title":
            return next((f for slot in BELONGING if (f := predication.fillers(slot))), ())
        tokens = predication.fillers(lexeme.cue.object)
        words = self.speakers.words
        if predication.lemma in words.turning:
            inner = [self.predications[t] for t in self._turned(predication) if t in self.predications]
            return tuple(dict.fromkeys(t for p in inner for t in p.fillers("clause") or p.fillers("patient")))
        if lexeme.cue.object != "clause":
            return () if predication.lemma in words.intransitive and predication.fillers("patient") else tokens
        tree = self.speakers.arguments.tree
        if predication.lemma in words.directives:
            if predication.fillers("on"):
                tokens = tokens or tree.under(predication.head, "advcl")
            tokens = self._to_do(tokens) if any(predication.fillers(slot) for slot in ADDRESSEES) else ()
        joined = (c for t in tokens for c in tree.under(t, "conj"))
        return (*tokens, *(c for c in joined if tree.tokens[c].upos in CLAUSAL and not tree.clausal(c)))

    def _to_do(self, tokens: Sequence[int]) -> tuple[int, ...]:
        """The infinitives among clauses: what somebody is told to do."""
        tree = self.speakers.arguments.tree
        return tuple(t for t in tokens if any(tree.form(mark) == "to" for mark in tree.under(t, "mark")))

    def _object(self, token: int, lexeme: Lexeme) -> Argument | None:
        arguments = self.speakers.arguments
        if arguments.tree.tokens[token].upos not in CLAUSAL and not arguments.tree.clausal(token):
            return arguments.at(self._counted(token), lexeme.relation.object_types)
        return clause_topic(arguments, token)

    def _counted(self, token: int) -> int:
        """The noun behind a word of quantity: "many of his suggestions"."""
        tree = self.speakers.arguments.tree
        if tree.tokens[token].upos in ("NOUN", "PROPN"):
            return token
        return next((c for c in tree.under(token, "nmod") if tree.preposition(c) == "of"), token)


def _holder_slots(lexeme: Lexeme) -> tuple[str, ...]:
    if lexeme.cue.subject != "agent":
        return (lexeme.cue.subject,)
    if lexeme.kind in ("title", "adjective"):
        return ("is",)
    return ("agent", "poss", "compound") if lexeme.kind == "noun" else ("agent",)
