"""Quotations: the cases of tests/cases/stance/quotes.toml, and what holds for every text."""

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.stance.quotes import quotations

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/stance/quotes.toml").read_text(encoding="utf-8"))["case"]

marked_text = st.text(alphabet="as5 .\n“”\"‘’'`«»", max_size=200)


def _params() -> list[object]:
    params = []
    for case in CASES:
        reason = case.get("known_failure")
        marks = [pytest.mark.xfail(reason=reason)] if reason else []
        params.append(pytest.param(case["text"], case["quotations"], id=case["name"], marks=marks))
    return params


@pytest.mark.parametrize(("text", "expected"), _params())
def test_quotations_of_case(text, expected):
    assert [text[q.start : q.end] for q in quotations(text)] == expected


@given(marked_text)
def test_quotations_are_inside_the_text_and_nested_or_disjoint(text):
    found = quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    for i, outer in enumerate(found):
        for inner in found[i + 1 :]:
            assert inner.start >= outer.end or inner.end <= outer.end


@given(marked_text)
def test_a_quotation_begins_with_an_opening_mark(text):
    assert all(text[q.start] in "“\"‘'`«" for q in quotations(text))


@given(st.text(alphabet="ab .\n", max_size=100))
def test_no_marks_no_quotations(text):
    assert quotations(text) == ()


@pytest.mark.parametrize("unit", ['"a ', "“a ", "‘a ", "`", "“‘`«", "a’ ", "“a\n\n", '"a" ', "'"])
def test_time_is_linear(unit):
    def seconds(repeats):
        start = time.process_time()
        quotations(unit * repeats)
        return time.process_time() - start

    small, large = (min(seconds(n) for _ in range(3)) for n in (2_000, 16_000))
    assert large < 0.05 + 24 * small, f"8 times the text took {large / small:.0f} times as long"


def test_pairs_of_a_long_text_stay_apart():
    found = quotations('"Yes," he said. ' * 1_000)
    assert len(found) == 1_000
    assert all(a.end < b.start for a, b in pairwise(found))
