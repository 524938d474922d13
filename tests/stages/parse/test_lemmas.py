"""Lemmas: the cases are a table."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine.labels import UPOS
from pipeline.stages.parse.lemmas import lemma

PATH = Path(__file__).parents[2] / "cases" / "parse" / "lemmas.toml"
TABLE = tomllib.loads(PATH.read_text(encoding="utf-8"))
CASES = [(upos, *line.split(" ")) for upos, lines in TABLE.items() for line in lines]


@pytest.mark.parametrize(("upos", "form", "expected"), CASES, ids=[f"{form} {upos}" for upos, form, _ in CASES])
def test_lemma(upos: str, form: str, expected: str) -> None:
    assert lemma(form, upos) == expected


@pytest.mark.parametrize(("form", "upos"), [("'s", "AUX"), ("'d", "AUX")])
@pytest.mark.xfail(reason="the form alone does not say whether it is 'have'")
def test_a_clitic_of_have(form: str, upos: str) -> None:
    assert lemma(form, upos) == "have"


@settings(deadline=None)
@given(st.text(min_size=1, max_size=20), st.sampled_from(UPOS))
def test_every_word_has_a_lemma(form: str, upos: str) -> None:
    found = lemma(form, upos)
    assert found
    assert found == (form if upos == "PROPN" else lemma(form.lower(), upos))
