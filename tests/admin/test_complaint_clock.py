"""The clock of a complaint: ten working days, or twenty, from the day it came."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.complaints.clock import find_due, find_next_stage, is_late, say_acknowledged, say_clock
from admin.working_days import count_working_days, is_working_day
from admin.written_days import write_weekday

NOON = time(12, tzinfo=UTC)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def make(came_on: date, **changed: Any) -> dict[str, Any]:
    times = dict.fromkeys(("acknowledged_at", "extended_at", "answered_at"))
    return {"raised_at": datetime.combine(came_on, NOON), **times, **changed}


def at(day: date) -> datetime:
    return datetime.combine(day, NOON)


@pytest.mark.parametrize(
    ("came_on", "due", "longest"),
    [
        (date(2026, 11, 20), date(2026, 12, 4), date(2026, 12, 18)),
        (date(2026, 11, 21), date(2026, 12, 4), date(2026, 12, 18)),
        (date(2026, 12, 18), date(2027, 1, 6), date(2027, 1, 20)),
    ],
    ids=["a Friday", "a Saturday", "over Christmas"],
)
def test_due_leaves_out_weekends_and_bank_holidays(came_on: date, due: date, longest: date) -> None:
    assert find_due(make(came_on)) == due
    assert find_due(make(came_on, extended_at=at(due))) == longest


def test_day_is_the_one_in_london() -> None:
    """A letter box emptied at half past midnight in summer is still of the day before in UTC."""
    late = datetime(2026, 6, 5, 23, 30, tzinfo=UTC)
    assert find_due({**make(date(2026, 6, 5)), "raised_at": late}) == date(2026, 6, 19)
    assert find_due(make(date(2026, 6, 4))) == date(2026, 6, 18)


@given(came_on=DAYS, waited=st.integers(0, 60))
def test_clock_says_late_exactly_when_the_days_are_used_up(came_on: date, waited: int) -> None:
    today = came_on + timedelta(days=waited)
    complaint = make(came_on)
    used = count_working_days(came_on, today)
    said = say_clock(complaint, today)
    assert is_working_day(find_due(complaint))
    assert is_late(complaint, today) == (today > find_due(complaint))
    assert said.startswith("Late") == is_late(complaint, today)
    if not is_late(complaint, today):
        assert used <= 10
        assert said == (
            "Today is the last day" if used == 10 else f"{10 - used} working day{'s' * (used != 9)} left"
        )
    else:
        assert used > 10 or not is_working_day(today)


def test_clock_stops_with_the_answer() -> None:
    complaint = make(date(2026, 11, 20), answered_at=at(date(2026, 12, 4)))
    assert say_clock(complaint, date(2027, 3, 1)) == "Answered in time"
    late = {**complaint, "answered_at": at(date(2026, 12, 8))}
    assert say_clock(late, date(2027, 3, 1)) == "Answered, 2 working days late"
    assert find_next_stage(complaint) == date(2027, 1, 6)


def test_acknowledgement_says_how_long_it_has_waited() -> None:
    complaint = make(date(2026, 11, 20))
    assert say_acknowledged(complaint, date(2026, 11, 22)) == "Not yet"
    assert say_acknowledged(complaint, date(2026, 11, 23)) == "Not yet, after 1 working day"
    assert (
        say_acknowledged({**complaint, "acknowledged_at": at(date(2026, 11, 23))}, date(2026, 12, 1)) == "Yes"
    )


def test_day_is_written_as_people_do() -> None:
    assert write_weekday(date(2026, 12, 4)) == "Friday 4 December 2026"
