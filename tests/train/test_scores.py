"""Weights of scores: fitted on articles, checked on others, written as the grammar reads them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from pipeline.flow import Flow
from pipeline.grammar.scores import KINDS, NAMES
from pipeline.ontology import schema as ontologies
from pipeline.profiles import schema as profiles
from pipeline.train.scores import Fitted, Judged, _fit, as_toml, fitted, judged, table

GOLD = Path(__file__).parents[2] / "corpus/gold/own"


def drawn(n: int, weight: float) -> list[Judged]:
    """Candidates whose only sign is the second, right with the odds that the weight says."""
    rng = np.random.default_rng(1)
    signs = rng.normal(size=n)
    right = rng.random(n) < 1 / (1 + np.exp(-weight * signs))
    rest = (0.0,) * (len(NAMES) - 2)
    return [
        Judged(f"a{i % 9}", "told", (1.0, s, *rest), bool(r)) for i, (s, r) in enumerate(zip(signs, right, strict=True))
    ]


@pytest.mark.parametrize("weight", [-1.5, 0.0, 2.0])
def test_a_fit_finds_the_weight_that_the_data_were_drawn_with(weight: float) -> None:
    bias, found, *others = _fit(drawn(4000, weight))
    assert found == pytest.approx(weight, abs=0.15)
    assert bias == pytest.approx(0.0, abs=0.15)
    assert not np.any(others)


def test_weights_are_written_as_the_grammar_reads_them() -> None:
    given = {kind: np.arange(len(NAMES)) / 10 for kind in KINDS}
    read = tomllib.loads(as_toml(Fitted(given, {}, 0), "dev"))
    assert {kind: list(read[kind].values()) for kind in KINDS} == {kind: list(given[kind]) for kind in KINDS}
    assert list(read["seen"]) == list(NAMES)


def test_the_table_counts_what_is_kept() -> None:
    held = {"told": [(0.9, True), (0.2, False)], "seen": [(0.6, True)]}
    lines = table(Fitted({}, held, 4)).splitlines()  # type: ignore[arg-type]
    assert lines[1].split() == ["rules,", "all", "50.0", "25.0", "33.3", "1", "2", "4"]
    assert next(line for line in lines if line.split()[0] == "0.50").split()[1:] == [
        "100.0", "50.0", "66.7", "2", "2", "4",
    ]  # fmt: skip


def test_candidates_of_a_labelled_article_are_judged() -> None:
    from pipeline.gold.folder import read_gold

    known = ontologies.load()
    flow = Flow.of(profiles.load("rules"), known)
    found = judged(read_gold(GOLD, "train")[0], flow, known)
    assert {one.kind for one in found} == set(KINDS)
    assert 0 < sum(one.right for one in found) < len(found)
    assert all(len(one.signs) == len(NAMES) for one in found)


def test_every_article_is_scored_by_a_fit_on_others() -> None:
    known = ontologies.load()
    found = fitted([GOLD], "train", Flow.of(profiles.load("rules"), known), known)
    assert found.gold > 0
    assert all(0 < chance < 1 for kind in KINDS for chance, _ in found.held_out[kind])
