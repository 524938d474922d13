"""Values and dates: is each read at its exact characters, and is its worth read right?

A value's number is compared by its size alone, because a fall gets its sign from the relation that it stands in; and a
bare number ("sales of 163 billion", "Smith, 34,") is not asked for the unit that only its relation knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.document import Document, Mention, Value
from pipeline.evaluate.tally import Share
from pipeline.stages.clean.stage import Clean
from pipeline.stages.ner.values import find_values

Shares = dict[str, Share]

YEARS = {"decade": 10, "century": 100}
ALIKE = 1e-6  # of the number; norms are written with fewer digits than floats have


def of_gold(articles: Iterable[Document]) -> Shares:
    """Shares of the values that the articles' attributes have as objects, read in gold's own text, and "published": how
    many publication dates are read from the raw file alone; one whose file does not tell it counts as missed."""
    shares: Shares = {}
    for article in articles:
        if article.text is None:
            continue
        found = find_values(article.text, article.raw, article.published)
        add(shares, value_shares(objects(article), found))
        if article.published:
            (text,) = Clean()([Document(article.name, article.raw, article.format)])
            _add(shares, "published", text.published == article.published)
    return shares


def add(shares: Shares, more: Mapping[str, Share]) -> None:
    """Adds the counts of `more` to `shares`."""
    for name, share in more.items():
        shares[name] = shares.get(name, Share()) + share


def table(shares: Mapping[str, Share]) -> str:
    """A line for each share, and one for all types together: "MONEY span  98.4  61 of 62"."""
    totals: Shares = {}
    for name, share in sorted(shares.items()):
        add(totals, {f"all {name.split()[-1]}": share} if " " in name else {})
    rows = [*sorted(shares.items()), *sorted(totals.items())]
    return "\n".join(f"{name:20} {100 * s.accuracy:6.1f}   {s.right} of {s.asked}" for name, s in rows)


def objects(gold: Document) -> list[Mention]:
    """The values that gold labels: objects of its attributes, each place once, in text order."""
    of_place = {(o.start, o.end): o for t in gold.triples or () if (o := t.object).value}
    return [
        Mention(o.start, o.end, o.text, o.type, "value", o.value, by="gold")
        for o in (of_place[place] for place in sorted(of_place))
    ]


def value_shares(gold: Iterable[Mention], found: Sequence[Mention]) -> Shares:
    """By type of the gold value: how many are found at their exact characters ("... span"), and of those whose number
    gold knows how many with that number too ("... number")."""
    at = {(m.start, m.end): m.value for m in found if m.kind == "value"}
    shares: Shares = {}
    for wanted in gold:
        place = (wanted.start, wanted.end)
        _add(shares, f"{wanted.type} span", place in at)
        if wanted.value:
            _add(shares, f"{wanted.type} number", _worth(wanted.value, at.get(place)))
    return shares


def time_shares(gold: Iterable[Mention], found: Sequence[Mention]) -> Shares:
    """By type of the gold time: how many overlap a time that is found ("... found"), and how many one of the right
    value ("... value"); one that is not found is wrong."""
    times = [m for m in found if m.kind == "value"]
    shares: Shares = {}
    for wanted in gold:
        near = [m for m in times if m.start < wanted.end and wanted.start < m.end and _is_time(m) == _is_time(wanted)]
        _add(shares, f"{wanted.type} found", bool(near))
        _add(shares, f"{wanted.type} value", any(wanted.value and _worth(wanted.value, m.value) for m in near))
    return shares


def _add(shares: Shares, name: str, right: bool) -> None:
    add(shares, {name: Share(int(right), 1)})


def _is_time(mention: Mention) -> bool:
    return mention.type == "DATE"


def _worth(gold: Value, found: Value | None) -> bool:
    if found is None or isinstance(gold.value, str) or isinstance(found.value, str):
        return found == gold
    (wanted, unit), (read, read_unit) = _in_years(gold.value, gold.unit), _in_years(found.value, found.unit)
    same_unit = unit == read_unit or not unit or not read_unit
    return same_unit and abs(abs(read) - abs(wanted)) <= ALIKE * abs(wanted)


def _in_years(number: float, unit: str) -> tuple[float, str]:
    return (number * YEARS[unit], "year") if unit in YEARS else (number, unit)
