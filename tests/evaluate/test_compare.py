"""Two runs side by side."""

import pytest

from pipeline.errors import GoldError
from pipeline.evaluate.compare import column, compare, differing, measures
from pipeline.evaluate.tally import Counts, Share

FIRST = {
    "a": {"strict": Counts(3, 10, 8), "source": Share(2, 3)},
    "b": {"strict": Counts(5, 10, 8)},
}
SECOND = {
    "b": {"strict": Counts(5, 10, 8), "source": Share(1, 1)},
    "a": {"strict": Counts(4, 10, 9), "source": Share(2, 3), "names": Counts(1, 1, 1)},
}


def test_every_ratio_of_the_measures_that_either_has() -> None:
    found = {(c.measure, c.ratio): c for c in compare(FIRST, SECOND)}
    counts = ("precision", "recall", "f1")
    assert list(found) == [*(("strict", r) for r in counts), ("source", "accuracy"), *(("names", r) for r in counts)]
    assert (found["names", "f1"].first, found["names", "f1"].second) == (0, 1)
    recall = found["strict", "recall"]
    assert (recall.first, recall.second, recall.difference.mean) == pytest.approx((8 / 20, 9 / 20, 1 / 20))
    assert recall.difference.low == 0, "a draw may hold b twice"
    assert recall.difference.high == pytest.approx(0.1), "or a twice"


def test_a_measure_that_an_article_lacks_counts_as_empty_whatever_the_order() -> None:
    assert measures(FIRST) == {"strict": Counts(), "source": Share()}
    assert list(measures(FIRST, SECOND)) == ["strict", "source", "names"]
    assert column(FIRST, "source", Share()) == [Share(2, 3), Share()]
    assert column(SECOND, "strict", Counts()) == [Counts(4, 10, 9), Counts(5, 10, 8)]


def test_what_differs_is_told_by_article() -> None:
    assert list(differing(FIRST, SECOND)) == [
        ("a", "strict", "matched 3 -> 4, predicted 8 -> 9"),
        ("b", "source", "right 0 -> 1, asked 0 -> 1"),
    ]
    assert list(differing(FIRST, FIRST)) == []


def test_other_articles_do_not_compare() -> None:
    with pytest.raises(GoldError, match="b: stands in one of the runs only"):
        compare(FIRST, {"a": SECOND["a"]})
