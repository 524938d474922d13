"""A document's values in their sentences: the words they stand at, past hedges and other tellings of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document import Mention
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.predications import Predication
from pipeline.stages.relations.places import Place, places, slot_of

MARKERS = frozenset("by to of at in for from with on since until till during before after below above".split())
HEDGES = frozenset(
    "about around over under nearly almost roughly approximately some least most than only just an a the no less more "
    "fewer up".split()
)
# Hedges of two words: the last one, and what may stand before it.
HEDGING_PAIRS = {"least": "at", "most": "at"}
BETWEEN_TWINS = frozenset({"(", ",", "or"})
FUNCTION_WORDS = frozenset({"case", "punct", "det", "aux", "cop", "mark", "cc", "fixed", "expl"})
NOUNS = ("NOUN", "PROPN")
VERBAL = frozenset({"VERB", "AUX"})


class Scene:
    """Answers what stands at a token and where a value stands."""

    def __init__(self, arguments: Arguments, predications: Sequence[Predication]) -> None:
        self.arguments = arguments
        self.syntax, self.tree = arguments.syntax, arguments.tree
        self._predications = {p.head: p for p in reversed(predications)}
        self.values: dict[int, Mention] = {}
        self._tokens: dict[int, range] = {}
        for mention in arguments.document.mentions or ():
            tokens = self.syntax.inside(mention.start, mention.end)
            if mention.kind == "value" and tokens:
                head = self._head(tokens)
                self.values[head], self._tokens[head] = mention, tokens
        self._measured = {token: head for head, tokens in self._tokens.items() for token in tokens}

    def _head(self, tokens: range) -> int:
        """The token of a value on which it hangs in its sentence: the last that does not number another word."""
        tops = [t for t in tokens if self.tree.tokens[t].head not in tokens or self.tree.is_root(t)]
        firm = [t for t in tops if self.tree.base(t) != "nummod"]
        return (firm or tops or tokens)[-1]

    def predication(self, token: int) -> Predication | None:
        """The predication headed by the token, if it heads one."""
        return self._predications.get(token)

    def in_value(self, token: int) -> bool:
        """Whether the token is a word of a value."""
        return token in self._measured

    def words(self, value: int) -> range:
        """The tokens of the value with this head token."""
        return self._tokens[value]

    def form(self, token: int) -> str:
        """Lower-case form of the token; "" outside the text."""
        return self.tree.form(token) if 0 <= token < len(self.tree.tokens) else ""

    def is_named(self, token: int) -> bool:
        """Whether the token is a word of an entity's mention."""
        return token in self.arguments.mentions

    def kinds(self, token: int) -> set[str]:
        """Head lemma of the token and the type of what stands there, as conditions of cues name them."""
        value = self._measured.get(token)
        return self.arguments.kinds(token) | ({self.values[value].type} if value is not None else set())

    def kinds_above(self, token: int) -> set[str]:
        """Head lemma of the verb under which the token's clause stands: "order" above the "pay" of "ordered to pay"."""
        clause = self.clause(token)
        if self.tree.base(clause) not in ("xcomp", "ccomp"):
            return set()
        return {self.tree.lemma(self.tree.tokens[clause].head)}

    def slot(self, token: int) -> str:
        """The slot that the token itself fills at its head."""
        return slot_of(self.tree, token, self.tree.preposition(token))

    def slots(self, token: int) -> list[tuple[str, int]]:
        """(slot, filler) pairs at the token: those of its predication, then its own dependents."""
        predication = self.predication(token)
        own = [(self.slot(c), c) for c in self.tree.children[token] if self.tree.base(c) not in FUNCTION_WORDS]
        return list(dict.fromkeys([*(predication.slots if predication else ()), *own]))

    def clause(self, token: int) -> int:
        """The nearest verb above the token or at it; the sentence's root if there is none."""
        while self.tree.tokens[token].upos not in VERBAL and not self.tree.is_root(token):
            token = self.tree.tokens[token].head
        return token

    def predicate(self, token: int) -> Predication | None:
        """The predication that says whether what stands at the token holds: of a noun or adjective with a copula
        ("is worth $5bn") or in apposition its own, else that of the clause, else that of the token."""
        asserted = self.tree.base(token) == "appos" or any(
            self.tree.base(c) == "cop" for c in self.tree.children[token]
        )
        own, clause = self.predication(token), self.predication(self.clause(token))
        return own if asserted and own else clause or own

    def places(self, value: int) -> list[Place]:
        """The words that the value with this head token stands at, nearest first.

        A value told again in other terms stands where its twin stands.
        """
        twin = self._twin(value)
        found = [*self._beside(twin), *places(self.tree, twin, self.marker(twin))]
        return list({(p.token, p.slot): p for p in sorted(found, key=lambda p: p.steps)[::-1]}.values())[::-1]

    def is_whole(self, value: int) -> bool:
        """Whether the value counts what another value is a part of: the "41" of "12 of the state's 41 delegates"."""
        counted = [p.token for p in self.places(value) if p.slot == "count"]
        return any(self.tree.preposition(t) == "of" and self.in_value(self.tree.tokens[t].head) for t in counted)

    def _beside(self, value: int) -> list[Place]:
        """The words next to the value: "level" in "a level of 5", "reach" in "reached 5", "fall" in "a 5% fall".

        They hold it even where the tree, which is a model's guess, has it otherwise.
        """
        marker, before, after = self.marker(value), self._before(value), self._tokens[value][-1] + 1
        found = []
        holder = before - 1 if marker else before
        if holder >= 0 and self.tree.tokens[holder].upos in (("NOUN", "VERB", "ADV") if marker else ("VERB", "ADV")):
            found.append(Place(holder, marker or "patient", 0))
        while self._is(after, "ADJ"):
            after += 1
        while self._is(after, *NOUNS) and self._is(after + 1, *NOUNS):
            after += 1
        if self._is(after, *NOUNS):
            phrase = places(self.tree, after, marker)
            found += [Place(after, "count", 0), *(replace(place, steps=place.steps + 1) for place in phrase)]
        return found

    def _is(self, token: int, *upos: str) -> bool:
        return token < len(self.tree.tokens) and self.tree.tokens[token].upos in upos and not self.in_value(token)

    def _before(self, value: int) -> int:
        """The last token before a value that is no hedge; -1 at the start of the text."""
        before = self._tokens[value][0] - 1
        while before >= 0 and self.tree.form(before) in HEDGES:
            pair = HEDGING_PAIRS.get(self.tree.form(before))
            before -= 2 if pair and self.tree.form(before - 1) == pair else 1
        return max(before, -1)

    def marker(self, value: int) -> str:
        """The preposition before a value, past hedges: "to" of "rose to at least 20"; "" without one."""
        before = self._before(value)
        return self.tree.form(before) if before >= 0 and self.tree.form(before) in MARKERS else ""

    def _twin(self, value: int) -> int:
        """The value that this one tells again in other terms: the "2%" of "2% (54 points)" or of "2%, or 54 points"."""
        first = self._tokens[value][0]
        before = first - 1
        while before >= 0 and self.tree.form(before) in BETWEEN_TWINS | HEDGES:
            before -= 1
        other = self._measured.get(before)
        told = {self.tree.form(token) for token in range(before + 1, first)}
        if other is None or not told & {"(", "or"}:
            return value
        types = {self.values[other].type, self.values[value].type}
        return self._twin(other) if len(types) == 2 and "DATE" not in types else value
