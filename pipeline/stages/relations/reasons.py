"""Causes told by a small word: "flights were cancelled due to the delays"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import Argument, Triple
from pipeline.grammar.arguments import LONGEST_TOPIC, Arguments
from pipeline.grammar.factuality import factuality
from pipeline.grammar.triples import allowed, triple
from pipeline.ontology.schema import Relation

# What marks a cause, word by word; the cause is the noun phrase behind it.
MARKS = (
    ("as", "a", "result", "of"),
    ("as", "a", "consequence", "of"),
    ("because", "of"),
    ("due", "to"),
    ("owing", "to"),
    ("thanks", "to"),
)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reads causes of one document; `relation` is the ontology's relation between cause and effect."""

    arguments: Arguments
    relation: Relation

    def triples(self) -> Iterator[Triple]:
        """All causes, in text order."""
        tree = self.arguments.tree
        for first, end in self.arguments.syntax.sentences:
            forms = [tree.form(t) for t in range(first, end)]
            for at in range(len(forms)):
                for mark in MARKS:
                    if tuple(forms[at : at + len(mark)]) == mark:
                        yield from self._triple(range(first + at, first + at + len(mark)), range(first, end))

    def _triple(self, mark: range, sentence: range) -> Iterator[Triple]:
        cause_head = self._cause(mark, sentence)
        if cause_head is None:
            return
        cause = self.arguments.at(cause_head, self.relation.subject_types)
        effect_head = self._effect(cause_head, mark)
        effect = self._clause(effect_head, mark) if effect_head is not None else None
        if cause and effect and allowed(self.relation, cause, effect):
            tokens = self.arguments.tree.tokens
            cue = self.arguments.document.quote(tokens[mark[0]].start, tokens[mark[-1]].end)
            told = factuality(self.arguments.tree, effect_head) if effect_head is not None else "fact"
            yield triple(self.arguments.document, self.relation, (cause, effect), cue, told)

    def _cause(self, mark: range, sentence: range) -> int | None:
        """Head of the phrase behind the mark: up from the first word as long as heads stand behind the mark."""
        at = mark[-1] + 1
        if at not in sentence:
            return None
        tree = self.arguments.tree
        while tree.tokens[at].head > at and tree.tokens[at].head in sentence and tree.tokens[at].upos != "VERB":
            at = tree.tokens[at].head
        return at if tree.tokens[at].upos in ("NOUN", "PROPN") else None

    def _effect(self, cause: int, mark: range) -> int | None:
        """What the cause hangs on, outside of the mark."""
        tree = self.arguments.tree
        at = tree.tokens[cause].head
        while at in mark and not tree.is_root(at):
            at = tree.tokens[at].head
        return None if at == cause or at in mark else at

    def _clause(self, head: int, mark: range) -> Argument | None:
        """The effect: a noun phrase, or the clause from its subject to its verb, at most LONGEST_TOPIC words."""
        tree = self.arguments.tree
        if tree.tokens[head].upos not in ("VERB", "ADJ", "AUX"):
            return self.arguments.topic(head)
        subjects = [s for s in tree.under(head, "nsubj") if head - LONGEST_TOPIC < s < head]
        first = min((subjects[0], *(c for c in tree.children[subjects[0]] if c < subjects[0]))) if subjects else head
        last = max((head, *(c for c in tree.under(head, "obj", "compound:prt") if c < first + LONGEST_TOPIC)))
        if first <= mark[0] <= last:
            last = mark[0] - 1 if first < mark[0] else head
        first = max(first, last - LONGEST_TOPIC + 1)
        quote = self.arguments.document.quote(tree.tokens[first].start, tree.tokens[last].end)
        return Argument("TOPIC", quote.text, quote.start, quote.end) if first <= last else None
