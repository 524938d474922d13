"""The core of a clause in a few words: what a position is about."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Argument
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.tree import Tree

MAX_WORDS = 8

# what hangs on a clause without being its core: asides, second thoughts, the words that join or mark it
_ASIDES = frozenset("acl:relcl advcl appos parataxis list dep cc conj case mark punct discourse vocative".split())
_BEFORE = _ASIDES | frozenset("aux aux:pass nsubj nsubj:pass csubj expl advmod obl obl:tmod ccomp".split())
_COMPLEMENTS = ("obj", "xcomp", "ccomp", "obl", "nmod")


def below(tree: Tree, top: int) -> set[int]:
    """The token and all that hangs on it, directly or not."""
    found: set[int] = set()
    waiting = [top]
    while waiting:
        at = waiting.pop()
        found.add(at)
        waiting += tree.children[at]
    return found


def clause_topic(arguments: Arguments, head: int, spoken: bool = True) -> Argument:
    """The core of the clause under `head`, as a TOPIC; with `spoken` False never its subject."""
    run = core(arguments.tree, head) if spoken else deed(arguments.tree, head)
    tokens = arguments.tree.tokens
    quote = arguments.document.quote(tokens[run.start].start, tokens[run.stop - 1].end)
    return Argument("TOPIC", quote.text, quote.start, quote.end)


def core(tree: Tree, head: int) -> range:
    """Tokens of the core of the clause under `head`: one run that holds it, of MAX_WORDS words at most.

    Auxiliaries and a pronoun as subject are left out, a negation is not; another subject stays where it fits beside
    the object, and so do the phrases after the verb.
    """
    subject = next((c for c in tree.under(head, "nsubj", "csubj") if c < head), None)
    if subject is not None and tree.tokens[subject].upos != "PRON":
        told = _grown(tree, head, _first(tree, subject, _ASIDES))
        needed = max((head, *tree.under(head, "obj", "xcomp", "ccomp")))
        if _words(tree, told) <= MAX_WORDS and needed in told:
            return told
    return deed(tree, head)


def deed(tree: Tree, head: int) -> range:
    """The core of the clause without its subject: what is done."""
    negation = [c for c in tree.under(head, "advmod") if tree.lemma(c) in ("not", "never") and c < head]
    return _grown(tree, head, negation[0] if negation else _first(tree, head, _BEFORE))


def _first(tree: Tree, head: int, asides: frozenset[str]) -> int:
    """The first of the words that stand before `head` without a gap and belong to its core."""
    first = head
    for child in reversed([c for c in tree.children[head] if c < head]):
        if tree.deprel(child) in asides or max(below(tree, child)) != first - 1:
            break
        first = min(below(tree, child))
    return first


def _grown(tree: Tree, head: int, first: int) -> range:
    """The run from `first` to `head` with what follows the head, as long as it stays short."""
    run = range(first, head + 1)
    for child in (c for c in tree.children[head] if c > head):
        if tree.deprel(child) in _ASIDES:
            break
        whole = max(below(tree, child)) + 1
        end = next((e for e in _ends(tree, child) if _words(tree, range(first, e)) <= MAX_WORDS), None)
        if end is None:
            break
        run = range(first, end)
        if end != whole:
            break
    return run


def _ends(tree: Tree, child: int) -> Iterator[int]:
    """Where a run that takes in `child` may end, longest first."""
    yield max(below(tree, child)) + 1
    if tree.base(child) in _COMPLEMENTS:
        yield _grown(tree, child, child).stop
        yield child + 1


def _words(tree: Tree, run: range) -> int:
    return sum(tree.tokens[i].upos != "PUNCT" for i in run)
