"""Values and times of MEANTIME (Minard et al. 2016): Wikinews articles of which the first sentences are labelled.

It marks where values and times stand and what times mean, not what a value is worth, so a value's number is read here
from its own digits, and is unknown where it is spelled out. Its conventions are turned into ours: hedges ("about",
"more than") stay outside a value; of values inside one another the whole counts; one without any number ("many") is
none. What no calendar can answer (PAST_REF, PXY), the article's own date and times with no text are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from spacy.lang.en.lex_attrs import like_num

from pipeline.document import Mention, Piece, Text, Value
from pipeline.errors import CorpusError
from pipeline.evaluate.values import Shares, add, time_shares, value_shares
from pipeline.stages.clean.dates import iso_in
from pipeline.stages.ner.values import find_values

FOLDER = "meantime/meantime_newsreader_english_oct15/intra-doc_annotation"
# The published files have "#" where the article had a pound sign.
LOST = {"#": "£", "``": "“", "''": "”"}
HEDGES = frozenset(
    "about above all almost and approximately around as at below between either exactly from just least less many more "
    "most much nearly only over roughly some than the under up to".split()
)
AFTER = frozenset({"mark", "overall", "”", "per", "share"})
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?) ?(million|billion|trillion|bn|m)?\b", re.I)
SCALES = {"m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "trillion": 10**12}
NO_SPACE_BEFORE = frozenset(". , ; : ! ? % ) ” 's ' n't".split())
NO_SPACE_AFTER = frozenset("( $ £ € US$ GB “".split())
DURATION = re.compile(r"P(T?)(\d+)([YMWDH])")
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}
DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\dZ?)?)?|-W\d\d|-Q[1-4])?|\d{3})(?:T[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Article:
    """An article, its ISO date ("" if none is given) and what is labelled: values and times, in text order.

    `labelled` is where the labelled part of `raw` ends.
    """

    name: str
    url: str
    raw: str
    published: str
    labelled: int
    values: tuple[Mention, ...]
    times: tuple[Mention, ...]


def read(data: Path, split: str, kept_back: frozenset[str] = frozenset()) -> Iterator[Article]:
    """The articles of a split, "dev" or "test", in the order of their files; else as `trees`."""
    for name, root in trees(data, split, kept_back):
        yield _article(name, root)


def trees(data: Path, split: str, kept_back: frozenset[str] = frozenset()) -> Iterator[tuple[str, ElementTree.Element]]:
    """Name and XML tree of each article of a split, "dev" or "test", in the order of their files.

    MEANTIME has no splits: half of the articles, by a hash of their names, are ours to look at. Those whose address is
    in `kept_back` are in neither. CorpusError if the corpus is not there.
    """
    files = sorted((data / FOLDER).rglob("*.xml"))
    if not files:
        raise CorpusError(f"{data / FOLDER}: no article; unpack MEANTIME there (see CONTRIBUTING.md)")
    for file in files:
        half = ("dev", "test")[sha256(file.stem.encode()).digest()[0] % 2]
        if half == split and (root := ElementTree.parse(file).getroot()).get("url", "") not in kept_back:
            yield file.stem, root


def measure(articles: Iterable[Article]) -> Shares:
    """Shares of the labelled values and times that are read right, each article's date given."""
    shares: Shares = {}
    for article in articles:
        text = Text(article.raw, (Piece(0, len(article.raw), 0, len(article.raw)),))
        found = find_values(text, article.raw, article.published)
        add(shares, value_shares(article.values, found))
        add(shares, {f"TIMEX3 {name}": share for name, share in time_shares(article.times, found).items()})
    return shares


def _article(name: str, root: ElementTree.Element) -> Article:
    tokens = list(root.iter("token"))
    raw, places = text_of(tokens)
    order = {token.get("t_id", ""): n for n, token in enumerate(tokens)}
    spans = {
        mark: [order[anchor.get("t_id", "")] for anchor in mark.iter("token_anchor")]
        for mark in root.iter()
        if mark.tag in ("VALUE", "TIMEX3")
    }
    words = [raw[start:end] for start, end in places]
    values = [v for mark, at in spans.items() if mark.tag == "VALUE" and (v := _value(mark, at, words, places, raw))]
    times = [t for mark, at in spans.items() if mark.tag == "TIMEX3" and (t := _time(mark, at, places, raw))]
    dates = [m.get("value", "") for m in spans if m.get("functionInDocument") == "CREATION_TIME"]
    date_line = [at for n, token in enumerate(tokens) if token.get("sentence") == "1" for at in places[n]] or [0]
    return Article(
        name,
        root.get("url", ""),
        raw,
        next((d for d in dates if DATE.fullmatch(d)), "") or iso_in(raw[date_line[0] : date_line[-1]]) or "",
        labelled(tokens, places),
        tuple(sorted(_whole(values), key=lambda m: m.start)),
        tuple(sorted(times, key=lambda m: m.start)),
    )


