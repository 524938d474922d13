"""A document's dependency trees with their branches at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Syntax, Token

RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
# Words that make a verb another one even where a tree takes them for an adverb or preposition: "pulled out of".
PARTICLES = frozenset({"out", "off", "forward", "up"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a document and the children of each, in text order."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    def lemma(self, token: int) -> str:
        """Lower-case lemma of the token."""
        return self.tokens[token].lemma.lower()

    def form(self, token: int) -> str:
        """Lower-case form of the token."""
        return self.tokens[token].form.lower()

    def deprel(self, token: int) -> str:
        """Universal Dependencies relation with its subtype."""
        return self.tokens[token].deprel

    def base(self, token: int) -> str:
        """Universal Dependencies relation without its subtype."""
        return self.tokens[token].deprel.partition(":")[0]

    def is_root(self, token: int) -> bool:
        """Whether the token heads its sentence."""
        return self.tokens[token].head == token

    def under(self, token: int, *deprels: str) -> tuple[int, ...]:
        """Children by relation: "nsubj" takes every subtype, "nsubj:pass" only that one."""
        return tuple(
            child for child in self.children[token] if self.deprel(child) in deprels or self.base(child) in deprels
        )

    def coordinated(self, token: int) -> tuple[int, ...]:
        """The token and its nominal conjuncts, in text order."""
        found, waiting = [], [token]
        while waiting:
            at = waiting.pop()
            if at in found:
                continue
            found.append(at)
            waiting += [c for c in self.under(at, "conj") if self.tokens[c].upos != "VERB" and not self.clausal(c)]
        return tuple(sorted(found))

    def clausal(self, token: int) -> bool:
        """Whether the token heads a clause: it has a subject or a copula."""
        return bool(self.under(token, "nsubj", "cop", "csubj"))

    def first_conjunct(self, token: int) -> int:
        """The token itself, or the first of the coordination it belongs to."""
        for above in self.above(token):
            if self.base(token) != "conj":
                break
            token = above
        return token

    def above(self, token: int) -> Iterator[int]:
        """Heads of the token up to the root, nearest first; ends where a broken tree comes round again."""
        seen = {token}
        while self.tokens[token].head not in seen:
            token = self.tokens[token].head
            seen.add(token)
            yield token

    def preposition(self, token: int) -> str:
        """Lower-case words that mark the token ("on", "according to", "because of"); "" if nothing does.

        Of several markers ("from within Russia") the first counts, of "out of" the second; "'s" is no preposition.
        """
        for marker in self.under(token, "case", "mark"):
            if self.form(marker) in PARTICLES and marker + 1 < token and self.base(marker + 1) == "case":
                continue
            words = (marker, *self.under(marker, "fixed"))
            if self.tokens[marker].upos != "PART":
                return " ".join(self.form(w) for w in words)
        return ""

    def antecedent(self, token: int) -> int:
        """What a relative pronoun stands for; the token itself if it is none."""
        if self.tokens[token].upos not in ("PRON", "DET", "SCONJ") or self.lemma(token) not in RELATIVE:
            return token
        at = token
        for head in self.above(token):
            if self.deprel(at) in ("acl:relcl", "advcl:relcl") or (self.base(at) == "acl" and self.clausal(at)):
                return head
            at = head
        return token


def tree_of(syntax: Syntax) -> Tree:
    """The branches of all sentences."""
    branches: list[list[int]] = [[] for _ in syntax.tokens]
    for at, token in enumerate(syntax.tokens):
        if token.head != at:
            branches[token.head].append(at)
    return Tree(syntax.tokens, tuple(tuple(b) for b in branches))


def unique(slots: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The slots once each, by place in the text, then by name."""
    return tuple(sorted(dict.fromkeys(slots), key=lambda slot: (slot[1], slot[0])))
