"""Quarters of a reporting year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copanalytics.calendar import Quarter
from copanalytics.errors import CopanalyticsError


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 12))
def test_a_day_is_between_the_ends_of_its_quarter(day: dt.date, starts: int):
    quarter = Quarter.of(day, starts)

    assert quarter.first <= day <= quarter.last


def test_a_year_from_april_ends_in_march():
    quarter = Quarter.parse("2025-Q4", starts=4)

    assert (quarter.first, quarter.last) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))


@pytest.mark.parametrize("text", ["2025", "Q1", "2025-Q5", "first", ""])
def test_any_other_writing_is_refused(text: str):
    with pytest.raises(CopanalyticsError, match="write it as 2025-Q1"):
        Quarter.parse(text)
