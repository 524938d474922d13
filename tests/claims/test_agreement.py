"""Which rows can tell the same: values, phrases, qualifiers, times."""

import pytest

from pipeline.claims.agreement import same_circumstances, same_phrase, same_value
from tests.claims.sample import org, row, topic, value

A = org("Talkaro")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (value("25%", 25.0), value("a quarter", 25), True),
        (value("23%", 23.0), value("23.4%", 23.4), True),
        (value("25%", 25.0), value("a third", 33.3), False),
        (value("0", 0), value("1", 1), False),
        (value("25", 25.0, "EUR"), value("25", 25.0, "USD"), False),
        (value("April 2021", "2021-04", "date"), value("7 April", "2021-04-07", "date"), True),
        (value("2020", "2020", "date"), value("2021", "2021", "date"), False),
        (value("life", "life", "year"), value("5 years", 5.0, "year"), False),
    ],
)
def test_values(one, other, same):
    assert same_value(one, other) is same_value(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sales of its software", "sales of software to state agencies", True),
        ("banned sales", "the sale", True),
        ("sales", "the port of Lund", False),
        ("it", "sales", False),
    ],
)
def test_phrases(one, other, same):
    assert same_phrase(topic(one), topic(other)) is same


def _quote(text):
    return {"text": text, "start": 0, "end": len(text)}


@pytest.mark.parametrize(
    ("family", "days", "times", "markets", "same"),
    [
        ("event", ("2025-03-01", "2025-04-01"), None, None, True),
        ("event", ("2025-03-01", "2026-04-01"), None, None, False),
        ("relation", ("2025-03-01", "2026-04-01"), None, None, True),
        ("event", ("2025-03-01", None), None, None, True),
        ("attribute", ("2025-03-01", "2026-04-01"), ("in 2020", "2020"), None, True),
        ("attribute", ("2025-03-01", "2025-03-01"), ("in 2020", "2021"), None, False),
        ("attribute", ("2025-03-01", "2025-03-01"), None, ("Russian market", "the market in Peru"), True),
        ("attribute", ("2025-03-01", "2025-03-01"), None, ("Russia", "Peru"), False),
    ],
)
def test_circumstances(family, days, times, markets, same):
    rows = []
    for at in (0, 1):
        told = {"time": times and _quote(times[at]), "market": markets and _quote(markets[at])}
        qualifiers = {name: quote for name, quote in told.items() if quote}
        rows.append(row("a", A, "x", A, family=family, published=days[at], qualifiers=qualifiers))
    assert same_circumstances(*rows) is same_circumstances(*reversed(rows)) is same


def test_what_one_does_not_tell_does_not_part_them():
    told = row("a", A, "x", A, qualifiers={"market": _quote("Russia")})
    assert same_circumstances(told, row("b", A, "x", A))
