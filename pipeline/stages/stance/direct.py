"""Direct speech: whose the quotations of a document are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.document import Syntax
from pipeline.stages.stance.sayings import Saying, words_of
from pipeline.stages.stance.speakers import Speakers
from pipeline.stages.stance.voices import Voice

NEAR = 12  # words between a quotation and the verb that attributes it, the speaker's title included


def direct(speakers: Speakers, voices: Sequence[Voice], quoted: Sequence[range]) -> Iterator[Saying]:
    """Sayings that are quotations; `quoted`: the tokens of each, the outer before the inner.

    A quotation is that of the voice beside it; one that fills its sentences goes on with the speaker of the quotation,
    or of the saying, in the sentence before it. One within another belongs to a voice in the other.
    """
    runs = [run for run in quoted if run]
    for level, around in _levels(runs):
        outside = [v for v in voices if _is_between(v, level, around)]
        yield from _of_level(speakers, outside, level)


def _levels(runs: Sequence[range]) -> Iterator[tuple[list[range], range | None]]:
    """Quotations that stand beside each other, and the one around them, if there is one."""
    inner: dict[range | None, list[range]] = defaultdict(list)
    open_runs: list[range] = []
    for run in runs:
        while open_runs and open_runs[-1].stop <= run.start:
            open_runs.pop()
        inner[open_runs[-1] if open_runs else None].append(run)
        open_runs.append(run)
    yield from ((level, around) for around, level in inner.items())


def _is_between(voice: Voice, level: Sequence[range], around: range | None) -> bool:
    """Whether a voice speaks beside the quotations, and within the one around them."""
    ends = (voice.predication.head, voice.speaker)
    return all(around is None or end in around for end in ends) and not any(e in run for e in ends for run in level)


def _of_level(speakers: Speakers, voices: Sequence[Voice], runs: Sequence[range]) -> Iterator[Saying]:
    syntax = speakers.arguments.syntax
    by_sentence: dict[int, list[Voice]] = defaultdict(list)
    for one in voices:
        by_sentence[syntax.sentence_of(one.predication.head)].append(one)
    voice, end = None, 0
    for run in runs:
        beside = _beside(syntax, by_sentence, run)
        voice = beside or _before(syntax, by_sentence, run) or (voice if _goes_on(syntax, run, end) else None)
        end = run.stop
        if voice is not None:
            yield Saying(voice.source, words_of(speakers, voice.predication.words), frozenset(run), quoted=True)
        elif (introduced := _introduced(speakers, syntax, run)) is not None:
            yield introduced


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
    return voice if gap < NEAR or (run.start and syntax.tokens[run.start - 1].form == ":") else None


def _introduced(speakers: Speakers, syntax: Syntax, run: range) -> Saying | None:
    """A quotation behind a colon with no word of saying: "Norvik took to its website: “...”": its subject speaks."""
    tree, before = speakers.arguments.tree, run.start - 1
    if before < 0 or tree.form(before) != ":":
        return None
    first = syntax.sentences[syntax.sentence_of(before)][0]
    for subject in (t for t in range(first, before) if tree.base(t) == "nsubj"):
        source = speakers.at(subject)
        if source is not None:
            return Saying(source, words_of(speakers, [before]), frozenset(run), quoted=True)
    return None


def _is_tail(syntax: Syntax, sentence: int) -> bool:
    """Whether a sentence is the rest of one that was cut behind a quoted question: '"Why?" he asked.'"""
    return sentence < len(syntax.sentences) and syntax.tokens[syntax.sentences[sentence][0]].form[:1].islower()


def _gap(run: range, voice: Voice) -> int:
    ends = (voice.predication.head, voice.speaker)
    return min(min(abs(at - run.start), abs(at - run.stop + 1)) for at in ends)


def _before(syntax: Syntax, by_sentence: Mapping[int, list[Voice]], run: range) -> Voice | None:
    """The last one who says something in the sentence before a quotation that fills its sentences."""
    voices = by_sentence.get(syntax.sentence_of(run.start) - 1) if _fills(syntax, run) else None
    return voices[-1] if voices else None


def _goes_on(syntax: Syntax, run: range, before: int) -> bool:
    """Whether a quotation fills its sentences and follows the quotation that ended `before` within two sentences."""
    near = syntax.sentence_of(run.start) - syntax.sentence_of(before - 1) <= 1
    return near and _fills(syntax, run)


def _fills(syntax: Syntax, run: range) -> bool:
    first, last = syntax.sentence_of(run.start), syntax.sentence_of(run.stop - 1)
    return syntax.sentences[first][0] == run.start and syntax.sentences[last][1] <= run.stop + 1
