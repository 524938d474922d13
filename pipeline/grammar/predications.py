"""What a dependency tree says: who does what to whom, read once for relations, stance and sources alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipeline.document import Factuality, Syntax
from pipeline.grammar.factuality import factuality
from pipeline.grammar.nouns import adjective_slots, noun_slots
from pipeline.grammar.roles import by_predicate, completed
from pipeline.grammar.tree import Tree, tree_of, unique
from pipeline.grammar.verbs import verb_lemma, verb_slots, verb_words


@dataclass(frozen=True, slots=True)
class Predication:
    """A predicate and its arguments, whatever the construction (active, passive, relative, participial, nominal).

    `head`: token index of the predicate; `words`: token indices of the predicate's own words (verb and particle),
    ascending. `lemma`: "ban", "rule_out"; of a noun or adjective the lower-case lemma of its head ("minister"), the
    words of a longer cue before it are found by `pipeline.grammar.cues`. `slots`: (slot, token index of the
    argument's head) pairs; a slot occurs several times when its argument is coordinated. The slots are

    - "agent": who acts (active subject, "by" phrase of a passive, possessor of an event noun, controller of an
      infinitive or participle, antecedent of a relative clause),
    - "patient": what is acted on (object, passive subject, "of" phrase of an event noun without other patient),
    - "clause": head of a complement clause ("said that ...", "agreed to ..."), also of reported speech,
    - "is": what a copula or apposition equates a noun with ("Petrenko, the CEO": is -> Petrenko),
    - "poss", "compound": possessor and noun modifier of a noun ("Zoom's rival", "Zoom rival", "Russian president"),
    - any preposition, lower case: "from", "with", "of", "on", "against", "to", "according to"; a gerund behind a
      preposition fills it too ("banned from selling"), a second object fills "to", a predicate noun "as".
    """

    head: int
    lemma: str
    pos: Literal["verb", "noun", "adjective"]
    words: tuple[int, ...]
    slots: tuple[tuple[str, int], ...]
    factuality: Factuality

    def fillers(self, slot: str) -> tuple[int, ...]:
        """Token indices of the heads that fill the slot, in text order."""
        return tuple(token for name, token in self.slots if name == slot)


def predications(syntax: Syntax) -> tuple[Predication, ...]:
    """All verbal, nominal and adjectival predications of the document, in text order."""
    tree, roles = tree_of(syntax), by_predicate(syntax.roles)
    found = (_predication(tree, token) for token in range(len(tree.tokens)))
    return tuple(
        replace(p, slots=unique(completed(tree, p.slots, roles[p.head]))) if p.head in roles else p
        for p in found
        if p is not None
    )


def _predication(tree: Tree, token: int) -> Predication | None:
    upos, relation = tree.tokens[token].upos, tree.base(token)
    if relation in ("aux", "cop", "case", "mark", "fixed"):
        return None
    if upos == "VERB":
        slots, words = unique(verb_slots(tree, token)), verb_words(tree, token)
        return Predication(token, verb_lemma(tree, token), "verb", words, slots, factuality(tree, token))
    if upos in ("NOUN", "PROPN"):
        slots = unique(noun_slots(tree, token))
        return Predication(token, tree.lemma(token), "noun", (token,), slots, factuality(tree, token))
    if upos == "ADJ":
        slots = unique(adjective_slots(tree, token))
        return Predication(token, tree.lemma(token), "adjective", (token,), slots, factuality(tree, token))
    return None
