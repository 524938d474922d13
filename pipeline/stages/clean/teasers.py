"""Teasers for other stories inside a line: "Also on site.com Headline of another storyHowever, this story goes on".

The end of such a headline is seldom marked. It is, in this order: the bracket that closes it, the glue (a word that
runs into a capitalised word, `headsetsHowever`), the end of a short line, the first end of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.stages.clean.buffer import Edit

LONGEST = 260
STORY = r"(?:article|articles|story|stories|news|coverage|reading|content|post|posts|links?|video|topics?)"
# Cues that open a teaser wherever they stand, even glued to the word before.
ANYWHERE = (
    r"Also on (?:[\w-]{1,40}\.){1,3}[a-z]{2,10}\b:?|READ MORE(?::|(?= [A-Z]))"
    r"|(?:READ ALSO|ALSO READ|SEE ALSO|SEE MORE):"
    r"|RELATED(?: ARTICLE| STORY| STORIES| COVERAGE)?:|(?:Read [Mm]ore|Read [Aa]lso|Also [Rr]ead|Read [Nn]ext):"
    rf"|Related {STORY}:|MORE FROM [A-Z][A-Z ]{{1,30}}:"
)
# Cues that open one only at the start of a line, where they are a label and not a word of the story.
AT_START = (
    r"(?:MORE|More|Read|READ|Related|See also|See more|See related|Also see|STORY|TRENDING|Trending|WATCH|Watch"
    r"|WATCH NOW|LISTEN|PHOTOS|Photos|GALLERY|Gallery|VIDEO|Video|IN PICTURES|Go deeper|Recommended"
    r"|More on this(?: story)?|What to read next|Further reading|Elsewhere"
    r"|(?:Also|More|Related|Elsewhere|ALSO|MORE|RELATED|ELSEWHERE) (?:on|in|from|ON|IN|FROM) [^:.!?\n]{1,40}):"
    r"|JUST WATCHED|MUST WATCH"
    r"|(?:DON['’]T MISS|Don['’]t miss|ON THIS TOPIC):?"
    r"|You (?:may|might) also (?:like|be interested in):?|Interested in [^?\n]{1,60}\?(?= Add )"
)
# Names of a paper's own sections count only when the headline after them is glued to the story.
IF_GLUED = r"(?:Also|More|Elsewhere) (?:in|on|from) (?:the )?(?:[A-Z][\w.'’-]{1,20} ){1,3}?(?=[A-Z])"
CUE = re.compile(rf"(?P<any>{ANYWHERE})|(?:(?<=\n)|\A) ?(?:(?P<start>{AT_START})|(?P<glued>{IF_GLUED}))")
BRACKETED = re.compile(
    r" ?[(\[] ?(?:RELATED|READ MORE|SEE ALSO|READ|WATCH|ALSO READ|MORE|Related|Read more|See also|Read also|Watch)\b"
    r" ?: ?[^()\[\]\n]{1,300}[)\]]"
)
BOUNDARY = re.compile(r"[.!?][\"'”’)]{0,2} (?=[\"“'‘A-Z])")
ENDS_SENTENCE = re.compile(r"[.!?][\"”’]?$")
GLUE = re.compile(r"(?<=[a-z0-9%?!.”\"')’])(?=[A-Z][a-z’']|[AI] [a-z]|“)")
WORD = re.compile(r"\w+")
# Words that open sentences and close no name: they mark the glue even after a capitalised word ("PutinThe").
OPENERS = frozenset(
    "The A An In On At For From With By As If It Its He His She Her They Their We Our You I But And Or So Yet However"
    " This That These Those There Then When While Where After Before Since During Although Though Despite Meanwhile"
    " According Last Earlier Later Some Many Most Several Both All Now Also What Who How Why To Until Under Following"
    " Speaking Experts Officials Police Analysts Two Three Four Five".split()
)
# Names with a capital inside that would pass for glue by these words.
INNER_CAPITAL = frozenset({"LinkedIn"})
# Name cards: a repeated name, headlines glued to it, and MORE, all inside a sentence.
CARD_END = re.compile(r"(?<=[\w.”’?!]) ?MORE\b ?")
CARD_LENGTH = 420
NAME_RUN = re.compile(r"[A-ZÀ-Þ][\w.'’-]*")


def teasers(text: str) -> Iterator[Edit]:
    """Cuts of all teasers in the text's lines."""
    for m in BRACKETED.finditer(text):
        yield Edit(m.start(), m.end(), "", "teaser")
    seen: Counter[str] | None = None
    for m in CUE.finditer(text):
        seen = seen if seen is not None else Counter(WORD.findall(text))
        line_end = text.find("\n", m.end())
        line_end = len(text) if line_end < 0 else line_end
        end = _glue(text, m.end(), min(line_end, m.end() + LONGEST), seen)
        if end is None and not m["glued"]:
            end = _plain_end(text, m.end(), line_end)
        if end is not None:
            yield Edit(m.start(), end, "", "teaser")


