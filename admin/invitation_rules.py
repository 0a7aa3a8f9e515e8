"""Who is asked, when, by which form: one table, and pure rules over it.

Sources: domain.md section 1 and 7. Before a review the child, parents and carers are asked; once it is
recorded as held, they and the professionals say how it went; some three months later the child is asked
once between two reviews. After a child protection conference there is one form for all who were there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from forms.definition import Audience, Timing
from forms.participation import age_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.settings import Settings

PROFESSIONALS_AT_A_MEETING = 12
"""One code goes to the meeting and each professional may answer on it once."""
LEAVER_AGES = range(16, 26)
"""Care leavers have a pathway plan from 16, and until their 26th birthday."""
MAX_OVERDUE = timedelta(days=366)
"""Overdue for longer and not recorded as held, a review is a gap in the list, not a meeting to come."""


class Band(Enum):
    """Ages that a form is for. Which years each means is the council's setting, but for care leavers."""

    UNDER = auto()
    YOUNGEST = auto()
    MIDDLE = auto()
    OLDEST = auto()
    LEAVER = auto()


READERS = frozenset({Band.MIDDLE, Band.OLDEST})
"""Children who read by themselves."""
REVIEW = frozenset({"cla_review"})
PATHWAY = frozenset({"pathway"})
CONFERENCE = frozenset({"icpc", "rcpc"})


@dataclass(frozen=True, slots=True)
class Route:
    """Whom one form is for, at which kinds of meeting. `bands`: ages of the child; empty for any age."""

    kinds: frozenset[str]
    audience: Audience
    timing: Timing
    form_key: str
    bands: frozenset[Band] = frozenset()
    takes: int = 1


_CHILD, _PARENT, _CARER = Audience.CHILD, Audience.PARENT, Audience.CARER
_PROFESSIONAL, _TWELVE = Audience.PROFESSIONAL, PROFESSIONALS_AT_A_MEETING
_BEFORE, _BETWEEN, _AFTER = Timing.BEFORE, Timing.BETWEEN, Timing.AFTER
ROUTES = (
    Route(REVIEW, _CHILD, _BEFORE, "have_your_say_4_7", frozenset({Band.YOUNGEST})),
    Route(REVIEW, _CHILD, _BEFORE, "have_your_say_8_11", frozenset({Band.MIDDLE})),
    Route(REVIEW, _CHILD, _BEFORE, "have_your_say_12_17", frozenset({Band.OLDEST})),
    Route(PATHWAY, _CHILD, _BEFORE, "have_your_say_leaver", frozenset({Band.LEAVER})),
    Route(REVIEW, _PARENT, _BEFORE, "parent_before"),
    Route(REVIEW, _CARER, _BEFORE, "carer_before"),
    Route(REVIEW, _CARER, _BEFORE, "how_i_show_you", frozenset({Band.UNDER})),
    Route(REVIEW, _CHILD, _AFTER, "feedback_child_4_7", frozenset({Band.YOUNGEST})),
    Route(REVIEW, _CHILD, _AFTER, "feedback_child", READERS),
    Route(PATHWAY, _CHILD, _AFTER, "feedback_child", frozenset({Band.LEAVER})),
    Route(REVIEW, _PARENT, _AFTER, "feedback_parent"),
    Route(REVIEW | PATHWAY, _CARER, _AFTER, "feedback_carer"),
    Route(REVIEW | PATHWAY, _PROFESSIONAL, _AFTER, "feedback_professional", takes=_TWELVE),
    Route(REVIEW, _CHILD, _BETWEEN, "check_in", READERS),
    Route(CONFERENCE, _CHILD, _AFTER, "feedback_conference", READERS),
    Route(CONFERENCE, _PARENT, _AFTER, "feedback_conference"),
    Route(CONFERENCE, _PROFESSIONAL, _AFTER, "feedback_conference", takes=_TWELVE),
)

SHARED_FORMS = frozenset(
    route.form_key
    for route in ROUTES
    if len({other.audience for other in ROUTES if other.form_key == route.form_key}) > 1
)
"""Forms that several audiences answer: each has an invitation of its own."""


