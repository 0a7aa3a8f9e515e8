"""Who is due what today: to be invited, to be asked how it went, to be reminded. Pure.

All of it follows from days: those of the meeting, and those on which somebody was given something. Each
reminder has days on which it may be given, so one that was missed is made up for, until its next one is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from admin.timetable import Step, make_timetable
from forms.definition import Audience, Timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from admin.invitation_rules import MeetingRow
    from admin.timetable import Terms

REMINDERS: Mapping[str, Step] = {
    "reminder": Step.REMINDER,
    "last_call": Step.LAST_CALL,
    "nudge": Step.NUDGE,
}
"""Each at most once for an invitation: two before a meeting, one after it. By their codes."""
CODES: Mapping[Step, str] = {step: code for code, step in REMINDERS.items()}
FIRST: Mapping[Timing, Step] = {
    Timing.BEFORE: Step.OPENS,
    Timing.AFTER: Step.FEEDBACK,
    Timing.BETWEEN: Step.CHECK_IN,
}
"""What somebody is given first, by what the form is about."""
MOST_A_WORKING_DAY = 5
"""Calendar days from one working day to the next, at most: over Christmas, or over Easter."""
LEAST_APART = timedelta(days=3)
"""Between anything that one person is given and the next: a reminder made up for is no second one at once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one person who is asked one form about one meeting.

    `given_on`: the days on which they were given a code, the first being their invitation. `reminded`: on
    which day by which reminder. `last_day`: the last on which the invitation opens anything.
    """

    meeting: MeetingRow
    timing: Timing
    audience: Audience
    person: str
    last_day: date
    given_on: tuple[date, ...] = ()
    reminded: Mapping[Step, date] | None = None
    is_answered: bool = False
    """By anybody: where many share a code, nobody can tell who has."""
    is_shut: bool = False
    asked_not_to: bool = False

    @property
    def had(self) -> Mapping[Step, date]:
        """The reminders they had."""
        return self.reminded or {}

    @property
    def may_be_reminded(self) -> bool:
        """Tell whether they may be reminded at all."""
        is_safe = self.audience is not Audience.PARENT or self.person in self.meeting.safe_parents
        is_done = self.is_answered or self.is_shut or self.asked_not_to or bool(self.meeting.stood_down)
        return bool(self.given_on) and is_safe and not is_done


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a reminder may be given: its own, and those on which it is made up for."""

    step: Step
    first: date
    last: date


def list_windows(standing: Standing, terms: Terms) -> Iterator[Window]:
    """Yield when each reminder may be given; none that lies before the invitation, or after it closes."""
    meeting, day = standing.meeting, timedelta(days=1)
    days = {stop.step: stop.on for stop in make_timetable(meeting, meeting.review_type, terms)}
    if standing.timing is Timing.AFTER and Step.NUDGE in days:
        yield Window(Step.NUDGE, days[Step.NUDGE], standing.last_day)
    if standing.timing is not Timing.BEFORE or Step.MEETING not in days:
        return
    ends = days.get(Step.LAST_CALL, days[Step.MEETING]) - day, days[Step.MEETING] - day
    for step, last in zip((Step.REMINDER, Step.LAST_CALL), ends, strict=True):
        if step in days:
            yield Window(step, days[step], min(last, standing.last_day))


def find_most_before(terms: Terms) -> int:
    """Return how many days before a meeting the first reminder is due at the earliest."""
    return max(terms.remind_days, MOST_A_WORKING_DAY * terms.last_call_working_days)


def find_reminder(standing: Standing, terms: Terms, today: date) -> Step | None:
    """Return the reminder that is due today, if one is."""
    found = find_next_reminder(standing, terms, today)
    return found[0] if found is not None and found[1] == today else None


def find_next_reminder(standing: Standing, terms: Terms, today: date) -> tuple[Step, date] | None:
    """Return which reminder comes next, and on which day: today, if it is due."""
    if not standing.may_be_reminded:
        return None
    given_last = max((*standing.given_on, *standing.had.values()))
    from_on = max(today, given_last + LEAST_APART)
    to_come = ((window, max(window.first, from_on)) for window in _list_left(standing, terms))
    return next(((window.step, day) for window, day in to_come if day <= window.last), None)


def _list_left(standing: Standing, terms: Terms) -> Iterator[Window]:
    """Yield the windows of the reminders that are left: nobody is reminded of what they did not have yet."""
    for window in list_windows(standing, terms):
        if window.step not in standing.had and min(standing.given_on) < window.first:
            yield window


def find_first(meeting: MeetingRow, timing: Timing, terms: Terms, today: date) -> Step | None:
    """Return what somebody who was given nothing yet is due; None before its day, or without one."""
    wanted = FIRST[timing]
    days = {stop.step: stop.on for stop in make_timetable(meeting, meeting.review_type, terms)}
    return wanted if wanted in days and days[wanted] <= today else None
