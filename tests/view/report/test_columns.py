"""Triples as columns."""

from pipeline.view.report.articles import reading
from pipeline.view.report.columns import NAMES, Columns
from pipeline.view.report.tally import Tally
from tests.view.report.sample import articles


def test_columns() -> None:
    tally, columns = Tally(), Columns()
    for article in articles():
        tally.add(article)
        columns.add(article, reading(article), tally)
    told = columns.facts()
    assert {len(told[name]) for name in NAMES} == {len(columns)} == {5}
    names, relations = told["names"], told["relations"]
    rows = [
        (told["article"][n], told["number"][n], names[told["subject"][n]][0], relations[told["relation"][n]][1],
         names[told["object"][n]][0], told["source"][n] >= 0 and names[told["source"][n]][0], told["score"][n])
        for n in range(len(columns))
    ]  # fmt: skip
    assert rows == [
        (0, 0, "Norvik", "acquires", "Osby", "Telvia", 90),
        (0, 1, "Norvik", "sues", "Halden", False, 100),
        (0, 2, "Telvia", "denies", "Kvam", False, 100),
        (0, 3, "Norvik", "market_share", "25%", False, 100),
        (1, 0, "Ryvik & Sons", "sues", "Telvia", False, 100),
    ]
    assert told["evidence"][4] == "Ryvik & Sons sued Telvia", "in words, without markup"
    numbers = {name: entity for name, _, _, entity in names}
    assert (numbers["25%"], numbers["Norvik"]) == (-1, tally.number("Norvik"))
