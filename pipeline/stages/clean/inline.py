"""What is no part of a sentence inside the article's own lines: credits, addresses, tickers, prompts at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.stages.clean.buffer import Buffer, Edit
from pipeline.stages.clean.families import reason_of
from pipeline.stages.clean.teasers import name_cards, teasers

CREDIT = re.compile(
    r" ?[(\[](?:AP |File |FILE )?(?:PHOTO|Photo|Image|Picture|Photograph|Illustration|Pic|Credit)s?"
    r" ?(?:[:/]|[Bb]y\b|[Cc]ourtesy\b|[Cc]redit\b|[Vv]ia\b)[^()\[\]\n]{1,100}[)\]]"
)
TICKERS = (
    re.compile(r"(?<=[\w.)]) [A-Z]{1,5}(?:\.[A-Z]{1,2})?(?:,? [+−–-]| [▲▼↑↓] ?)\d{1,3}(?:\.\d{1,3})?%"),
    re.compile(
        r" ?\((?:NYSE|NASDAQ|Nasdaq|NasdaqGS|AMEX|LSE|LON|TSX|ASX|HKEX|HKG|SSE|BSE|NSE|FRA|ETR|EPA|AMS|SWX|OTC|MOEX)"
        r"(?:: ?| )[A-Z0-9.]{1,8}\)"
    ),
    re.compile(r"(?<=\w) <[A-Z]{1,6}(?:\.[A-Z]{1,2})?>"),
    re.compile(r" \(\$[A-Z]{1,5}\)"),
)
# Addresses in brackets or at the end of a line; one inside a sentence may be its subject and stays.
ADDRESS = re.compile(
    r" ?[<(\[]https?://[^\s<>()\[\]]{1,1000}[>)\]]| ?https?://[^\s<>()\[\]]{1,1000}(?=[.)]? *(?:\n|\Z))"
)
TWEET = re.compile(
    r" ?\bpic\.twitter\.com/\w{1,20}|(?<=[\w.!?”\"]) ?[—–-] [^\n—(]{1,50} \(@\w{1,30}\) \w{3,9} \d{1,2}, \d{4}"
)
SENTENCE_START = re.compile(r"(?<=[.!?])[\"'”’)]{0,2} +(?=[\"“'‘A-Z])")
PROMPTS = frozenset({"share", "subscribe", "comment"})
# A sentence that runs into the next: a space is put between them.
RUN_ON = re.compile(
    r"(?<=[a-z][a-z][a-z][.!?])(?=[A-Z][a-z]{0,20}[ ,’'])|(?<=[a-z][.!?][”\"])(?=[A-Z“][A-Za-z])"
    r"|(?<=[a-z][,.!?]’)(?=[A-Z][a-z])"
)


def clean(buffer: Buffer) -> Buffer:
    """The buffer without teasers, credits, tickers, addresses and prompts inside its lines."""
    for find in (teasers, name_cards, _residue, _prompts, _run_ons):
        buffer = buffer.edit(find(buffer.text))
    return buffer


def _residue(text: str) -> Iterator[Edit]:
    for pattern, reason in (
        (CREDIT, "credit"),
        *((p, "ticker") for p in TICKERS),
        (ADDRESS, "url"),
        (TWEET, "social"),
    ):
        for m in pattern.finditer(text):
            yield Edit(m.start(), m.end(), "", reason)


def _prompts(text: str) -> Iterator[Edit]:
    """Cuts of the sentences at the end of a line that ask the reader to do something with the page."""
    at = 0
    for line in text.split("\n"):
        starts = [m.end() for m in SENTENCE_START.finditer(line)]
        end = len(line)
        for start in reversed(starts):
            reason = reason_of(line[start:end].strip())
            if reason not in PROMPTS:
                break
            yield Edit(at + start, at + end, "", reason)
            end = start
        at += len(line) + 1


def _run_ons(text: str) -> Iterator[Edit]:
    return (Edit(m.start(), m.start(), " ") for m in RUN_ON.finditer(text))
