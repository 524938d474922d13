"""Sayings as training targets: the word that tells one, who says it, and the head of the clause that is said.

Our labels name the source of a triple, not the words that tell so. They are found by the tree: a verb or noun of saying
that has the source as its speaker and stands above or beside the triple, or "according to" before the source. What
else is said in these texts no label tells; the rules of stage `stance` do, and rarely err on a saying with a clause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cache

from pipeline.document import SAYS, Document, Syntax, Token
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.predications import predications
from pipeline.grammar.tree import Tree
from pipeline.stages.stance.speakers import Speakers, phrase_head
from pipeline.stages.stance.vocabulary import vocabulary
from pipeline.stages.stance.voices import voices
from pipeline.train.corpora import Cue

ASKED = frozenset({SAYS})
# What hangs beside the clause that it tells: "it fell, Telvia said", "as Telvia said".
BESIDE = ("parataxis", "advcl", "conj", "dep")
# Relations within a phrase of the speaker: "a Telvia spokeswoman", "Anna Berg, the head of Telvia".
INSIDE = ("compound", "nmod", "amod", "appos", "flat", "conj")


@cache
def telling() -> frozenset[str]:
    """Lemmas that may tell a saying."""
    words = vocabulary()
    return words.verbs | words.of_figures | words.nouns | words.ascribing


def preposition(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """The words that name a source ("according to") and begin at a word; empty if none do."""
    phrases = vocabulary().prepositions
    forms = tuple(token.form.lower() for token in tokens[at : at + max(map(len, phrases))])
    return next((phrase for phrase in phrases if forms[: len(phrase)] == phrase), ())


def is_settled(tokens: Sequence[Token], known: Collection[int]) -> bool:
    """Whether no word of a sentence may tell a saying but those, counted from its first, of which it is known."""
    may = (at for at, t in enumerate(tokens) if t.lemma.lower() in telling() or preposition(tokens, at))
    return all(at in known for at in may)


def content_of(tree: Tree, cue: int, word: int) -> int:
    """Head of what the cue says, of which a word is known: what hangs on the cue above the word, or the clause that the
    cue hangs on."""
    path = [word, *tree.above(word)]
    if cue in path[1:]:
        return path[path.index(cue) - 1]
    return next((token for token in tree.above(cue) if token in path), word)


def speaker(tree: Tree, cue: int) -> tuple[int, ...]:
    """The word that heads who says it, by the tree: the subject, of a passive its agent, of a verb without one that of
    the verb above it."""
    for verb in (cue, *tree.above(cue)):
        agents = tree.under(verb, "obl:agent", "nmod:poss") or tree.under(verb, "nsubj")
        if agents and not tree.deprel(agents[-1]).endswith(":pass"):
            return agents[-1:]
        if tree.base(verb) == "acl" and not agents:
            return (tree.tokens[verb].head,)
        if tree.base(verb) not in ("conj", "xcomp", "advcl"):
            break
    return ()


def joined(cues: Iterable[Cue | None], first: int = 0) -> tuple[Cue, ...]:
    """One cue for each word with all its relations and arguments, counted from the first word of its sentence."""
    found = dict[int, Cue]()
    for cue in cues:
        if cue is not None:
            found[cue.word] = _both(found.get(cue.word, cue), cue)
    return tuple(_moved(found[word], first) for word in sorted(found))


def _both(one: Cue, other: Cue) -> Cue:
    relations = tuple(sorted({*one.relations, *other.relations}))
    pairs = ((one.subjects, other.subjects), (one.objects, other.objects), (one.unsure, other.unsure))
    return Cue(one.word, relations, *(tuple(sorted({*a, *b})) for a, b in pairs))


def _moved(cue: Cue, first: int) -> Cue:
    parts = (tuple(word - first for word in words) for words in (cue.subjects, cue.objects, cue.unsure))
    return Cue(cue.word - first, cue.relations, *parts)


# ----------------------------------------------------------------------------------- labelled articles


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
