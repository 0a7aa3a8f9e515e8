"""Who is due a reminder on a day: by property, over meetings, moves and days of any kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.invitation_rules import MeetingRow
from admin.reminders.rules import (
    LEAST_APART,
    REMINDERS,
    Standing,
    find_first,
    find_next_reminder,
    find_reminder,
)
from admin.timetable import Step, Terms
from forms.definition import Audience, Timing

TERMS = Terms()
DAY = timedelta(days=1)
TUESDAY = date(2026, 11, 24)
"""Of a meeting: the reminder is due two weeks before, on the 10th; the last call on Thursday the 19th."""


def meet(on: date = TUESDAY, held_on: date | None = None, **values: Any) -> MeetingRow:
    return MeetingRow("R", "cla_review", on, held_on, date(2012, 1, 1), review_type="subsequent", **values)


def stand(meeting: MeetingRow | None = None, **values: Any) -> Standing:
    meeting = meeting or meet()
    usual = {
        "timing": Timing.BEFORE,
        "audience": Audience.CHILD,
        "person": "",
        "last_day": (meeting.held_on or meeting.due_on or TUESDAY) + 28 * DAY,
        "given_on": (TUESDAY - 42 * DAY,),
    }
    return Standing(meeting, **{**usual, **values})


def due_days(standing: Standing) -> dict[date, Step]:
    """Say on which days which reminder would be due, if none were ever given."""
    days = (TUESDAY + number * DAY for number in range(-60, 60))
    return {day: step for day in days if (step := find_reminder(standing, TERMS, day)) is not None}


def test_the_days_of_both_reminders_before_a_meeting() -> None:
    days = due_days(stand())
    assert min(days) == date(2026, 11, 10)
    assert max(days) == date(2026, 11, 23)  # not on the day itself
    assert next(day for day, step in days.items() if step is Step.LAST_CALL) == date(2026, 11, 19)


def test_the_nudge_is_due_a_week_after_and_until_the_close() -> None:
    held = meet(held_on=TUESDAY)
    days = due_days(stand(held, timing=Timing.AFTER, given_on=(TUESDAY,)))
    assert set(days.values()) == {Step.NUDGE}
    assert (min(days), max(days)) == (TUESDAY + 7 * DAY, TUESDAY + 28 * DAY)


def test_between_two_meetings_nobody_is_reminded() -> None:
    held = meet(held_on=TUESDAY - 91 * DAY)
    assert due_days(stand(held, timing=Timing.BETWEEN)) == {}


@pytest.mark.parametrize(
    "values",
    [
        {"is_answered": True},
        {"is_shut": True},
        {"asked_not_to": True},
        {"given_on": ()},
        {"audience": Audience.PARENT, "person": "DAD"},
    ],
)
def test_nothing_is_due(values: dict[str, Any]) -> None:
    assert due_days(stand(**values)) == {}


def test_a_parent_who_is_safe_to_invite_is_reminded() -> None:
    meeting = meet(parents_safe_to_invite="MUM DAD")
    assert due_days(stand(meeting, audience=Audience.PARENT, person="DAD"))
    assert not due_days(stand(replace(meeting, stood_down=True), audience=Audience.PARENT, person="DAD"))


def test_who_was_invited_late_is_not_reminded_of_what_they_just_got() -> None:
    late = stand(given_on=(TUESDAY - 10 * DAY,))
    assert set(due_days(late).values()) == {Step.LAST_CALL}
    assert due_days(stand(given_on=(TUESDAY - 4 * DAY,))) == {}


def test_a_reminder_that_was_missed_is_made_up_for_until_the_next_is_due() -> None:
    monday = date(2026, 11, 16)
    assert find_reminder(stand(), TERMS, monday) is Step.REMINDER
    assert find_reminder(stand(), TERMS, date(2026, 11, 19)) is Step.LAST_CALL  # never both


def test_a_last_call_waits_some_days_after_a_reminder_that_was_late() -> None:
    late = stand(reminded={Step.REMINDER: date(2026, 11, 18)})
    assert find_reminder(late, TERMS, date(2026, 11, 19)) is None
    assert find_next_reminder(late, TERMS, date(2026, 11, 19)) == (Step.LAST_CALL, date(2026, 11, 21))


def test_a_meeting_that_moves_away_brings_no_reminder_twice() -> None:
    moved = meet(TUESDAY + 28 * DAY)
    standing = stand(moved, reminded={Step.REMINDER: date(2026, 11, 10)})
    days = due_days(standing)
    assert set(days.values()) == {Step.LAST_CALL}
    assert min(days) > TUESDAY


def test_what_comes_next_is_told_before_its_day() -> None:
    assert find_next_reminder(stand(), TERMS, date(2026, 10, 20)) == (Step.REMINDER, date(2026, 11, 10))
    assert find_next_reminder(stand(is_answered=True), TERMS, date(2026, 10, 20)) is None


@pytest.mark.parametrize(
    ("held_on", "timing", "today", "step"),
    [
        (None, Timing.BEFORE, TUESDAY - 43 * DAY, None),
        (None, Timing.BEFORE, TUESDAY - 42 * DAY, Step.OPENS),
        (TUESDAY, Timing.AFTER, TUESDAY, Step.FEEDBACK),
        (None, Timing.AFTER, TUESDAY, None),
        (TUESDAY, Timing.BETWEEN, TUESDAY + 90 * DAY, None),
        (TUESDAY, Timing.BETWEEN, TUESDAY + 91 * DAY, Step.CHECK_IN),
    ],
)
def test_what_is_given_first(held_on: date | None, timing: Timing, today: date, step: Step | None) -> None:
    assert find_first(meet(held_on=held_on), timing, TERMS, today) is step


days = st.integers(-60, 90).map(lambda number: TUESDAY + number * DAY)
looks = st.sampled_from([[], [TUESDAY + number * DAY for number in range(-60, 91)]])
"""Nobody looks but as the history says, or somebody looks every day."""


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[date, str, Any]]:
    """Draw what happens, by day: the meeting moves or is held, somebody answers or stops, staff look."""
    acts = draw(
        st.lists(
            st.tuples(
                days,
                st.sampled_from(["look"] * 6 + ["move", "off", "on", "held", "answer", "stop", "again"]),
                days,
            ),
            max_size=60,
        )
    )
    return sorted(acts, key=lambda act: act[0])


@given(histories(), st.sampled_from([Timing.BEFORE, Timing.AFTER, Timing.BETWEEN]), looks, days)
def test_nobody_is_ever_reminded_too_often_or_too_late(
    history: list[tuple[date, str, Any]], timing: Timing, looked: list[date], invited_on: date
) -> None:
    """Whatever happens, and however often somebody looks: two before and one after, and none after a stop."""
    standing = stand(given_on=(invited_on,), timing=timing, last_day=TUESDAY + 60 * DAY)
    acts = [*history, *((day, "look", None) for day in looked)]
    got: list[tuple[date, Step]] = []
    for today, act, to in sorted(acts, key=lambda each: each[0]):
        if act != "look":
            standing = happen(standing, act, to)
            continue
        step = find_reminder(standing, TERMS, today)
        if step is None:
            continue
        assert not standing.is_answered
        assert not standing.asked_not_to
        assert not standing.meeting.stood_down
        assert today <= standing.last_day
        got.append((today, step))
        assert standing.given_on[0] < today
        standing = replace(standing, reminded={**standing.had, step: today})
    steps = [step for _, step in got]
    assert len(steps) == len(set(steps))
    assert set(steps) <= set(REMINDERS.values())
    allowed = {Timing.BEFORE: {Step.REMINDER, Step.LAST_CALL}, Timing.AFTER: {Step.NUDGE}}
    assert set(steps) <= allowed.get(timing, set())
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(got)]
    assert all(gap >= LEAST_APART for gap in gaps)


def happen(standing: Standing, act: str, to: date) -> Standing:
    meeting = standing.meeting
    return {
        "move": lambda: replace(standing, meeting=replace(meeting, due_on=to)),
        "off": lambda: replace(standing, meeting=replace(meeting, stood_down=True)),
        "on": lambda: replace(standing, meeting=replace(meeting, stood_down=False)),
        "held": lambda: replace(standing, meeting=replace(meeting, held_on=to)),
        "answer": lambda: replace(standing, is_answered=True),
        "stop": lambda: replace(standing, asked_not_to=True),
        "again": lambda: replace(standing, given_on=(standing.given_on[0], max(to, standing.given_on[0]))),
    }[act]()
