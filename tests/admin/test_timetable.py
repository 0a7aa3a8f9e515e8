"""The days around a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.invitation_rules import MeetingRow
from admin.timetable import (
    Step,
    Terms,
    add_months,
    find_first_review,
    find_next_review,
    find_twentieth_day,
    make_timetable,
)
from admin.working_days import count_working_days, is_working_day

TERMS = Terms()
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
KINDS = st.sampled_from(["cla_review", "icpc", "rcpc", "pathway", "secure", "other"])


def meeting(due_on: date | None, held_on: date | None = None, kind: str = "cla_review") -> MeetingRow:
    return MeetingRow("R", kind, due_on, held_on, None)


def days(row: MeetingRow, review_type: str = "subsequent") -> dict[str, str]:
    return {stop.step.name: f"{stop.on:%a %d %b %Y}" for stop in make_timetable(row, review_type, TERMS)}


def test_a_later_review_as_a_calendar_shows_it() -> None:
    """Due on the Wednesday after Easter Monday: the last call jumps over the bank holidays."""
    assert days(meeting(date(2026, 4, 8))) == {
        "OPENS": "Wed 25 Feb 2026",
        "REMINDER": "Wed 25 Mar 2026",
        "LAST_CALL": "Wed 01 Apr 2026",
        "MEETING": "Wed 08 Apr 2026",
        "CLOSES": "Wed 06 May 2026",
    }


def test_after_it_was_held() -> None:
    assert days(meeting(date(2026, 11, 27), date(2026, 11, 30))) == {
        "OPENS": "Mon 19 Oct 2026",
        "REMINDER": "Mon 16 Nov 2026",
        "LAST_CALL": "Wed 25 Nov 2026",
        "MEETING": "Mon 30 Nov 2026",
        "FEEDBACK": "Mon 30 Nov 2026",
        "NUDGE": "Mon 07 Dec 2026",
        "CLOSES": "Mon 28 Dec 2026",
        "CHECK_IN": "Mon 01 Mar 2027",
        "NEXT_REVIEW": "Sun 30 May 2027",
    }


def test_twenty_working_days_are_more_than_four_weeks_over_christmas() -> None:
    assert find_twentieth_day(date(2026, 11, 30)) == date(2026, 12, 30)
    assert find_twentieth_day(date(2026, 10, 5)) == date(2026, 11, 2)


def test_a_first_review_is_asked_about_at_once() -> None:
    """It is due within 20 working days: so far back its invitation goes, and no further."""
    due_on = find_first_review(date(2026, 12, 7))
    assert due_on == date(2027, 1, 7)
    assert days(meeting(due_on), "first")["OPENS"] == "Mon 07 Dec 2026"


def test_the_second_review_is_nearer_than_later_ones() -> None:
    assert find_next_review(date(2026, 11, 30), "first") == date(2027, 2, 28)
    assert find_next_review(date(2026, 8, 31), "second") == date(2027, 2, 28)
    assert find_next_review(date(2026, 8, 31), "") == date(2027, 2, 28)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)


@pytest.mark.parametrize("kind", ["secure", "other"])
def test_of_meetings_that_nobody_is_asked_about_there_is_the_day_alone(kind: str) -> None:
    assert [*days(meeting(date(2026, 4, 8), kind=kind))] == ["MEETING"]


def test_before_a_conference_nobody_is_asked() -> None:
    asked = days(meeting(date(2026, 4, 1), date(2026, 4, 1), kind="icpc"))
    assert [*asked] == ["MEETING", "FEEDBACK", "NUDGE", "CLOSES"]


def test_without_a_day_or_stood_down_there_is_no_timetable() -> None:
    assert days(meeting(None)) == {}
    assert days(replace(meeting(date(2026, 4, 8)), stood_down=True)) == {}


@given(DAYS, st.one_of(st.none(), DAYS), KINDS, st.sampled_from(["", "first", "second", "subsequent"]))
def test_days_stand_in_order_and_nobody_is_reminded_of_nothing(
    due_on: date, held_on: date | None, kind: str, review_type: str
) -> None:
    stops = make_timetable(meeting(due_on, held_on, kind), review_type, TERMS)
    assert [stop.on for stop in stops] == sorted(stop.on for stop in stops)
    at = {stop.step: stop.on for stop in stops}
    assert len(at) == len(stops)
    assert at[Step.MEETING] == (held_on or due_on)
    for reminder in at.keys() & {Step.REMINDER, Step.LAST_CALL}:
        assert at[Step.OPENS] < at[reminder] < at[Step.MEETING]
    if Step.LAST_CALL in at:
        assert is_working_day(at[Step.LAST_CALL])
        assert count_working_days(at[Step.LAST_CALL], at[Step.MEETING] - timedelta(days=1)) == 2
    assert (Step.FEEDBACK in at) == (held_on is not None and kind not in {"secure", "other"})
    assert (Step.NEXT_REVIEW in at) == (held_on is not None and kind == "cla_review")


@given(DAYS, st.integers(1, 24))
def test_months_later_is_the_same_day_or_the_last_there_is(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
