"""The word by which a source tells a triple, found by the tree."""

from __future__ import annotations

import pytest

from pipeline.document import SAYS, Syntax, Token
from pipeline.grammar.tree import tree_of
from pipeline.train.corpora import Cue
from pipeline.train.sources import saying

# word, tag, head (0 for the root), relation
SENTENCES = {
    "clause": "Ada PROPN 2 nsubj|said VERB 0 root|it PRON 4 nsubj|fell VERB 2 ccomp",
    "beside": "it PRON 2 nsubj|fell VERB 0 root|, PUNCT 2 punct|Ada PROPN 5 nsubj|said VERB 2 parataxis",
    "according": "it PRON 2 nsubj|fell VERB 0 root|according VERB 5 case|to ADP 3 fixed|Ada PROPN 2 obl",
    "spokesman": "Norvik PROPN 2 compound|spokesman NOUN 3 nsubj|said VERB 0 root|it PRON 5 nsubj|fell VERB 3 ccomp",
    "unlisted verb with a clause": "Ada PROPN 2 nsubj|boasted VERB 0 root|it PRON 4 nsubj|fell VERB 2 ccomp",
    "joined": "Ada PROPN 2 nsubj|came VERB 0 root|and CCONJ 4 cc|said VERB 2 conj|it PRON 6 nsubj|fell VERB 4 ccomp",
    "another speaker": "Eve PROPN 2 nsubj|said VERB 0 root|Ada PROPN 4 nsubj|fell VERB 2 ccomp",
    "nobody": "Ada PROPN 2 nsubj|fell VERB 0 root",
}


def syntax(rows: str) -> Syntax:
    tokens = []
    for word, upos, head, deprel in (row.split() for row in rows.split("|")):
        lemma = {"said": "say", "boasted": "boast", "fell": "fall"}.get(word, word)
        at = len(tokens)
        tokens.append(Token(word, 10 * at, 10 * at + 9, lemma, upos, int(head) - 1 if head != "0" else at, deprel))
    return Syntax(tuple(tokens), ((0, len(tokens)),))


@pytest.mark.parametrize(
    ("name", "named", "cue"),
    [
        ("clause", "Ada", Cue(1, (SAYS,), (0,), (3,))),
        ("beside", "Ada", Cue(4, (SAYS,), (3,), (1,))),
        ("according", "Ada", Cue(2, (SAYS,), (4,), (1,))),
        ("spokesman", "Norvik", Cue(2, (SAYS,), (1,), (4,))),
        ("unlisted verb with a clause", "Ada", Cue(1, (SAYS,), (0,), (3,))),
        ("joined", "Ada", Cue(3, (SAYS,), (0,), (5,))),
        ("another speaker", "Ada", None),
        ("nobody", "Ada", None),
    ],
)
def test_the_word_that_tells_it(name: str, named: str, cue: Cue | None) -> None:
    read = syntax(SENTENCES[name])
    words = [token.form for token in read.tokens]
    assert saying(read, tree_of(read), words.index("fell"), frozenset({words.index(named)})) == cue
