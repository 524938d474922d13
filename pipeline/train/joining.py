"""Running text from a corpus's own tokens, so that our tokeniser can cut it into our words."""

from __future__ import annotations

from collections.abc import Sequence

_AFTER = frozenset([*",.;:!?%)]}'", "''", "'s", "’s", "’", "n't", "'m", "'re", "'ve", "'ll", "'d"])  # no space before
_BEFORE = frozenset("([{$£€#")  # no space after
_HYPHEN = "-"
_QUOTE = '"'


def joined(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text that the tokens were cut from, as far as can be told, and the half-open range of each token in it.

    Straight double quotes open and close in turn; a hyphen between two words joins them.
    """
    text, spans = "", list[tuple[int, int]]()
    is_open = False
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        closes = token == _QUOTE and is_open
        opened = before == _QUOTE and is_open
        if text and token and not (opened or closes or _touches(token, before) or _joins(tokens, at)):
            text += " "
        is_open ^= token == _QUOTE
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def _touches(token: str, before: str) -> bool:
    return token in _AFTER or before in _BEFORE


def _joins(tokens: Sequence[str], at: int) -> bool:
    """Whether the token is a hyphen between two words, or the word after one."""
    hyphen = at if tokens[at] == _HYPHEN else at - 1
    if not (0 < hyphen < len(tokens) - 1 and tokens[hyphen] == _HYPHEN):
        return False
    return tokens[hyphen - 1][-1:].isalnum() and tokens[hyphen + 1][:1].isalnum()
