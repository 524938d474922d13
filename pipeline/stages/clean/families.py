"""The families of boilerplate that a whole line can belong to, by what the line says; `families.toml` lists them.

Reasons a cut may have, over all modules of this room: teaser, menu, share, subscribe, comment, credit, caption,
player, stamp, date, byline, contact, licence, provenance, source, ad, cookie, social, ticker, summary, separator,
code, repeated, link, image, url, chrome (outside of an HTML page's article), markup, invisible.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST = 300
PART = re.compile(r"%([A-Z]+)%")
# Verbs of reporting: a line that holds one tells something and asks the reader for nothing.
REPORTS = re.compile(
    r"\b(?:said|says|told|was|were|had|fell|rose|grew|announced|reported|according|added|accused|denied|warned)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Family:
    """A reason to cut and the pattern that a whole line must match, at most `longest` characters long."""

    reason: str
    pattern: re.Pattern[str]
    longest: int
    prompt: bool

    def holds(self, line: str) -> bool:
        """Whether the stripped line is of the family."""
        if len(line) > self.longest or not self.pattern.fullmatch(line):
            return False
        return not (self.prompt and REPORTS.search(line))


def _load(path: Path) -> tuple[tuple[Family, ...], tuple[Family, ...]]:
    """Families of lines and of headings, in the order of the file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    parts: dict[str, str] = {}
    for name, pattern in data["parts"].items():
        parts[name] = _filled(pattern, parts)
    families = tuple(_family(row, parts) for row in data["family"])
    return families, tuple(_family(row, parts) for row in data["heading"])


def _family(row: dict[str, Any], parts: dict[str, str]) -> Family:
    pattern = "|".join(f"(?:{_filled(line, parts)})" for line in row["lines"])
    # A line holds no line end. If one came in, no `.*` would have to look for its end again and again.
    flags = re.DOTALL if row.get("case") else re.DOTALL | re.IGNORECASE
    return Family(row["reason"], re.compile(pattern, flags), row.get("longest", LONGEST), row.get("prompt", False))


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return PART.sub(lambda m: parts[m[1]], pattern)


FAMILIES, HEADINGS = _load(Path(__file__).with_name("families.toml"))


def reason_of(line: str) -> str | None:
    """Why the stripped line as a whole is boilerplate, or None."""
    return next((family.reason for family in FAMILIES if family.holds(line)), None)


def heading_of(line: str) -> str | None:
    """Why the links or points below the line are boilerplate, if the line is a heading like "Related stories"."""
    bare = line.rstrip(" :…›»")
    return next((family.reason for family in HEADINGS if family.holds(bare)), None)
