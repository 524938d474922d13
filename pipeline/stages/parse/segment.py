"""Body text to sentences of words: spaCy's English tokeniser, sentence ends by punctuation and what follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer

# Longest sentence in words that the engine sees at once; longer ones are cut at the best place before it.
LONGEST = 120

_FULL_STOP = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!"})
_CLOSING = frozenset("\"”’')]»")
_OPENING = frozenset("\"“‘'([«")
# Words that begin a sentence far more often than they continue one after an abbreviation such as "U.S.".
_STARTERS = frozenset(
    "The A An In On At It He She They We But And However This That These Those His Her Its Their There When While "
    "After Before If As For With Some Many Meanwhile Last According I You".split()
)
_PARAGRAPH = re.compile(r"\n\n+")
_PUNCTUATION_RUN = re.compile(r"[^\w\s]{64,}")  # spaCy's tokeniser is super-linear on them


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its half-open range in the body."""

    form: str
    start: int
    end: int


def sentences(body: str) -> list[list[Word]]:
    """Sentences of the body, none empty, none longer than LONGEST words; a sentence never crosses a paragraph."""
    blanked = _PUNCTUATION_RUN.sub(lambda run: " " * len(run[0]), body)
    found: list[list[Word]] = []
    at = 0
    for gap in [*_PARAGRAPH.finditer(blanked), None]:
        end = gap.start() if gap else len(blanked)
        words = _words(blanked[at:end], at)
        for sentence in _split(words):
            found += _windows(sentence)
        at = gap.end() if gap else end
    return found


@cache
def _tokeniser() -> Tokenizer:
    return English().tokenizer


def _words(paragraph: str, offset: int) -> list[Word]:
    doc = _tokeniser()(paragraph)
    return [Word(t.text, offset + t.idx, offset + t.idx + len(t)) for t in doc if not t.is_space]


def _split(words: list[Word]) -> list[list[Word]]:
    out: list[list[Word]] = []
    begin = 0
    for at in range(1, len(words)):
        if _ends_before(words, at):
            out.append(words[begin:at])
            begin = at
    if words:
        out.append(words[begin:])
    return out


def _ends_before(words: list[Word], at: int) -> bool:
    """Whether a sentence ends between words at-1 and at."""
    following = words[at].form
    last = at - 1
    while last > 0 and words[last].form in _CLOSING and words[last].end <= words[at].start:
        last -= 1
    stop = words[last].form
    if words[at].start == words[at - 1].end and following not in _OPENING and not following[0].isupper():
        return False
    if following in _CLOSING and following not in _OPENING:
        return False
    ambiguous_quote = following in _CLOSING and words[at].start == words[at - 1].end
    if ambiguous_quote:
        return False
    next_word = words[at + 1].form if following in _OPENING and at + 1 < len(words) else following
    begins = next_word[0].isupper() or next_word[0].isdigit() or following in _OPENING
    if stop in _FULL_STOP:
        return begins
    abbreviation = stop.endswith(".") and len(stop) > 2
    return abbreviation and next_word in _STARTERS


def _windows(sentence: list[Word]) -> list[list[Word]]:
    out = []
    while len(sentence) > LONGEST:
        cut = next(
            (i for i in range(LONGEST, LONGEST // 2, -1) if sentence[i - 1].form in {";", ":", ",", "—", "-"}),
            LONGEST,
        )
        out.append(sentence[:cut])
        sentence = sentence[cut:]
    return [*out, sentence]