def name_cards(text: str) -> Iterator[Edit]:
    """Cuts of name cards; the name that stands before its card stays in the sentence."""
    for m in CARD_END.finditer(text):
        line_start = text.rfind("\n", max(0, m.start() - CARD_LENGTH), m.start()) + 1
        for glue in GLUE.finditer(text, max(line_start, m.start() - CARD_LENGTH), m.start()):
            start = _second_name(text, glue.start())
            if start is not None:
                yield Edit(start, m.end(), "", "teaser")
                break


def _plain_end(text: str, start: int, line_end: int) -> int | None:
    """Where an unglued headline ends, or None if that cannot be told."""
    boundary = BOUNDARY.search(text, start, min(line_end, start + LONGEST))
    prose = ENDS_SENTENCE.search(text[max(start, line_end - 3) : line_end].rstrip())
    if boundary and prose:
        return boundary.end()
    return line_end if line_end - start <= LONGEST else None


def _glue(text: str, start: int, end: int, seen: Counter[str]) -> int | None:
    """The first place in `[start, end)` where a headline runs into the next sentence."""
    for m in GLUE.finditer(text, start, end):
        if m.start() > start + 1 and _is_glue(text, m.start(), seen):
            return m.start()
    return None


def _is_glue(text: str, at: int, seen: Counter[str]) -> bool:
    """Whether two words were run together at `at`, and not one name with a capital inside ("YouTube", "O’Brien")."""
    before = text[at - 1]
    if not before.isalnum():
        return before in '?!”")%' or text[at] == "“" or (before in ".’'" and text[at - 4 : at - 1].isalpha())
    first = at
    while first > 0 and at - first < 40 and text[first - 1].isalnum():
        first -= 1
    left = text[first:at]
    right = WORD.search(text, at)
    word = right.group() if right else ""
    if text[at] == "“" or left.isdigit():
        return True
    if left[0].islower():
        return (len(left) >= 3 and left != "mac") or (len(left) == 2 and word in OPENERS)
    return (
        len(left) >= 3
        and left + word not in INNER_CAPITAL
        and seen[left + word] == 1
        and (word in OPENERS or seen[left] > 0)
    )


def _second_name(text: str, glue: int) -> int | None:
    """Start of the repeated name in "Jane Roe Jane Q. Roe" that ends at `glue`, or None."""
    first = max(0, glue - 120)
    words: list[re.Match[str]] = []
    for m in NAME_RUN.finditer(text, first, glue):
        if words and text[words[-1].end() : m.start()] != " ":
            words = []
        words.append(m)
    if not words or words[-1].end() != glue:
        return None
    names = [m.group() for m in words]
    repeated = [m.start() for i, m in enumerate(words) if i and m.group() in names[:i]]
    return repeated[0] if repeated else None
