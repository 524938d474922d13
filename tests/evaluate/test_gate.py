"""When a drop passes for noise."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import GoldError
from pipeline.evaluate.compare import Tallies
from pipeline.evaluate.gate import MOST, PINNED, TOLERANCE, hold, pin, pinned_of
from pipeline.evaluate.score import MEASURES
from pipeline.evaluate.tally import Counts, Share

GOLD = "0123456789abcdef"


def run_of(*matched: int, gold: int = 20, predicted: int = 20) -> dict[str, dict[str, Counts]]:
    """A run over as many articles, each with so many matches."""
    return {f"a{at:02}": {"strict": Counts(m, gold, predicted)} for at, m in enumerate(matched)}


TWENTY = run_of(*[10] * 20)  # 20 articles with 20 triples each, F1 50; a match lost anywhere costs 0.25 points


@pytest.mark.parametrize(
    ("name", "now", "verdict"),
    [
        ("nothing moved", TWENTY, "same"),
        ("one article gained", run_of(11, *[10] * 19), "rose"),
        ("one lost", run_of(9, *[10] * 19), "noise"),
        ("four lost in one article", run_of(6, *[10] * 19), "noise"),
        ("as many gained as lost, and one", run_of(9, 9, 9, 9, 11, 11, 11, *[10] * 13), "noise"),
        ("one lost in each of three", run_of(9, 9, 9, *[10] * 17), "noise"),
        ("one lost in each of six", run_of(*[9] * 6, *[10] * 14), "fell"),
        ("one article emptied", run_of(0, *[10] * 19), "fell far"),
        ("one lost in each", run_of(*[9] * 20), "fell far"),
    ],
)
def test_verdicts(name: str, now: Tallies, verdict: str) -> None:
    (held,) = hold(pin(GOLD, TWENTY), now)
    assert held.verdict == verdict, name
    assert held.fails == verdict.startswith("fell")


def stances(*matched: int) -> Tallies:
    return {f"a{at}": {"stance": Counts(m, 2, 2)} for at, m in enumerate(matched)}


def test_what_one_article_moves_by_itself_is_tolerated() -> None:
    """A measure of few items: leaving out the one good article takes F1 from 8.3 to 0."""
    floors = pin(GOLD, stances(1, 0, 0, 0, 0, 0))
    assert floors.measures["stance"].tolerance == 0.0833
    assert pin(GOLD, TWENTY).measures["strict"].tolerance == TOLERANCE
    assert [h.verdict for h in hold(floors, stances(0, 0, 0, 0, 0, 0))] == ["noise"]


def test_but_not_all_that_it_moves() -> None:
    floors = pin(GOLD, stances(1, 0))
    assert floors.measures["stance"].tolerance == MOST < 0.25
    assert [h.verdict for h in hold(floors, stances(0, 0))] == ["fell far"]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30))
def test_a_run_passes_its_own_floors_and_any_that_gains_everywhere(matched: list[int]) -> None:
    floors = pin(GOLD, run_of(*matched))
    assert [h.verdict for h in hold(floors, run_of(*matched))] == ["same"]
    assert not any(h.fails for h in hold(floors, run_of(*(m + 1 for m in matched), gold=21, predicted=21)))


def test_a_measure_no_longer_there_or_counted_otherwise_is_an_error() -> None:
    floors = pin(GOLD, TWENTY)
    with pytest.raises(GoldError, match="strict: pinned, but no longer measured"):
        hold(floors, {name: {"loose": Counts(1, 1, 1)} for name in TWENTY})
    with pytest.raises(GoldError, match="strict: is counted in another way"):
        hold(floors, {name: {"strict": Share(1, 1)} for name in TWENTY})


def test_a_measure_not_pinned_yet_is_no_matter() -> None:
    now = {name: {**row, "names": Counts(1, 1, 1)} for name, row in TWENTY.items()}
    assert [h.change.measure for h in hold(pin(GOLD, TWENTY), now)] == ["strict"]


def test_articles_that_were_not_pinned_are_an_error() -> None:
    with pytest.raises(GoldError, match="a20: stands in one of the runs only"):
        hold(pin(GOLD, TWENTY), run_of(*[10] * 21))


def test_a_figure_edited_by_hand_is_found() -> None:
    floors = pin(GOLD, TWENTY)
    lower = floors.measures["strict"].model_copy(update={"figure": 0.4})
    edited = floors.model_copy(update={"measures": {"strict": lower}})
    with pytest.raises(GoldError, match=re.escape("strict: the figure 0.4 is not that of its tallies")):
        hold(edited, TWENTY)


def test_what_is_pinned_is_measured() -> None:
    assert set(PINNED) < set(MEASURES)
    run = {"a": {measure: Counts() for measure in MEASURES}, "b": {"strict": Counts(1, 1, 1)}}
    assert [list(measures) for measures in pinned_of(run).values()] == [list(PINNED), ["strict"]]
