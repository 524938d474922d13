"""Quotes found in the raw text, and what does not fit told as faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document import Cut, Entity, Quote

SHOWN = 60  # characters of a quote in a fault
REPEATED = 25  # a piece of evidence of so many characters may stand more than once: it says the same each time


@dataclass(slots=True)
class Quoting:
    """The raw text of an article that labels quote, and what was found in it so far."""

    raw: str
    cuts: list[Cut] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def fault(self, where: str, told: str) -> None:
        self.faults.append(f"{where}: {told}")

    def find(self, quote: str, where: str) -> Quote | None:
        """The one place of a quote in the raw text."""
        at, last = self.raw.find(quote), self.raw.rfind(quote)
        if at < 0:
            self.fault(where, f"{short(quote)} does not stand in the text")
        elif at != last:
            self.fault(where, f"{short(quote)} stands more than once in the text; quote more around it")
        else:
            return Quote(quote, at, at + len(quote))
        return None

    def evidence(self, quote: str, where: str) -> Quote:
        """The place of the evidence, the first one of a long piece that stands more than once.

        Evidence that cannot be found is put before the text, where it touches nothing: so the other faults show too.
        """
        if len(quote) >= REPEATED and quote in self.raw:
            at = self.raw.find(quote)
        else:
            found = self.find(quote, where)
            at = found.start if found else -len(quote)
        return Quote(quote, at, at + len(quote))

    def inside(self, evidence: Quote, quote: str, where: str) -> Quote:
        """The first place of a quote in the evidence; for one that is not there the whole evidence stands in."""
        at = evidence.text.find(quote)
        if at < 0 or not quote:
            self.fault(where, f"{short(quote)} does not stand in the evidence {short(evidence.text)}")
            return Quote(quote, evidence.start, evidence.end)
        return Quote(quote, evidence.start + at, evidence.start + at + len(quote))

    def is_cut(self, start: int, end: int) -> bool:
        return any(start < cut.end and cut.start < end for cut in self.cuts)


def words(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Places of the quote in the text that are not inside a longer word."""
    for found in re.finditer(r"(?<!\w)" + re.escape(quote) + r"(?![\w$])", text):
        yield found.span()


def short(quote: str) -> str:
    """The quote as it is shown in a fault."""
    return repr(quote if len(quote) <= SHOWN else f"{quote[: SHOWN - 3]}...")
