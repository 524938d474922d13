"""Characters: broken encodings, entities, invisible characters, odd spaces, line ends.

Curly quotes and dashes stay: they are the author's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import ftfy

from pipeline.stages.clean.buffer import Buffer, Edit

# What a UTF-8 sequence looks like when it was read as Windows-1252: a lead byte's letter (C2-F4), then one to three
# characters of the range 80-BF. Chains of such sequences are text that was broken more than once.
CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
BROKEN = re.compile(f"[\xc2-\xf4][{CONTINUATION}\xc2-\xf4]{{1,24}}")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Zero-width and bidirectional marks, soft hyphens, control characters. The joiners (200C, 200D) stay inside scripts
# and emoji that need them: after a letter beyond U+05FF that is no general punctuation.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?:(?<=[\x00-\u05ff\u2000-\u206f])|(?<!.))[\u200c\u200d]"
)
ODD_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def repair(buffer: Buffer) -> Buffer:
    """The buffer with readable characters only; each repair keeps the raw characters it stands for."""
    buffer = buffer.edit(_mended(buffer.text))
    buffer = buffer.edit(_entities(buffer.text))
    return buffer.edit(_spaces(buffer.text))


def _mended(text: str) -> Iterator[Edit]:
    if text.isascii():
        return
    mended: dict[str, str] = {}
    for m in BROKEN.finditer(text):
        if m.group() not in mended:
            mended[m.group()] = ftfy.fix_encoding(m.group())
        good = mended[m.group()]
        if good != m.group() and "�" not in good:
            yield Edit(m.start(), m.end(), good)


def _entities(text: str) -> Iterator[Edit]:
    for m in ENTITY.finditer(text):
        good = html.unescape(m.group())
        if good != m.group():
            yield Edit(m.start(), m.end(), good or " ")


def _spaces(text: str) -> Iterator[Edit]:
    for m in INVISIBLE.finditer(text):
        yield Edit(m.start(), m.end(), "", "invisible")
    for m in ODD_SPACE.finditer(text):
        yield Edit(m.start(), m.end(), " ")
    for m in LINE_END.finditer(text):
        yield Edit(m.start(), m.end(), "\n")
