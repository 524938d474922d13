"""Who says what in articles and passages that we labelled: the word by which a triple's source tells it.

Labels name the source of a triple, not the words that tell so. They are found by the tree: a verb or noun of saying
that has the source as its speaker and stands above or beside the triple, or "according to" before the source. What
else is said in these texts no label tells; the rules of stage `stance` do, and rarely err on a saying with a clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from pipeline.document import SAYS, Document, Syntax
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.predications import predications
from pipeline.grammar.tree import Tree
from pipeline.stages.stance.speakers import Speakers, phrase_head
from pipeline.stages.stance.vocabulary import vocabulary
from pipeline.stages.stance.voices import voices
from pipeline.train.attribution import content_of, preposition, speaker, telling
from pipeline.train.corpora import Cue

# What hangs beside the clause that it tells: "it fell, Telvia said", "as Telvia said".
BESIDE = ("parataxis", "advcl", "conj", "dep")
# Relations within a phrase of the speaker: "a Telvia spokeswoman", "Anna Berg, the head of Telvia".
INSIDE = ("compound", "nmod", "amod", "appos", "flat", "conj")


def saying(syntax: Syntax, tree: Tree, told: int, named: Set[int]) -> Cue | None:
    """The saying, in the sentence of the word `told`, that tells it, if one of the words `named` is who says it; all
    are tokens of the document. None if no word tells so."""
    sentence = range(*syntax.sentences[syntax.sentence_of(told)])
    for word in _prepositions(tree, sentence):
        source = phrase_head(tree, word + len(preposition(tree.tokens, word)))
        if not named.isdisjoint(_phrase_of(tree, source)):
            return Cue(word, (SAYS,), (source,), (content_of(tree, word, told),))
    above = [word for word in tree.above(told) if _may_tell(tree, word)]
    beside = [w for w in sentence if w not in above and tree.base(w) in BESIDE and _may_tell(tree, w)]
    for word in (*above, *(w for w in beside if w != told)):
        found = speaker(tree, word)
        if any(not named.isdisjoint(_phrase_of(tree, source)) for source in found):
            return Cue(word, (SAYS,), found, (content_of(tree, word, told),))
    return None


def _may_tell(tree: Tree, word: int) -> bool:
    clause = any(tree.base(child) == "ccomp" for child in tree.children[word])
    return tree.lemma(word) in telling() or (tree.tokens[word].upos == "VERB" and clause)


def _prepositions(tree: Tree, sentence: range) -> list[int]:
    return [at for at in sentence if (phrase := preposition(tree.tokens, at)) and at + len(phrase) in sentence]


def _phrase_of(tree: Tree, head: int) -> set[int]:
    """The words of a speaker's phrase."""
    found, waiting = {head}, [head]
    while waiting:
        new = [c for c in tree.under(waiting.pop(), *INSIDE) if c not in found]
        found.update(new)
        waiting += new
    return found


def ruled(read: Document) -> Iterator[Cue]:
    """The sayings with a clause of an article as the rules of stage `stance` read them, in the order of their words,
    which are tokens of the document; `read` has the layers syntax, mentions and entities."""
    syntax = read.syntax
    assert syntax is not None
    for voice in voices(Speakers(Arguments.of(read), vocabulary()), predications(syntax)):
        word = voice.predication.head
        if voice.clauses and len({syntax.sentence_of(at) for at in (word, voice.speaker, *voice.clauses)}) == 1:
            yield Cue(word, (SAYS,), (voice.speaker,), voice.clauses)
