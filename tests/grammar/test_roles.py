"""Semantic roles fill what the tree leaves empty, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Role
from pipeline.grammar.predications import Predication, predications
from tests.grammar import conllu

# Riga and Oslo backed plans for closure of mines and said so .
TREE = conllu.read("""\
Riga Riga PROPN 4 nsubj
and and CCONJ 3 cc
Oslo Oslo PROPN 1 conj
backed back VERB 0 root
plans plan NOUN 4 obj
for for ADP 7 case
closure closure NOUN 5 nmod
of of ADP 9 case
mines mine NOUN 7 nmod
and and CCONJ 11 cc
said say VERB 4 conj
so so ADV 11 advmod
. . PUNCT 4 punct
""")
RIGA, OSLO, BACKED, PLANS, CLOSURE, MINES, SAID = 0, 2, 3, 4, 6, 8, 10


def read(predicate: int, *roles: tuple[int, str]) -> Predication:
    syntax = replace(TREE, roles=tuple(Role(predicate, argument, label) for argument, label in roles))
    return next(p for p in predications(syntax) if p.head == predicate)


def test_an_empty_agent_is_filled_with_all_that_is_coordinated() -> None:
    assert read(CLOSURE).fillers("agent") == ()
    assert read(CLOSURE, (RIGA, "ARG0")).fillers("agent") == (RIGA, OSLO)


def test_an_empty_patient_is_filled() -> None:
    assert read(SAID).fillers("patient") == ()
    assert read(SAID, (MINES, "ARG1")).fillers("patient") == (MINES,)


@pytest.mark.parametrize(
    ("predicate", "argument", "label", "why"),
    [
        (CLOSURE, PLANS, "ARG1", "the tree gives a patient: mines"),
        (BACKED, PLANS, "ARG0", "the tree gives an agent"),
        (CLOSURE, MINES, "ARG0", "the word is the patient already"),
        (CLOSURE, SAID, "ARG0", "a verb does not act"),
        (CLOSURE, RIGA, "ARG2", "only ARG0 and ARG1 say who acts and what is acted on"),
        (CLOSURE, RIGA, "ARGM-LOC", "an adjunct is none of them"),
    ],
)
def test_nothing_else_is_changed(predicate: int, argument: int, label: str, why: str) -> None:
    assert read(predicate, (argument, label)) == read(predicate), why


def test_a_clause_is_patient_enough() -> None:
    """ "said mines close": what is said is the clause, not its subject."""
    tree = conllu.read(
        "Riga Riga PROPN 2 nsubj\nsaid say VERB 0 root\nmines mine NOUN 4 nsubj\nclose close VERB 2 ccomp\n"
    )
    plain = predications(tree)
    assert predications(replace(tree, roles=(Role(1, 2, "ARG1"),))) == plain
