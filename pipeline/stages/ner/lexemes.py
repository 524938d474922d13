"""The body as numbers, words and marks: what the grammar of values reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.document import Value

# A number with its separators, a word, a paragraph break, or any single other character. Every repeat is bounded
# or over one character class, so scanning is linear.
_LEXEME = re.compile(r"\d{1,18}(?:[.,]\d{1,18}){0,7}|[^\W\d_]+|\n[ \t]{0,20}\n|\S")
HYPHENS = frozenset("-‐‑–—−")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A run of the body: `text` as written, `word` in lower case, body offsets."""

    text: str
    word: str
    start: int
    end: int


BREAK = Lexeme("", "", -1, -1)


@dataclass(frozen=True, slots=True)
class Lexemes:
    """All lexemes of a body; indices outside it read as `BREAK`, so that rules may look around freely."""

    items: tuple[Lexeme, ...]

    def __len__(self) -> int:
        return len(self.items)

    def at(self, index: int) -> Lexeme:
        """The lexeme at `index`, or BREAK outside the body."""
        return self.items[index] if 0 <= index < len(self.items) else BREAK

    def word(self, index: int) -> str:
        """The lexeme at `index` in lower case; "" outside the body."""
        return self.at(index).word

    def words(self, start: int, count: int) -> tuple[str, ...]:
        """The `count` lower-case lexemes from `start` on."""
        return tuple(self.word(start + n) for n in range(count))

    def touches(self, index: int) -> bool:
        """Whether the lexeme at `index` follows its predecessor without a space."""
        return 0 < index < len(self.items) and self.items[index].start == self.items[index - 1].end

    def past_hyphen(self, index: int) -> int:
        """`index`, or the index after the hyphen that stands there tight between two lexemes ("two-thirds")."""
        tight = self.touches(index) and self.touches(index + 1)
        return index + 1 if tight and self.word(index) in HYPHENS else index


@dataclass(frozen=True, slots=True)
class Found:
    """A value read from the lexemes `[first, end)`: its type and, where it can be told, its norm."""

    first: int
    end: int
    type: str
    value: Value | None


def listed(words: str) -> tuple[str, ...]:
    """The words of a table written as one line."""
    return tuple(words.split())


def scan(body: str) -> Lexemes:
    """The lexemes of a body, in order."""
    return Lexemes(tuple(Lexeme(m[0], m[0].lower(), m.start(), m.end()) for m in _LEXEME.finditer(body)))
