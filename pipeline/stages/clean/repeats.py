"""Lines that repeat across a corpus are boilerplate by that fact.

The rule. A line (compared without case, digits' values, and punctuation at its ends) is boilerplate when it stands in
at least three different stories. Two documents with the same three longest lines are copies of one story and count
once, so that a wire story printed by five papers loses nothing. A line that reads as a sentence of a story (eight
words or more) counts only where it stands among the first or last four lines of a document, because papers reuse
whole sentences of background in the middle of their stories.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.document import Document

STORIES = 3
EDGE = 4
TELLING = 3
SENTENCE_WORDS = 8
LONGEST = 400
SPACES = re.compile(r"\s+")
DIGITS = re.compile(r"\d+")


def normalised(line: str) -> str:
    """The form in which lines are compared."""
    bare = DIGITS.sub("0", SPACES.sub(" ", line[:LONGEST].casefold()))
    return bare.strip(" *#•>-–—|.!:")


def repeated_lines(documents: Iterable[Document]) -> frozenset[str]:
    """Normalised lines that stand in at least three stories. Reads the raw text; HTML pages take no part.

    HTML is left out because its lines are not lines of text; what repeats there is found by its place in the page.
    """
    stories: defaultdict[str, set[int]] = defaultdict(set)
    for document in documents:
        if document.format == "html":
            continue
        lines = [line for raw in document.raw.splitlines() if (line := normalised(raw))]
        story = hash(tuple(sorted(lines, key=len)[-TELLING:]))
        for i, line in enumerate(lines):
            edge = i < EDGE or i >= len(lines) - EDGE
            if len(line) < LONGEST and (edge or len(line.split()) < SENTENCE_WORDS):
                stories[line].add(story)
    return frozenset(line for line, where in stories.items() if len(where) >= STORIES and len(line) > 1)