def labelled(tokens: list[ElementTree.Element], places: list[tuple[int, int]]) -> int:
    """Where the labelled part of the running text ends: with the sixth sentence, headline and date line included."""
    return max((end for t, (_, end) in zip(tokens, places, strict=True) if int(t.get("sentence", "0")) <= 5), default=0)


def text_of(tokens: list[ElementTree.Element]) -> tuple[str, list[tuple[int, int]]]:
    """The tokens as running text, headline and date line as paragraphs of their own, and each token's characters."""
    raw, places, before = "", list[tuple[int, int]](), ("", "0")
    for token in tokens:
        word, sentence = token.text or "", token.get("sentence", "0")
        word = LOST.get(word, word)
        if raw and sentence != before[1]:
            raw += "\n\n" if int(sentence) <= 2 else " "
        elif raw and word not in NO_SPACE_BEFORE and before[0] not in NO_SPACE_AFTER:
            raw += " "
        places.append((len(raw), len(raw) + len(word)))
        raw, before = raw + word, (word, sentence)
    return raw, places


def _value(
    mark: ElementTree.Element, at: list[int], words: list[str], places: list[tuple[int, int]], raw: str
) -> Mention | None:
    """The value without hedges and with its number; None for one in pieces or without a number."""
    if not at or at[-1] - at[0] != len(at) - 1:
        return None
    first, last = at[0], at[-1]
    while first < last and words[first].lower() in HEDGES:
        first += 1
    while first < last and words[last] in AFTER:
        last -= 1
    if not any(_is_number(word) for word in words[first : last + 1]):
        return None
    start, end = places[first][0], places[last][1]
    return Mention(start, end, raw[start:end], mark.get("type", ""), "value", _number(raw[start:end]), by="gold")


def _is_number(word: str) -> bool:
    return bool(like_num(word)) or word[:1].isdigit() or word.lower() == "half"  # type: ignore[no-untyped-call]


def _number(text: str) -> Value | None:
    """The number that the digits say; None where they are spelled out, and for two of them."""
    found = NUMBER.findall(text)
    if len(found) != 1:
        return None
    digits, scale = found[0]
    in_full = float(digits.replace(",", "")) * SCALES.get(scale.lower(), 1)
    return Value(in_full / 100 if text.endswith((" cent", " cents")) else in_full, "")


def _whole(values: list[Mention]) -> list[Mention]:
    """The values that stand in no longer one, each place once."""
    by_place = {(v.start, v.end): v for v in values}
    return [
        v
        for v in by_place.values()
        if not any(o.start <= v.start and v.end <= o.end and o.text != v.text for o in by_place.values())
    ]


def _time(mark: ElementTree.Element, at: list[int], places: list[tuple[int, int]], raw: str) -> Mention | None:
    """The date or duration with our own norm; None if it has no text or no value that a calendar knows."""
    said = mark.get("value", "")
    duration, date = DURATION.fullmatch(said), DATE.fullmatch(said)
    if not at or mark.get("functionInDocument") == "CREATION_TIME" or not (duration or date):
        return None
    start, end = places[at[0]][0], places[at[-1]][1]
    if duration:
        unit = UNITS.get(duration[1] + duration[3], "")
        return Mention(start, end, raw[start:end], "QUANTITY", "value", Value(float(duration[2]), unit), by="gold")
    iso = date[1] if date else ""
    return Mention(start, end, raw[start:end], "DATE", "value", Value(_iso(iso), "date"), by="gold")


def _iso(timex: str) -> str:
    """A TIMEX3 date as our norm: a quarter is its first and last month, a decade ends in X."""
    if "Q" in timex:
        year, quarter = timex.split("-Q")
        last = 3 * int(quarter)
        return f"{year}-{last - 2:02}/{year}-{last:02}"
    return f"{timex}X" if len(timex) == 3 else timex