class NotAsked(Enum):
    """Why somebody is not invited now."""

    STOOD_DOWN = "the meeting is stood down"
    LONG_OVERDUE = "it was due over a year ago and is not recorded as held: put its row right"
    NO_FORM_FOR_MEETING = "no form fits this kind of meeting yet"
    NOT_HELD = "feedback is asked only once the review is recorded as held"
    ALREADY_HELD = "the review has been held, and no form for afterwards is there yet"
    NO_FORM = "no form is there yet for this audience"
    NO_BIRTH_DATE = "no date of birth is known, so no form can be chosen"
    TOO_YOUNG = "a child this young has no form of their own"
    NO_FORM_FOR_AGE = "no form is there yet for a child of this age"
    NO_SAFE_PARENT = "no parent is marked as safe to invite"
    ALREADY_INVITED = "already invited"
    HAD_A_LETTER = "had a letter already; --again makes another"
    CLOSED = "has answered already, or the invitation is closed"
    NO_LONGER_DUE = "no reminder is due any more"


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What the rules look at of a review and its child."""

    review_ref: str
    meeting_kind: str
    due_on: date | None
    held_on: date | None
    date_of_birth: date | None
    stood_down: bool | None = None
    parents_safe_to_invite: str = ""
    child_ref: str = ""
    iro_ref: str = ""
    iro_name: str = ""
    review_type: str = ""
    language: str | None = None
    parent_language: str | None = None
    """What the child, and the parents, read best."""

    def is_held(self, today: date) -> bool:
        """Tell whether the last sitting was held; a date in the future is a plan."""
        return self.held_on is not None and self.held_on <= today

    @property
    def safe_parents(self) -> tuple[str, ...]:
        """The council's references of the parents found safe to invite, each once."""
        return tuple(dict.fromkeys(self.parents_safe_to_invite.split()))


@dataclass(frozen=True, slots=True)
class Asking:
    """What the rules need to know besides the meeting: the day, the forms there are, the settings.

    `is_named`: somebody asked for this very meeting, so that nothing is left out for being long ago.
    """

    today: date
    forms: frozenset[str]
    bands: tuple[range, range, range]
    open_days: int
    check_in_days: int
    is_named: bool = False


def make_asking(
    settings: Settings, today: date, forms: Iterable[str] = (), *, is_named: bool = False
) -> Asking:
    """Gather what the rules need to know; without `forms`, to work out days only."""
    bands, open_days = settings.age_bands, settings.open_days
    return Asking(today, frozenset(forms), bands, open_days, settings.check_in_days, is_named=is_named)


@dataclass(frozen=True, slots=True)
class Ask:
    """One invitation to make: its last day is `closes_on`; `person` is which parent, by reference."""

    review_ref: str
    form_key: str
    audience: Audience
    takes: int
    closes_on: date
    person: str = ""
    is_shared: bool = False
    """Asked of several audiences, each with an invitation of its own."""

    @property
    def whom(self) -> tuple[str, ...]:
        """What tells this person from others who are asked the same form; nothing if there are none."""
        if self.is_shared or self.form_key in SHARED_FORMS:
            return self.audience.value, self.person
        return (self.person,) if self.person else ()


Choice: TypeAlias = Ask | NotAsked


def list_timings(meeting: MeetingRow, asking: Asking) -> frozenset[Timing]:
    """Tell what it is the time for: before the review, or feedback on it, or asking again between two."""
    if meeting.held_on is None or not meeting.is_held(asking.today):
        return frozenset({Timing.BEFORE})
    since = (asking.today - meeting.held_on).days
    is_fresh = asking.is_named or since <= asking.open_days
    is_between = asking.check_in_days <= since <= asking.check_in_days + asking.open_days
    return frozenset(
        timing for timing, is_time in ((Timing.AFTER, is_fresh), (Timing.BETWEEN, is_between)) if is_time
    )


@cache
def list_routes(meeting_kind: str) -> tuple[Route, ...]:
    """List whom which form is for at this kind of meeting, in the order of the table."""
    return tuple(route for route in ROUTES if meeting_kind in route.kinds)


@cache
def list_all_timings(meeting_kind: str) -> frozenset[Timing]:
    """Tell when anybody at all is asked about this kind of meeting."""
    return frozenset(route.timing for route in list_routes(meeting_kind))


def find_meeting_fault(meeting: MeetingRow, asking: Asking) -> NotAsked | None:
    """Return why nobody at all is asked about this meeting now, if so."""
    if meeting.stood_down:
        return NotAsked.STOOD_DOWN
    timings = list_all_timings(meeting.meeting_kind)
    if not timings:
        return NotAsked.NO_FORM_FOR_MEETING
    if not timings & list_timings(meeting, asking):
        return NotAsked.ALREADY_HELD if meeting.is_held(asking.today) else NotAsked.NOT_HELD
    is_gap = not asking.is_named and _is_long_overdue(meeting, asking.today)
    return NotAsked.LONG_OVERDUE if is_gap else None


