"""Typed values in an article's body, by grammar: shares, money, amounts, dates, counts, ranks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.document import Mention, Text, Value
from pipeline.stages.ner.currencies import CODES, DOLLARS, Currencies
from pipeline.stages.ner.dates import NAMED_DAYS, QUARTERS, SEASONS, WEEKDAYS, moment
from pipeline.stages.ner.leaning import Told, leaning
from pipeline.stages.ner.lexemes import HYPHENS, Found, Lexemes, listed, scan
from pipeline.stages.ner.localities import currencies_of
from pipeline.stages.ner.measures import quantity
from pipeline.stages.ner.money import money
from pipeline.stages.ner.months import MONTHS, STEPS
from pipeline.stages.ner.numbers import TENS, UNITS, number
from pipeline.stages.ner.scores import score
from pipeline.stages.ner.shares import MULTIPLES, TIMES, percent
from pipeline.stages.ner.years import PARTS_OF_PERIOD, YEARS

ORDINALS = {
    word: rank
    for rank, word in enumerate(
        listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), 1
    )
}
# "one" is a pronoun before these words ("the one that", "one of", "one is") and behind those ("no one").
AFTER_PRONOUN = frozenset(listed("of another is was can could should would must may might has to that who which"))
BEFORE_PRONOUN = frozenset(listed("no any every each which another the this that"))


# Every word that can open a value; digits and signs can too.
OPENING = frozenset(
    {*listed("a an half life q no number the that same single decade gb uk"), *ORDINALS, *UNITS, *TENS}
    | {*CODES, *DOLLARS, *MULTIPLES, *TIMES}
    | {*MONTHS, *WEEKDAYS, *NAMED_DAYS, *SEASONS, *STEPS, *QUARTERS, *PARTS_OF_PERIOD}
)


def find_values(text: Text, raw: str, published: str | None) -> tuple[Mention, ...]:
    """Value mentions of the body, in text order and without overlaps, with spans of the raw article.

    `published` is the ISO date that relative dates are counted from; without it they have value None. Hedges
    ("nearly", "at least") and prepositions stay outside the span; a sign belongs to it ("-3.2%"). A range ("10 to
    15 percent") is one mention with its lower bound. Results of games ("won 3-1") are no values. Values inside names
    ("Formula 1") are the caller's to drop.
    """
    lexemes = scan(text.body)
    told, currencies = Told(_day(published)), currencies_of(lexemes)
    mentions, at = [], 0
    while at < len(lexemes):
        score_end = score(lexemes, at)
        if score_end:
            at = score_end
            continue
        word = lexemes.word(at)
        found = _longest(lexemes, at, told, currencies) if word in OPENING or not word.isalpha() else None
        if found is None:
            at += 1
            continue
        span = text.to_raw(lexemes.at(found.first).start, lexemes.at(found.end - 1).end)
        told = told.and_then(found)
        mentions.append(Mention(span.start, span.end, raw[span.start : span.end], found.type, "value", found.value))
        at = found.end
    return tuple(mentions)


def _day(published: str | None) -> date | None:
    """The day of publication; None for none, for text that is no ISO date and for a year of no newspaper."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _longest(lexemes: Lexemes, at: int, told: Told, currencies: Currencies) -> Found | None:
    """The longest value at `at`; of equally long ones money, then a share, an amount, a date, a rank, a count."""
    rules: tuple[Callable[[], Found | None], ...] = (
        lambda: _signed(lexemes, at, lambda words, first: money(words, first, currencies)),
        lambda: _signed(lexemes, at, percent),
        lambda: _signed(lexemes, at, quantity),
        lambda: moment(lexemes, at, told.today),
        lambda: leaning(lexemes, at, told),
        lambda: _ordinal(lexemes, at),
        lambda: _signed(lexemes, at, _cardinal),
    )
    found = [reading for rule in rules if (reading := rule())]
    return max(found, key=lambda reading: reading.end, default=None)


def _signed(lexemes: Lexemes, at: int, rule: Callable[[Lexemes, int], Found | None]) -> Found | None:
    """What the rule finds at `at`, also behind a minus sign: "-3.2%"."""
    if lexemes.word(at) not in HYPHENS - {"—"} or lexemes.touches(at) or not lexemes.touches(at + 1):
        return rule(lexemes, at)
    found = rule(lexemes, at + 1)
    if found is None or found.value is None or isinstance(found.value.value, str):
        return None
    return Found(at, found.end, found.type, Value(-found.value.value, found.value.unit))


def _ordinal(lexemes: Lexemes, at: int) -> Found | None:
    """ "35th", "third", "No. 1", "#19", "number one", the "27" of "number 27"."""
    word, after = lexemes.word(at), lexemes.word(at + 1)
    if word in ORDINALS:
        return _rank(at, at + 1, ORDINALS[word])
    if word.isdecimal() and lexemes.touches(at + 1) and after in {"st", "nd", "rd", "th"}:
        return _rank(at, at + 2, int(word))
    start = at + 1 + (word == "no" and after == ".")
    if (word == "no" and after == ".") or word == "#" or word == "number":
        rank = number(lexemes, start)
        if rank and rank.scale == 1 and rank.value < 1000 and rank.value == int(rank.value):
            first = start if word == "number" and lexemes.word(start).isdecimal() else at
            return _rank(first, rank.end, int(rank.value))
    return None


def _rank(first: int, end: int, rank: int) -> Found:
    return Found(first, end, "ORDINAL", Value(float(rank), ""))


def _cardinal(lexemes: Lexemes, at: int) -> Found | None:
    first = number(lexemes, at)
    if first is None or _is_pronoun(lexemes, at, first.end) or (first.plain and _is_clock(lexemes, first.end)):
        return None
    if not lexemes.touches(first.end) or not lexemes.at(first.end).text.isalpha():
        return Found(at, first.end, "CARDINAL", Value(float(first.value), ""))
    if lexemes.word(first.end) == "m" and _counts(lexemes, first.end + 1):
        return Found(at, first.end + 1, "CARDINAL", Value(float(first.value * 10**6), ""))
    return None


def _counts(lexemes: Lexemes, at: int) -> bool:
    word = lexemes.at(at).text
    return word.islower() and (word.endswith("s") or word in {"people", "over", "in"})


def _is_pronoun(lexemes: Lexemes, at: int, end: int) -> bool:
    if lexemes.word(at) != "one" or end > at + 1:
        return False
    return lexemes.word(end) in AFTER_PRONOUN or lexemes.word(at - 1) in BEFORE_PRONOUN


def _is_clock(lexemes: Lexemes, end: int) -> bool:
    """ "9:45", "7pm", "7 p.m."."""
    word = lexemes.word(end)
    if word == ":" and lexemes.touches(end) and lexemes.touches(end + 1):
        return True
    return word in {"am", "pm", "gmt", "utc"} or lexemes.words(end, 4) in {
        ("a", ".", "m", "."),
        ("p", ".", "m", "."),
    }
