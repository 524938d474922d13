"""Heads of spans and trimmed phrases of heads."""

from __future__ import annotations

import pytest

from pipeline.grammar.phrases import head_of, phrase_of
from tests.grammar import conllu

FIRM = """
The the DET 4 det
large large ADJ 4 amod
Lyon Lyon PROPN 4 compound
firm firm NOUN 11 nsubj
of of ADP 6 case
traders trader NOUN 4 nmod
, , PUNCT 9 punct
which which PRON 9 nsubj
grew grow VERB 4 acl:relcl
, , PUNCT 9 punct
sold sell VERB 0 root
two two NUM 13 nummod
ships ship NOUN 11 obj
and and CCONJ 15 cc
planes plane NOUN 13 conj
to to ADP 17 case
Rome Rome PROPN 11 obl
"""


@pytest.mark.parametrize(
    ("head", "phrase"),
    [
        ("firm", "large Lyon firm of traders"),
        ("ships", "two ships"),
        ("planes", "planes"),
        ("traders", "traders"),
        ("Rome", "Rome"),
        ("sold", "sold two ships and planes to Rome"),
    ],
)
def test_phrase_is_trimmed(head: str, phrase: str) -> None:
    syntax = conllu.read(FIRM)
    at = [t.form for t in syntax.tokens].index(head)
    assert " ".join(syntax.tokens[t].form for t in phrase_of(syntax, at)) == phrase


@pytest.mark.parametrize(
    ("first", "last", "head"),
    [("The", "firm", "firm"), ("of", "traders", "traders"), ("two", "planes", "ships"), ("Lyon", "Lyon", "Lyon")],
)
def test_head_of_span(first: str, last: str, head: str) -> None:
    syntax = conllu.read(FIRM)
    forms = [t.form for t in syntax.tokens]
    tokens = range(forms.index(first), forms.index(last) + 1)
    assert forms[head_of(syntax, tokens)] == head


def test_empty_span_has_no_head() -> None:
    with pytest.raises(ValueError, match="empty"):
        head_of(conllu.read(FIRM), range(3, 3))