def _is_long_overdue(meeting: MeetingRow, today: date) -> bool:
    is_late = meeting.due_on is not None and meeting.due_on < today - MAX_OVERDUE
    return is_late and not meeting.is_held(today)


def choose_audiences(meeting: MeetingRow, asking: Asking) -> tuple[Audience, ...]:
    """Return those who are to be asked at this time of the meeting, in the order of the table."""
    timings = list_timings(meeting, asking)
    fitting = (route.audience for route in list_routes(meeting.meeting_kind) if route.timing in timings)
    return tuple(dict.fromkeys(fitting))


def choose_asks(meeting: MeetingRow, audience: Audience, asking: Asking) -> tuple[Choice, ...]:
    """Decide who of an audience is asked, and by which forms; or why nobody is."""
    fault = find_meeting_fault(meeting, asking)
    if fault is not None:
        return (fault,)
    routes = [route for route in list_routes(meeting.meeting_kind) if route.audience is audience]
    if not routes:
        return (NotAsked.NO_FORM,)
    timings = list_timings(meeting, asking)
    timely = [route for route in routes if route.timing in timings]
    if not timely:
        return (NotAsked.ALREADY_HELD if meeting.is_held(asking.today) else NotAsked.NOT_HELD,)
    fitting = [route for route in timely if fits_age(route, meeting, asking)]
    if not fitting:
        return (find_age_fault(meeting, asking),)
    return tuple(choice for route in fitting for choice in list_choices(route, meeting, asking))


def list_choices(route: Route, meeting: MeetingRow, asking: Asking) -> Iterator[Choice]:
    """Yield an invitation to make for each person of the route, or why there is none."""
    if route.form_key not in asking.forms:
        yield NotAsked.NO_FORM
        return
    if route.audience is Audience.PARENT and not meeting.safe_parents:
        yield NotAsked.NO_SAFE_PARENT
        return
    closes_on = find_last_day(meeting, route.timing, asking.today, asking)
    people = meeting.safe_parents if route.audience is Audience.PARENT else ("",)
    for person in people:
        yield Ask(meeting.review_ref, route.form_key, route.audience, route.takes, closes_on, person)


def fits_age(route: Route, meeting: MeetingRow, asking: Asking) -> bool:
    """Tell whether a form is for a child of this age. Without a date of birth only forms for any age are."""
    age = find_age(meeting, asking.today)
    if not route.bands:
        return True
    return age is not None and any(age in list_ages(band, asking.bands) for band in route.bands)


def find_age(meeting: MeetingRow, today: date) -> int | None:
    """Return the child's age at the meeting, in full years; one that is overdue is today at the earliest."""
    if meeting.date_of_birth is None:
        return None
    return age_on(meeting.date_of_birth, meeting.held_on or max(meeting.due_on or today, today))


def list_ages(band: Band, bands: tuple[range, range, range]) -> range:
    """Return the years of a band."""
    youngest, middle, oldest = bands
    return {
        Band.UNDER: range(youngest.start),
        Band.YOUNGEST: youngest,
        Band.MIDDLE: middle,
        Band.OLDEST: oldest,
        Band.LEAVER: LEAVER_AGES,
    }[band]


def find_age_fault(meeting: MeetingRow, asking: Asking) -> NotAsked:
    """Say why no form fits the child's age."""
    age = find_age(meeting, asking.today)
    if age is None:
        return NotAsked.NO_BIRTH_DATE
    is_under = age in list_ages(Band.UNDER, asking.bands) and meeting.meeting_kind in REVIEW
    return NotAsked.TOO_YOUNG if is_under else NotAsked.NO_FORM_FOR_AGE


def find_last_day(meeting: MeetingRow, timing: Timing, asked_on: date, asking: Asking) -> date:
    """Return the last day of an invitation made on `asked_on`.

    It stays open for some weeks after the meeting; before it, they are added to the due date, since
    meetings move. Where that day has passed already, they count from the day it was made.
    """
    meeting_on = meeting.held_on or meeting.due_on or asked_on
    if timing is Timing.BETWEEN:
        meeting_on += timedelta(days=asking.check_in_days)
    return max(meeting_on, asked_on) + timedelta(days=asking.open_days)
