"""How values and dates are judged."""

from __future__ import annotations

import pytest

from pipeline.document import Argument, Document, Mention, Quote, Text, Triple, Value
from pipeline.evaluate.tally import Share
from pipeline.evaluate.values import objects, of_gold, table, time_shares, value_shares
from pipeline.gold.lines import text_of


def mention(start: int, end: int, type_: str, value: Value | None) -> Mention:
    return Mention(start, end, "x" * (end - start), type_, "value", value)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (Value(-3.3, "%"), Value(3.3, "%"), True),  # a fall gets its sign from its relation
        (Value(3.3, "%"), Value(3.4, "%"), False),
        (Value(34.0, "year"), Value(34.0, ""), True),  # "Smith, 34,"
        (Value(34.0, "year"), Value(34.0, "month"), False),
        (Value(10.0, "year"), Value(1.0, "decade"), True),
        (Value("2021-04", "date"), Value("2021-05", "date"), False),
        (Value("life", ""), Value("life", ""), True),
        (Value(3.0, ""), None, False),
    ],
)
def test_a_number_counts_by_its_size(gold: Value, found: Value | None, right: bool) -> None:
    shares = value_shares([mention(0, 4, "QUANTITY", gold)], [mention(0, 4, "QUANTITY", found)])
    assert shares == {"QUANTITY span": Share(1, 1), "QUANTITY number": Share(int(right), 1)}


def test_a_value_counts_only_at_its_exact_characters() -> None:
    (gold, near) = (mention(0, 4, "MONEY", None), mention(0, 5, "MONEY", None))
    assert value_shares([gold], [near]) == {"MONEY span": Share(0, 1)}


def test_a_time_may_overlap_and_must_be_a_time() -> None:
    gold = mention(4, 8, "DATE", Value("2021", "date"))
    assert time_shares([gold], [mention(0, 8, "DATE", Value("2021", "date"))])["DATE value"] == Share(1, 1)
    assert time_shares([gold], [mention(0, 8, "DATE", None)]) == {"DATE found": Share(1, 1), "DATE value": Share(0, 1)}
    assert time_shares([gold], [mention(4, 8, "CARDINAL", Value(2021.0, ""))])["DATE found"] == Share(0, 1)


def test_of_gold_reads_the_objects_of_attributes_and_the_date() -> None:
    raw = "Published: April 7, 2021\n\nNorvik rose 5% to 30.\n"
    end = raw.index("\n\n") + 2
    number = Argument("PERCENT", "5%", raw.index("5%"), raw.index("5%") + 2, value=Value(5.0, "%"))
    quote = Quote(raw[end:-1], end, len(raw) - 1)
    triples = tuple(Triple(n, "attribute", "change", number, number, quote, quote) for n in "ab")
    article = Document("x", raw, published="2021-04-07", text=text_of(raw, Text("", ())), triples=triples)
    assert [m.text for m in objects(article)] == ["5%"]
    shares = of_gold([article])
    assert shares == {name: Share(1, 1) for name in ("PERCENT span", "PERCENT number", "published")}
    assert "all number            100.0   1 of 1" in table(shares)
