"""Reported speech: what stands in the clause of a saying, among its figures, or around "according to"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from pipeline.grammar.tree import Tree
from pipeline.stages.stance.hearing import Heard
from pipeline.stages.stance.sayings import Saying, words_of
from pipeline.stages.stance.speakers import Speakers, phrase_head
from pipeline.stages.stance.topics import below
from pipeline.stages.stance.voices import Voice


def reported(speakers: Speakers, heard: Heard, inside: Set[int]) -> Iterator[Saying]:
    """All sayings of the document that need no quotation marks; `inside`: tokens that stand between such marks."""
    yield from (_clauses(speakers, voice, inside) for voice in heard.voices if voice.clauses)
    yield from (_figures(speakers, voice) for voice in heard.voices if voice.figures)
    for words in heard.prepositions:
        yield from _prepositional(speakers, words, inside)


def _clauses(speakers: Speakers, voice: Voice, inside: Set[int]) -> Saying:
    """What the clauses of a saying cover: all below them, but nothing of the saying where it hangs below them."""
    tree, saying = speakers.arguments.tree, below(speakers.arguments.tree, voice.predication.head)
    content = {token for clause in voice.clauses for token in below(tree, clause)}
    content -= {*voice.predication.words, *(below(tree, voice.speaker) - saying)}
    if voice.predication.head in below(tree, voice.clauses[0]):
        content -= saying
    if voice.predication.head > voice.clauses[0]:
        content &= _part(speakers, voice.predication.head, inside)
    cue, asides = words_of(speakers, voice.predication.words), _asides(tree, content)
    quoted = all(token in inside or tree.tokens[token].upos == "PUNCT" for token in content)
    return Saying(voice.source, cue, frozenset(content), quoted, asides=asides)


def _figures(speakers: Speakers, voice: Voice) -> Saying:
    """What the objects of a saying cover, without further clauses that hang on them; of a cause its own words too."""
    tree = speakers.arguments.tree
    ascribing = voice.predication.lemma in speakers.words.ascribing
    content = set(voice.predication.words) if ascribing else set()
    for head in voice.figures:
        content |= below(tree, head)
        content -= {t for c in tree.under(head, "conj", "parataxis") if tree.clausal(c) for t in below(tree, c)}
    return Saying(voice.source, words_of(speakers, voice.predication.words), frozenset(content), figures=not ascribing)


def _asides(tree: Tree, content: Set[int]) -> frozenset[int]:
    heads = [t for t in content if tree.deprel(t) in ("acl:relcl", "appos") and tree.tokens[t].head in content]
    asides = [aside for head in heads if tree.form(min(aside := below(tree, head))) == ","]
    return frozenset(token for aside in asides for token in aside)


# ---------------------------------------------------------------------------------------------- "according to"


def _prepositional(speakers: Speakers, words: range, inside: Set[int]) -> Iterator[Saying]:
    """The saying of the preposition `words`: the clause it stands in."""
    tree, speaker = speakers.arguments.tree, phrase_head(speakers.arguments.tree, words.stop)
    source, around = speakers.at(speaker), _clause_around(tree, speaker, words)
    if source is None:
        return
    content = below(tree, around) - below(tree, speaker) - set(words)
    content &= _part(speakers, speaker, inside)
    yield Saying(source, words_of(speakers, words), frozenset(content), asides=_asides(tree, content))


def _clause_around(tree: Tree, speaker: int, words: range) -> int:
    """Head of the clause with a subject that a phrase of source stands in."""
    at = speaker
    for at in tree.above(speaker):
        if at not in words and tree.clausal(at):
            break
    return at


def _part(speakers: Speakers, at: int, inside: Set[int]) -> set[int]:
    """The tokens around a word as far as the next semicolons outside of quotations."""
    tokens = speakers.arguments.tree.tokens
    first, end = speakers.arguments.syntax.sentences[speakers.arguments.syntax.sentence_of(at)]
    stops = [i for i in range(first, end) if tokens[i].form == ";" and i not in inside]
    return set(range(max([first, *(s for s in stops if s < at)]), min([end, *(s for s in stops if s > at)])))
