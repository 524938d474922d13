"""What a saying is: who says what, as reported speech, behind "according to", or in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Argument, Quote
from pipeline.stages.stance.speakers import Speakers


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something: who, the words that tell so, and the tokens of what is said, word for word (`quoted`)
    or not. Of some only the figures are said, the rest of the words is the article's own (`figures`). `asides` are
    those of the tokens that stand in a relative clause between commas."""

    source: Argument
    cue: Quote
    content: frozenset[int]
    quoted: bool = False
    figures: bool = False
    asides: frozenset[int] = frozenset()


def words_of(speakers: Speakers, words: Sequence[int]) -> Quote:
    """The raw characters from the first of the tokens to the last."""
    tokens = speakers.arguments.tree.tokens
    return speakers.arguments.document.quote(tokens[words[0]].start, tokens[words[-1]].end)
