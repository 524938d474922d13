"""Which day relative words mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.ner import moments

TODAY = date(2021, 4, 8)  # a Thursday
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("unit", "step", "iso"),
    [
        ("year", -1, "2020"),
        ("month", -4, "2020-12"),
        ("week", 0, "2021-W14"),
        ("quarter", 0, "2021-04/2021-06"),
        ("quarter", -2, "2020-10/2020-12"),
    ],
)
def test_period(unit: str, step: int, iso: str) -> None:
    assert moments.period(unit, step, TODAY) == iso


@pytest.mark.parametrize(
    ("amount", "unit", "iso"),
    [(20, "year", "2001"), (2, "week", "2021-03-25"), (5, "month", "2020-11"), (3, "decade", "1991")],
)
def test_ago(amount: int, unit: str, iso: str) -> None:
    assert moments.ago(amount, unit, TODAY) == iso


@pytest.mark.parametrize("unit", ["day", "week", "month", "year", "decade"])
def test_longer_ago_than_the_calendar_is_none(unit: str) -> None:
    assert moments.ago(10**12, unit, TODAY) is None


@pytest.mark.parametrize(("number", "step", "iso"), [(11, -1, "2020-11"), (3, -1, "2021-03"), (6, 1, "2021-06")])
def test_month(number: int, step: int, iso: str) -> None:
    assert moments.month(number, step, TODAY) == iso


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_within_the_week_behind_or_ahead(today: date, day: int) -> None:
    behind = date.fromisoformat(moments.weekday(day, today, ahead=False))
    ahead = date.fromisoformat(moments.weekday(day, today, ahead=True))
    assert behind.weekday() == ahead.weekday() == day
    assert timedelta(0) <= today - behind < timedelta(7)
    assert timedelta(0) <= ahead - today < timedelta(7)


@given(DAYS, st.integers(min_value=1, max_value=12))
def test_the_nearest_year_is_within_half_a_year(today: date, month: int) -> None:
    nearest = date(moments.nearest_year(month, 15, today), month, 15)
    assert abs(nearest - today) <= timedelta(184)
