"""What a dependency tree says: who does what to whom, read once for relations, stance and sources alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.document import Factuality, Syntax


@dataclass(frozen=True, slots=True)
class Predication:
    """A predicate and its arguments, whatever the construction (active, passive, relative, participial, nominal).

    `head`: token index of the predicate; `words`: token indices of the predicate's own words (verb and particle,
    "prime minister"), ascending. `lemma`: "ban", "rule_out". `slots`: (slot, token index of the argument's head)
    pairs; a slot occurs several times when its argument is coordinated. The slots are

    - "agent": who acts (active subject, "by" phrase of a passive, possessor of an event noun, controller of an
      infinitive or participle, antecedent of a relative clause),
    - "patient": what is acted on (object, passive subject, "of" phrase of an event noun without other patient),
    - "clause": head of a complement clause ("said that ...", "agreed to ..."), also of reported speech,
    - "is": what a copula or apposition equates a noun with ("Petrenko, the CEO": is -> Petrenko),
    - "poss", "compound": possessor and noun modifier of a noun ("Zoom's rival", "Zoom rival"),
    - any preposition, lower case: "from", "with", "of", "on", "against", "to", "according to".
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
    raise NotImplementedError
