"""Sayings: who says what, as reported speech, behind "according to", or in quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.document import Argument, Quote, Syntax
from pipeline.grammar.predications import Predication
from pipeline.grammar.tree import Tree
from pipeline.stages.stance.speakers import Speakers
from pipeline.stages.stance.topics import below
from pipeline.stages.stance.voices import Voice, voices

NEAR = 12  # words between a quotation and the verb that attributes it, the speaker's title included


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something: who, the words that tell so, and the tokens of what is said, word for word or not."""

    source: Argument
    cue: Quote
    content: frozenset[int]
    quoted: bool = False


def sayings(
    speakers: Speakers, syntax: Syntax, predications: Sequence[Predication], quoted: Sequence[range]
) -> tuple[Saying, ...]:
    """All sayings of a document; `quoted`: the tokens of each quotation, the outer before the inner."""
    found = tuple(voices(speakers, predications))
    inside = frozenset(token for run in quoted for token in run)
    reported = (_reported(speakers, voice, inside) for voice in found if voice.clauses)
    return (*reported, *_according(speakers), *_direct(speakers, syntax, found, quoted))


def _reported(speakers: Speakers, voice: Voice, inside: frozenset[int]) -> Saying:
    """What the clauses of a saying cover: all below them, but nothing of the saying where it hangs below them."""
    tree = speakers.arguments.tree
    content: set[int] = set()
    for clause in voice.clauses:
        content |= below(tree, clause)
    content -= set(voice.predication.words)
    if voice.predication.head in below(tree, voice.clauses[0]):
        content -= below(tree, voice.predication.head)
    return Saying(voice.source, _quote(speakers, voice.predication.words), frozenset(content), content <= inside)


def _according(speakers: Speakers) -> Iterator[Saying]:
    """Sayings of a preposition, found by its words, for trees disagree about "according to"."""
    tokens = speakers.arguments.tree.tokens
    for first in range(len(tokens) - 1):
        for phrase in speakers.words.prepositions:
            end = first + len(phrase)
            if end < len(tokens) and all(tokens[first + i].form.lower() == word for i, word in enumerate(phrase)):
                speaker = _head(speakers.arguments.tree, end)
                source = speakers.at(speaker)
                if source is not None:
                    content = _governed(speakers.arguments.tree, speaker, range(first, end))
                    yield Saying(source, _quote(speakers, range(first, end)), frozenset(content))


def _head(tree: Tree, first: int) -> int:
    """Head of the noun phrase that begins at a token."""
    at = first
    while tree.tokens[at].head > at and tree.base(at) in ("det", "amod", "compound", "nummod", "nmod", "flat"):
        at = tree.tokens[at].head
    return at


def _governed(tree: Tree, speaker: int, words: range) -> set[int]:
    """The clause that a phrase of source stands in, without the phrase."""
    at = speaker
    while not tree.is_root(at) and (at == speaker or at in words or tree.tokens[at].upos not in ("VERB", "AUX")):
        at = tree.tokens[at].head
    return below(tree, at) - below(tree, speaker) - set(words)


def _direct(speakers: Speakers, syntax: Syntax, found: Sequence[Voice], quoted: Sequence[range]) -> Iterator[Saying]:
    """Quotations with the voice beside them; one without goes on with the speaker of the quotation before it."""
    inside = {token for run in quoted for token in run}
    outside = (v for v in found if v.predication.head not in inside and v.speaker not in inside)
    by_sentence: dict[int, list[Voice]] = defaultdict(list)
    for one in outside:
        by_sentence[syntax.sentence_of(one.predication.head)].append(one)
    voice, end = None, 0
    for run in _outer(quoted):
        beside = _beside(syntax, by_sentence, run)
        voice = beside or (voice if _goes_on(syntax, run, end) else None)
        end = run.stop
        if voice is not None:
            yield Saying(voice.source, _quote(speakers, voice.predication.words), frozenset(run), quoted=True)


def _outer(quoted: Sequence[range]) -> Iterator[range]:
    end = 0
    for run in quoted:
        if run and run.start >= end:
            end = run.stop
            yield run


def _beside(syntax: Syntax, by_sentence: Mapping[int, list[Voice]], run: range) -> Voice | None:
    """The voice nearest to a quotation: in its first or last sentence, before a colon, or in the rest of the last."""
    first, last = syntax.sentence_of(run.start), syntax.sentence_of(run.stop - 1)
    places = [first, last]
    if first > 0 and syntax.sentences[first][0] == run.start and syntax.tokens[run.start - 1].form == ":":
        places.append(first - 1)
    if syntax.sentences[last][1] == run.stop and _is_tail(syntax, last + 1):
        places.append(last + 1)
    near = [(_gap(run, v), v) for place in dict.fromkeys(places) for v in by_sentence.get(place, ())]
    gap, voice = min(near, key=lambda pair: pair[0], default=(NEAR, None))
    return voice if gap < NEAR else None


def _is_tail(syntax: Syntax, sentence: int) -> bool:
    """Whether a sentence is the rest of one that was cut behind a quoted question: '"Why?" he asked.'"""
    return sentence < len(syntax.sentences) and syntax.tokens[syntax.sentences[sentence][0]].form[:1].islower()


def _gap(run: range, voice: Voice) -> int:
    ends = (voice.predication.head, voice.speaker)
    return min(min(abs(at - run.start), abs(at - run.stop + 1)) for at in ends)


def _goes_on(syntax: Syntax, run: range, before: int) -> bool:
    """Whether a quotation fills its sentences and follows the quotation that ended `before` within two sentences."""
    first, last = syntax.sentence_of(run.start), syntax.sentence_of(run.stop - 1)
    fills = syntax.sentences[first][0] == run.start and syntax.sentences[last][1] <= run.stop + 1
    return fills and first - syntax.sentence_of(before - 1) <= 1


def _quote(speakers: Speakers, words: Sequence[int]) -> Quote:
    tokens = speakers.arguments.tree.tokens
    return speakers.arguments.document.quote(tokens[words[0]].start, tokens[words[-1]].end)
