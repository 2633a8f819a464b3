"""Months, quarters and halves: names, bounds, neighbours."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.model.period import Month, Period, Span

MONTHS = st.builds(Month, st.integers(1000, 2999), st.integers(1, 12))
PERIODS = st.builds(Period.around, MONTHS, st.sampled_from(Span))


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11 "])
def test_what_is_no_month_is_none(text: str) -> None:
    assert Month.parse(text) is None
    assert Period.parse(text) is None


@pytest.mark.parametrize("text", ["2026-triwulan-5", "2026-semester-3", "2026-kuartal-1"])
def test_what_is_no_part_of_a_year_is_none(text: str) -> None:
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    ("name", "begin", "end"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-triwulan-1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-triwulan-4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-semester-1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-semester-2", date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_called_by_its_year_and_part(name: str, begin: date, end: date) -> None:
    period = Period.parse(name)
    assert period is not None
    assert str(period) == name
    assert (period.begin.first, period.end) == (begin, end)
    assert begin in period
    assert end in period
    assert date.fromordinal(begin.toordinal() - 1) not in period
    assert date.fromordinal(end.toordinal() + 1) not in period


@given(MONTHS, st.integers(-40, 40))
def test_months_are_counted_there_and_back(month: Month, count: int) -> None:
    assert month.plus(count).plus(-count) == month
    assert (month.plus(1) > month) is True
    assert month.last.toordinal() + 1 == month.plus(1).first.toordinal()


@given(PERIODS)
def test_a_period_is_read_as_it_is_written(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert period.before.plus(1) == period.begin
    assert period.after == period.months[-1].plus(1)


@given(MONTHS, st.sampled_from(Span))
def test_a_month_lies_in_the_period_around_it(month: Month, span: Span) -> None:
    assert month in Period.around(month, span).months
