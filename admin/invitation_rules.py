"""Who is asked, when, by which form: pure rules.

Sources: domain.md section 1. A child is asked before the review; carers and professionals once it is
recorded as held. Only looked-after children's and pathway reviews have forms so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from forms.definition import Audience, Timing
from forms.participation import age_on

if TYPE_CHECKING:
    from datetime import date

OPEN_DAYS = 28
"""An invitation stays open for 20 working days after the meeting, which are four weeks. Before it, the same
is added to the due date, since meetings move; where that has passed, the days count from today."""
PROFESSIONALS_AT_A_MEETING = 12
"""One code goes to the meeting and each professional may answer on it once."""
FITTING_KINDS = frozenset({"cla_review", "pathway"})
"""Meetings that the shipped forms speak of."""


@dataclass(frozen=True, slots=True)
class Route:
    """Whom one form is for. `ages` in full years at the review; none: any age, nobody asks."""

    audience: Audience
    timing: Timing
    form_key: str
    takes: int = 1
    ages: range | None = None


ROUTES = (
    Route(Audience.CHILD, Timing.BEFORE, "have_your_say_12_17", ages=range(12, 18)),
    Route(Audience.CARER, Timing.AFTER, "feedback_carer"),
    Route(Audience.PROFESSIONAL, Timing.AFTER, "feedback_professional", takes=PROFESSIONALS_AT_A_MEETING),
)


class NotAsked(Enum):
    """Why somebody is not invited now."""

    NO_FORM_FOR_MEETING = "no form fits this kind of meeting yet"
    NOT_HELD = "feedback is asked only once the review is recorded as held"
    ALREADY_HELD = "the review has been held, and no form for afterwards is there yet"
    NO_FORM = "no form is there yet for this audience"
    NO_BIRTH_DATE = "no date of birth is known, so no form can be chosen"
    NO_FORM_FOR_AGE = "no form is there yet for a child of this age"
    ALREADY_INVITED = "already invited"


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What the rules look at of a review and its child."""

    review_ref: str
    meeting_kind: str
    due_on: date | None
    held_on: date | None
    date_of_birth: date | None

    def timing(self, today: date) -> Timing:
        """Tell whether it is still to come; a held date in the future is a plan."""
        return Timing.AFTER if self.held_on and self.held_on <= today else Timing.BEFORE


@dataclass(frozen=True, slots=True)
class Ask:
    """One invitation to make: its last day is `closes_on`."""

    review_ref: str
    form_key: str
    audience: Audience
    takes: int
    closes_on: date


Choice: TypeAlias = Ask | NotAsked


def choose_audiences(meeting: MeetingRow, today: date) -> tuple[Audience, ...]:
    """Return those who are to be asked at this time of the review."""
    return tuple(route.audience for route in ROUTES if route.timing is meeting.timing(today))


def choose_ask(meeting: MeetingRow, audience: Audience, today: date) -> Choice:
    """Decide whether somebody is asked, and by which form."""
    if meeting.meeting_kind not in FITTING_KINDS:
        return NotAsked.NO_FORM_FOR_MEETING
    route = next((route for route in ROUTES if route.audience is audience), None)
    if route is None:
        return NotAsked.NO_FORM
    if route.timing is not meeting.timing(today):
        return NotAsked.NOT_HELD if route.timing is Timing.AFTER else NotAsked.ALREADY_HELD
    return _find_age_fault(route, meeting, today) or Ask(
        meeting.review_ref, route.form_key, audience, route.takes, _find_last_day(meeting, today)
    )


def _find_age_fault(route: Route, meeting: MeetingRow, today: date) -> NotAsked | None:
    if route.ages is None:
        return None
    if meeting.date_of_birth is None:
        return NotAsked.NO_BIRTH_DATE
    age = age_on(meeting.date_of_birth, meeting.due_on or today)
    return None if age in route.ages else NotAsked.NO_FORM_FOR_AGE


def _find_last_day(meeting: MeetingRow, today: date) -> date:
    meeting_on = meeting.held_on or meeting.due_on or today
    return max(meeting_on, today) + timedelta(days=OPEN_DAYS)
