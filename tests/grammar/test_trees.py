"""Any tree at all, also a broken one, is read without an error and in time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Syntax, Token
from pipeline.grammar.phrases import head_of, phrase_of
from pipeline.grammar.predications import predications
from pipeline.grammar.tree import tree_of

DEPRELS = (
    "root nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss amod acl acl:relcl advcl ccomp xcomp conj cc case "
    "mark aux aux:pass cop det compound compound:prt flat appos parataxis punct advmod fixed nmod:desc"
).split()
WORDS = (("be", "AUX"), ("to", "PART"), ("who", "PRON"), ("ban", "VERB"), ("plan", "NOUN"), ("Zorg", "PROPN"))


@st.composite
def syntaxes(draw: st.DrawFn) -> Syntax:
    """One sentence whose heads may even form circles."""
    size = draw(st.integers(1, 12))
    tokens = []
    for at in range(size):
        lemma, upos = draw(st.sampled_from(WORDS))
        head, deprel = draw(st.integers(0, size - 1)), draw(st.sampled_from(DEPRELS))
        tokens.append(Token(lemma, 6 * at, 6 * at + len(lemma), lemma, upos, head, deprel))
    return Syntax(tuple(tokens), ((0, size),))


@settings(max_examples=200, deadline=None)
@given(syntaxes())
def test_every_tree_is_read_the_same_way_twice(syntax: Syntax) -> None:
    read = predications(syntax)
    assert read == predications(syntax)
    assert all(0 <= token < len(syntax.tokens) for p in read for _, token in p.slots)


@settings(max_examples=200, deadline=None)
@given(syntaxes())
def test_a_phrase_holds_its_head(syntax: Syntax) -> None:
    for token in range(len(syntax.tokens)):
        words = phrase_of(syntax, token)
        assert token in words
        assert head_of(syntax, words) in words


def test_children_and_heads_agree() -> None:
    words = (("cut", 1, "nsubj"), ("hurts", 1, "root"), ("banks", 1, "obj"))
    syntax = Syntax(tuple(Token(f, 9 * i, 9 * i + 5, f, "NOUN", h, d) for i, (f, h, d) in enumerate(words)), ((0, 3),))
    tree = tree_of(syntax)
    assert tree.children == ((), (0, 2), ())
    assert tree.under(1, "nsubj") == (0,)
    assert tree.under(1, "nsubj", "obj") == (0, 2)
