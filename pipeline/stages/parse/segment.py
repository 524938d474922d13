"""Body text to sentences of words: spaCy's English tokeniser, sentence ends by punctuation and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.lang.en import English

# Longest sentence in words that the engine sees at once; longer ones are cut at the best place before it.
LONGEST = 120

_STOPS = frozenset(".!?…")
_OPENING = frozenset("\"“‘'([«")
_CLOSING = frozenset("\"”’')]»")
# Words that begin a sentence far more often than they continue one after an abbreviation such as "U.S.".
_STARTERS = frozenset(
    "The A An In On At It He She They We But And However This That These Those His Her Its Their There When While "
    "After Before If As For With Some Many Meanwhile Last According I You What Why How Who Where Although Because "
    "Since Both Most All Another Several Now Our My Your During Under".split()
)
# Abbreviations that stand before a name or a number and so end no sentence.
_TITLES = frozenset(
    "Mr Mrs Ms Dr Prof Rev Hon Sen Rep Gov Pres Amb Atty Gen Lt Col Maj Capt Cmdr Adm Brig Sgt Cpl Pvt Det Insp Supt "
    "St Mt Ft Messrs vs v cf Fig Figs Rs approx".split()
)
# Abbreviations before a number, words elsewhere ("No.").
_NUMBERED = frozenset("No no Nos nos Vol vol Art Sec Ch pp p".split())
# "TALLINN, Sept 13 (Reuters) - ", "WASHINGTON (AP) — ", "ACCRA – ": a paragraph's place and agency are no part of the
# sentence that follows. A short word in capitals alone ("NATO — the alliance — ...") is none.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z .'’]{3,29}[A-Z]|[A-Z][A-Z .'’]{1,29}[A-Z](?=,| \())(?:, [A-Z][\w.]{1,14}){0,2}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?:,? ?\([\w .]{2,30}\))?(?: - | – | ?— ?| ?-- ?)(?=\S)"
)
_PARAGRAPH = re.compile(r"\n\n+")
# spaCy's tokeniser is super-linear in the length of a run without white space: long runs of punctuation are blanked,
# other long runs (an address, encoded data) are one word each.
_PUNCTUATION_RUN = re.compile(r"[^\w\s]{64,}")
_LONG_RUN = re.compile(r"\S{129,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its half-open range in the body."""

    form: str
    start: int
    end: int


def sentences(body: str) -> list[list[Word]]:
    """Sentences of the body, none empty, none longer than LONGEST words; a sentence never crosses a paragraph.

    Every character of the body that is not white space stands in a word, save runs of 64 and more punctuation marks.
    """
    blanked = _PUNCTUATION_RUN.sub(lambda run: " " * len(run[0]), body)
    found: list[list[Word]] = []
    at = 0
    with _english().memory_zone():  # forgets the words of this body, which would pile up over a corpus
        for gap in [*_PARAGRAPH.finditer(blanked), None]:
            end = gap.start() if gap else len(blanked)
            dateline = _DATELINE.match(blanked, at, end)
            for start, stop in ((at, dateline.end()), (dateline.end(), end)) if dateline else ((at, end),):
                for sentence in _split(list(_words(blanked[start:stop], start))):
                    found += _windows(sentence)
            at = gap.end() if gap else end
    return found


@cache
def _english() -> English:
    return English()


def _words(paragraph: str, offset: int) -> Iterator[Word]:
    at = 0
    for run in [*_LONG_RUN.finditer(paragraph), None]:
        end = run.start() if run else len(paragraph)
        for token in _english().tokenizer(paragraph[at:end]):
            if not token.is_space:
                yield Word(token.text, offset + at + token.idx, offset + at + token.idx + len(token))
        if run:
            yield Word(run[0], offset + run.start(), offset + run.end())
            at = run.end()


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
    touching = _touching(words, at)
    if following in _CLOSING and (touching or following not in _OPENING):
        return False
    if words[at - 1].form in _OPENING and touching:
        return False  # the mark opens what follows
    first = next((word.form for word in words[at : at + 3] if word.form not in _OPENING), following)
    begins = any(c.isupper() for c in first) or (first[0].isdigit() and following not in "([")
    if touching and not begins:
        return False
    last = at - 1
    while last > 0 and words[last].form in _CLOSING and _touching(words, last):
        last -= 1
    return _stops(words, last, first, begins)


def _touching(words: list[Word], at: int) -> bool:
    """Whether no space stands before word `at`."""
    return at > 0 and words[at - 1].end == words[at].start


def _stops(words: list[Word], last: int, first: str, begins: bool) -> bool:
    """Whether word `last` can end a sentence, given the first word after it."""
    stop = words[last].form
    if set(stop) <= _STOPS:
        before = words[last - 1].form if stop == "." and _touching(words, last) else ""
        return begins and before not in _TITLES and not (before in _NUMBERED and first[0].isdigit())
    return stop.endswith(".") and stop[:-1] not in _TITLES and first in _STARTERS


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
