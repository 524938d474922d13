"""What the overview counts."""

from pipeline.view.report.tally import Tally
from tests.view.report.sample import FAILURE, FIRST, articles


def tally() -> Tally:
    counted = Tally()
    for article in articles():
        counted.add(article)
    return counted


def test_counts() -> None:
    told = tally().overview([FAILURE])
    assert told["counts"] == {
        "articles": 3,
        "words": len(FIRST.raw.split()),
        "triples": 5,
        "entities": 6,
        "with a source": 1,
        "disputed": 1,
        "failures": 1,
    }
    assert dict(told["families"]) == {
        "relation": [],
        "attribute": [("market_share", 1)],
        "event": [("sues", 2), ("acquires", 1)],
        "stance": [("denies", 1)],
    }
    assert dict(told["factualities"]) == {"fact": 4, "negated": 0, "possible": 1, "planned": 0}
    assert [claim["voices"] for claim in told["disputes"]] == [[["denies", "Telvia", 0, 2]]]
    assert told["failures"] == [["wire/d4.txt", "read", "is empty"]]


def test_entities_of_one_name_are_one() -> None:
    counted = {name: rest for name, *rest in tally().entity_table()}
    assert counted["Telvia"] == ["ORG", 2, 2, 2], "tied to Kvam, and to Ryvik in another article"
    assert counted["Norvik"] == ["ORG", 2, 3, 1], "tied to Osby and Halden; a value is no entity"
    assert "25%" not in counted
