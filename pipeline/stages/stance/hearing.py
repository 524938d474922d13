"""Who is heard in a document: voices and prepositions of source that rules find, that the engine sees, or both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.document import SAYS, Clue
from pipeline.grammar.predications import Predication
from pipeline.stages.stance.speakers import Speakers
from pipeline.stages.stance.voices import Voice, voices

By = Literal["rules", "model", "both"]

# Cues, speakers and heads of what is said that the engine holds less likely are not heard.
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """Voices, and the tokens of each preposition that names a source, in text order."""

    voices: tuple[Voice, ...]
    prepositions: tuple[range, ...]


def hear(speakers: Speakers, spoken: Sequence[Predication], by: By) -> Heard:
    """By "rules", by the engine's clues of SAYS ("model"), or by rules and the engine beside them ("both")."""
    told = tuple(_prepositions(speakers))
    if by == "rules":
        return Heard(tuple(voices(speakers, spoken)), told)
    seen = tuple(_seen(speakers, spoken))
    if by == "model":
        words = {clue.word for clue in _clues(speakers)}
        return Heard(seen, tuple(phrase for phrase in told if phrase.start in words))
    ruled = tuple(voices(speakers, spoken))
    known = {voice.predication.head for voice in ruled}
    more = (voice for voice in seen if voice.predication.head not in known)
    return Heard(tuple(sorted((*ruled, *more), key=lambda voice: voice.predication.head)), told)


def _prepositions(speakers: Speakers) -> Iterator[range]:
    """The words that name a source, found by their forms, for trees disagree about "according to"."""
    tokens = speakers.arguments.tree.tokens
    for first in range(len(tokens) - 1):
        for phrase in speakers.words.prepositions:
            end = first + len(phrase)
            if end < len(tokens) and all(tokens[first + i].form.lower() == word for i, word in enumerate(phrase)):
                yield range(first, end)


def _clues(speakers: Speakers) -> Iterator[Clue]:
    clues = speakers.arguments.syntax.clues
    yield from (clue for clue in clues if clue.relation == SAYS and clue.score >= LIKELY)


def _seen(speakers: Speakers, spoken: Sequence[Predication]) -> Iterator[Voice]:
    """The predications that the engine takes for sayings, with the likeliest speaker; a denied saying is none."""
    by_word = {word: predication for predication in spoken for word in predication.words}
    for clue in _clues(speakers):
        predication = by_word.get(clue.word)
        words = (word for word, chance in clue.subjects if chance >= LIKELY and not _is_said(speakers, clue.word, word))
        sources = ((word, speakers.at(word)) for word in words)
        found = next(((word, source) for word, source in sources if source), None)
        if predication is not None and predication.factuality != "negated" and found is not None:
            yield Voice(predication, *found, tuple(word for word, chance in clue.objects if chance >= LIKELY))


def _is_said(speakers: Speakers, cue: int, subject: int) -> bool:
    """Whether the subject is who something is said of: "Norvik is said to have left"."""
    tree = speakers.arguments.tree
    return tree.deprel(subject) == "nsubj:pass" and tree.tokens[subject].head == cue
