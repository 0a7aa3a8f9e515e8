from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.working_days import add_working_days, count_working_days, is_bank_holiday, is_working_day

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 30), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # in place of Boxing Day, a Saturday
        (date(2027, 12, 27), False),  # in place of Christmas Day, a Saturday
        (date(2027, 12, 28), False),
        (date(2022, 9, 19), False),  # the Queen's funeral, this once
        (date(2020, 5, 8), False),  # moved from the Monday, for VE Day
        (date(2020, 5, 4), True),
        (date(2026, 3, 17), True),  # Northern Ireland's alone
        (date(2026, 1, 2), True),  # Scotland's alone
        (date(2024, 2, 29), True),
    ],
)
def test_is_working_day_in_england(day: date, *, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 29), 1, date(2026, 11, 30)),
        (date(2026, 11, 29), 0, date(2026, 11, 29)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 29), -1, date(2026, 12, 24)),
        (date(2026, 11, 2), 20, date(2026, 11, 30)),
        (date(2026, 4, 1), 20, date(2026, 5, 1)),  # over Easter: two days more than four weeks
        (date(2026, 12, 18), -3, date(2026, 12, 15)),
    ],
)
def test_add_working_days_passes_over_weekends_and_bank_holidays(day: date, count: int, then: date) -> None:
    assert add_working_days(day, count) == then


@given(DAYS, st.integers(1, 60))
def test_add_working_days_counts_as_many_as_were_added(day: date, count: int) -> None:
    then = add_working_days(day, count)
    assert is_working_day(then)
    assert count_working_days(day, then) == count
    assert count_working_days(day, then - DAY) == count - 1
    before = add_working_days(day, -count)
    assert is_working_day(before)
    assert count_working_days(day, before) == -count


@given(DAYS, st.integers(0, 90), st.integers(0, 90))
def test_count_working_days_adds_up_over_any_day_between(day: date, some: int, more: int) -> None:
    middle, last = day + DAY * some, day + DAY * (some + more)
    assert count_working_days(day, middle) + count_working_days(middle, last) == count_working_days(day, last)


@given(DAYS)
def test_a_bank_holiday_is_no_working_day(day: date) -> None:
    assert not (is_bank_holiday(day) and is_working_day(day))
