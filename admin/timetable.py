"""When what happens around a meeting: the days to invite, to remind, to ask how it went. Pure.

Sources: domain.md section 1. Only days on which something is for us to do, and days that answers depend on:
decisions (5 working days) and minutes (20) belong to the case system.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from admin.invitation_rules import REVIEW, list_all_timings
from admin.working_days import add_working_days
from forms.definition import Timing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.invitation_rules import MeetingRow
    from forms.settings import Settings

FIRST_REVIEW_WITHIN = 20
"""Working days from the day a child became looked after to the first review, at the latest."""
ANSWERS_WITHIN = 20
"""Working days that a council's timetable leaves for answers after a meeting."""
SECOND_REVIEW_MONTHS, LATER_REVIEW_MONTHS = 3, 6
"""Months from one review to the next, at the latest: from the first, and from any other."""


class Step(Enum):
    """What a day is for: to staff, in a few words."""

    OPENS = "Invitations go out"
    REMINDER = "Reminder to whoever has not answered"
    LAST_CALL = "Last call"
    MEETING = "The meeting"
    FEEDBACK = "Everybody is asked how it went"
    NUDGE = "One nudge, and then no more"
    CLOSES = "Answers close"
    CHECK_IN = "Check-in with the child, between two reviews"
    NEXT_REVIEW = "The next review, at the latest"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long before and after a meeting: calendar days, but for the last call."""

    open_days: int = 28
    check_in_days: int = 91
    invite_days: int = 42
    remind_days: int = 14
    last_call_working_days: int = 3
    nudge_days: int = 7


@dataclass(frozen=True, slots=True)
class Stop:
    """One day of the timetable."""

    step: Step
    on: date

    def is_past(self, today: date) -> bool:
        """Tell whether the day is over."""
        return self.on < today


def make_terms(settings: Settings) -> Terms:
    """Return the days that the council works by."""
    return Terms(open_days=settings.open_days, check_in_days=settings.check_in_days)


def make_timetable(meeting: MeetingRow, review_type: str, terms: Terms) -> tuple[Stop, ...]:
    """Return the days of a meeting, the earliest first: none without a date, none if it is stood down.

    Where nobody is asked before (or after) a meeting of this kind, there are no days for it.
    """
    meeting_on = meeting.held_on or meeting.due_on
    if meeting_on is None or meeting.stood_down:
        return ()
    timings = list_all_timings(meeting.meeting_kind)
    stops = [Stop(Step.MEETING, meeting_on)]
    if Timing.BEFORE in timings:
        stops += _list_before(meeting_on, review_type, terms)
    if timings & {Timing.BEFORE, Timing.AFTER}:
        stops.append(Stop(Step.CLOSES, meeting_on + timedelta(days=terms.open_days)))
    if meeting.held_on is not None:
        stops += _list_after(meeting, meeting.held_on, review_type, terms)
    return tuple(sorted(stops, key=lambda stop: (stop.on, _PLACES[stop.step])))


def _list_before(meeting_on: date, review_type: str, terms: Terms) -> Iterator[Stop]:
    """Yield the days before. A first review is due so soon that its invitation goes at once.

    A day that would lie before the invitation is left out: nobody is reminded of what they never had.
    """
    opens_on = meeting_on - timedelta(days=terms.invite_days)
    if review_type == "first":
        opens_on = max(opens_on, add_working_days(meeting_on, -FIRST_REVIEW_WITHIN))
    yield Stop(Step.OPENS, opens_on)
    remind_on = meeting_on - timedelta(days=terms.remind_days)
    last_call_on = add_working_days(meeting_on, -terms.last_call_working_days)
    if opens_on < remind_on < last_call_on:
        yield Stop(Step.REMINDER, remind_on)
    if opens_on < last_call_on < meeting_on:
        yield Stop(Step.LAST_CALL, last_call_on)


def _list_after(meeting: MeetingRow, held_on: date, review_type: str, terms: Terms) -> Iterator[Stop]:
    timings = list_all_timings(meeting.meeting_kind)
    if Timing.AFTER in timings:
        yield Stop(Step.FEEDBACK, held_on)
        if terms.nudge_days < terms.open_days:
            yield Stop(Step.NUDGE, held_on + timedelta(days=terms.nudge_days))
    if Timing.BETWEEN in timings:
        yield Stop(Step.CHECK_IN, held_on + timedelta(days=terms.check_in_days))
    if meeting.meeting_kind in REVIEW:
        yield Stop(Step.NEXT_REVIEW, find_next_review(held_on, review_type))


def find_first_review(looked_after_since: date) -> date:
    """Return the last day for the first review of a child who became looked after on a day."""
    return add_working_days(looked_after_since, FIRST_REVIEW_WITHIN)


def find_next_review(held_on: date, review_type: str) -> date:
    """Return the last day for the review after one; where nobody says which it was, after a later one."""
    return add_months(held_on, SECOND_REVIEW_MONTHS if review_type == "first" else LATER_REVIEW_MONTHS)


def find_twentieth_day(meeting_on: date) -> date:
    """Return the day to which a council's own timetable leaves time for answers: bank holidays count here."""
    return add_working_days(meeting_on, ANSWERS_WITHIN)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the last day of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


_PLACES = {step: place for place, step in enumerate(Step)}
