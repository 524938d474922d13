"""Words of cues in a tree, and the index of cues."""

from __future__ import annotations

import pytest

from pipeline.grammar.cues import cue_words, lexicon
from pipeline.grammar.predications import predications
from pipeline.grammar.tree import tree_of
from pipeline.ontology.schema import Cue, Relation
from tests.grammar import conllu

TREE = """
Former former ADJ 3 amod
Vice vice ADJ 3 amod
President president NOUN 6 nsubj
Ann Ann PROPN 3 flat
had have AUX 6 aux
ruled rule VERB 0 root
out out ADP 6 compound:prt
co co NOUN 10 compound
- - PUNCT 10 punct
founders founder NOUN 6 obj
"""


@pytest.mark.parametrize(
    ("lemma", "cue", "words"),
    [
        ("president", "president", ["President"]),
        ("president", "vice president", ["Vice", "President"]),
        ("president", "prime president", []),
        ("rule_out", "rule_out", ["ruled", "out"]),
        ("rule_out", "rule", []),
        ("founder", "co-founder", ["co", "-", "founders"]),
        ("founder", "founder", ["founders"]),
        ("founder", "co founder", []),
    ],
)
def test_cue_words(lemma: str, cue: str, words: list[str]) -> None:
    syntax = conllu.read(TREE)

    predication = next(p for p in predications(syntax) if p.lemma == lemma)
    found = cue_words(tree_of(syntax), predication, Cue(cue=cue))
    assert [syntax.tokens[t].form for t in found] == words


def test_lexicon_finds_cues_by_part_of_speech_and_last_word() -> None:
    relation = Relation(
        name="leads",
        family="relation",
        gloss="heads",
        domain=("PERSON",),
        range=("ORG",),
        verbs=("head",),  # type: ignore[arg-type]
        titles=("vice president", "co-head"),  # type: ignore[arg-type]
    )
    found = lexicon([relation])
    assert [x.kind for x in found["verb", "head"]] == ["verb"]
    assert [x.cue.cue for x in found["noun", "president"]] == ["vice president"]
    assert [x.cue.cue for x in found["noun", "head"]] == ["co-head"]
