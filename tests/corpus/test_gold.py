"""The labelled articles that ship: complete, without faults, split evenly, read by nobody but people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.gold.faults import faults_in
from pipeline.gold.folder import Row, index, raw_text, read_article
from pipeline.ontology.schema import load

GOLD = Path(__file__).parents[2] / "corpus/gold"
OWN = GOLD / "own"
OUTLETS = 7
ROWS = index(OWN)
# Articles that state next to nothing: an extractor should be silent about them.
QUIET = {"db_caretaker-essay", "tw_offside-socks", "vt_yerevan-court-queue", "nn_landslide-anniversary"}


@pytest.mark.parametrize("folder", ["own", "twice/first", "twice/second"])
def test_no_label_has_a_fault(folder: str) -> None:
    assert faults_in(GOLD / folder, index(GOLD / folder), load()) == []


def test_every_outlet_has_two_articles_in_each_split() -> None:
    found = Counter((row.outlet, row.split) for row in ROWS)
    assert len(ROWS) >= 40
    assert len(found) == 3 * OUTLETS
    assert set(found.values()) == {2}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_an_article_is_labelled_for_all_layers(row: Row) -> None:
    article = read_article(OWN, row, raw_text(OWN, row))
    assert 200 <= len(article.raw.split()) <= 600
    assert article.published == row.published
    assert article.text is not None
    assert article.text.cuts, "every article carries the noise of its scrape"
    assert {cut.reason for cut in article.text.cuts} != {"boilerplate"}, "and says what it is"
    assert {"name", "pronoun"} <= {m.kind for m in article.mentions or ()}
    assert article.triples or row.id in QUIET
    assert article.stances is not None


def test_the_first_and_second_labels_are_of_the_same_texts_and_splits() -> None:
    first, second = places(index(GOLD / "twice/first")), places(index(GOLD / "twice/second"))
    assert len(first) >= 12
    assert first == second
    assert first <= places(ROWS)


def places(rows: Iterable[Row]) -> set[tuple[str, str, str]]:
    return {(row.id, row.split, row.sha256) for row in rows}
