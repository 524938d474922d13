"""Noun phrases of a dependency tree: the head of a span, and the span of a head."""

from __future__ import annotations

from pipeline.document import Syntax
from pipeline.grammar.tree import Tree, tree_of

# Parts of a noun phrase that tell more about the thing than its name: they are left out of the trimmed phrase.
LOOSE = ("acl", "appos", "conj", "cc", "punct", "parataxis", "advcl", "dep", "cop", "nsubj", "case", "mark", "list")
LOOSE_OF_CLAUSE = (*LOOSE, "advmod", "aux", "csubj", "expl", "discourse", "vocative", "ccomp")


def head_of(syntax: Syntax, tokens: range) -> int:
    """The token of a non-empty range whose head lies outside it (of several, the last that is no modifier).

    ValueError for an empty range.
    """
    if not tokens:
        raise ValueError("an empty range of tokens has no head")
    tops = [t for t in tokens if syntax.tokens[t].head not in tokens or syntax.tokens[t].head == t]
    firm = [t for t in tops if syntax.tokens[t].deprel.partition(":")[0] not in ("case", "det", "punct", "mark", "cc")]
    return (firm or tops or [tokens[-1]])[0]


def phrase_of(syntax: Syntax, head: int, tree: Tree | None = None) -> range:
    """The trimmed phrase of a head: its modifiers and prepositional phrases, no relative clause, no apposition.

    The range is unbroken and holds the head; a leading article is left out.
    """
    tree = tree or tree_of(syntax)
    loose = LOOSE if syntax.tokens[head].upos != "VERB" else LOOSE_OF_CLAUSE
    kept = {head}
    for child in tree.children[head]:
        if tree.base(child) not in loose:
            kept |= _subtree(tree, child)
    first = last = head
    while first - 1 in kept or (first - 1 >= 0 and first - 2 in kept and _is_joint(tree, first - 1)):
        first -= 1
    while last + 1 in kept or (last + 2 in kept and _is_joint(tree, last + 1)):
        last += 1
    while first < head and (tree.base(first) in ("det", "cc") or tree.form(first) in ("its", "their", "his", "her")):
        first += 1
    return range(first, last + 1)


def _is_joint(tree: Tree, token: int) -> bool:
    """A hyphen, quote or dot inside a name does not break it."""
    return token < len(tree.tokens) and tree.tokens[token].upos == "PUNCT" and tree.form(token) not in ",;:()"


def _subtree(tree: Tree, top: int) -> set[int]:
    found: set[int] = set()
    waiting = [top]
    while waiting:
        at = waiting.pop()
        if at in found:
            continue
        found.add(at)
        waiting += [c for c in tree.children[at] if tree.base(c) not in ("acl", "appos", "parataxis", "advcl")]
    return found
