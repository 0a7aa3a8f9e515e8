"""GET /console/meetings/REVIEW: one meeting. Nobody's words are on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import func, select
from sqlmodel import col

from admin.console.meetings.addresses import RECORDERS, find_address
from admin.console.meetings.invited import read_invited, read_remembered
from admin.console.meetings.listing import name_state
from admin.console.pages import show
from admin.console.staff import STAFF, find_reach
from admin.imports.lookups import find_sittings
from admin.invitation_rules import MeetingRow
from admin.recording import choices
from admin.timetable import Step, find_twentieth_day, make_terms, make_timetable
from forms.london import london_day
from forms.participation import age_on
from forms.records import Child, Iro, Review, ReviewMove, Visit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.timetable import Stop
    from forms.store import Store
    from forms.units import Row

RECORDED = {
    "recorded": "It is recorded.",
    "moved": "The new day is kept. The invitations follow it.",
    "off": "The meeting is stood down. Its codes open nothing now.",
    "on": "The meeting is on again. Its codes open again.",
    "talk": "It is recorded.",
    "stop": "It is recorded. They are not reminded any more.",
    "lift": "It is recorded. They may be reminded again.",
    "sitting": "The sitting is recorded. The meeting is not over until the last one is.",
}
"""What is said on coming back from something that was recorded."""
MAX_VISITS = 12
ALWAYS = date(1900, 1, 1)


async def show_meeting(request: web.Request) -> web.Response:
    """Show a meeting: what it is, its days, who was asked, who met the child."""
    parts = request.app[PARTS]
    review = await find_review(request)
    ref, today = review["review_ref"], london_day(parts.clock())
    sees_feedback = find_reach(request) is None
    stops = make_timetable(read_meeting_row(review), review["review_type"], make_terms(parts.settings))
    return show(
        request,
        "meeting.html",
        "A meeting",
        review=review,
        state=name_state(review, today),
        age=_find_age(review, today),
        sittings=(await find_sittings(parts.store, [ref])).get(ref, {}).values(),
        moves=await _read_moves(parts.store, ref),
        stops=stops,
        next_stop=next((stop for stop in stops if not stop.is_past(today)), None),
        twentieth=_find_twentieth(stops),
        invited=await read_invited(
            parts.store,
            parts.library,
            ref,
            sees_feedback=sees_feedback,
            reminding=await read_remembered(parts, review),
        ),
        visits=await _read_visits(parts.store, review, today),
        said=RECORDED.get(request.query.get("said", "")),
        today=today,
        now=parts.clock(),
        choices=choices,
        steps=Step,
        may_record=request[STAFF].is_any(RECORDERS.roles),
    )


async def find_review(request: web.Request) -> Row:
    """Find the review that the address names, with its child and IRO. Raises 404."""
    rows = await request.app[PARTS].store.read(
        _REVIEW.where(col(Review.review_ref) == request.match_info["review"])
    )
    if not rows:
        raise web.HTTPNotFound
    return rows[0]


_REVIEW: Any = (
    select(Review.__table__, col(Child.date_of_birth), col(Iro.name).label("iro_name"))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .join(Child, col(Child.child_ref) == col(Review.child_ref))
    .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
)


def read_meeting_row(review: Row) -> MeetingRow:
    """Return what the rules of inviting look at."""
    names = ("review_ref", "meeting_kind", "due_on", "held_on", "date_of_birth", "stood_down")
    return MeetingRow(**{name: review[name] for name in names})


def _find_age(review: Row, today: date) -> int | None:
    """Return the child's age at the meeting; at one that is overdue, today's."""
    if review["date_of_birth"] is None:
        return None
    return age_on(review["date_of_birth"], review["held_on"] or max(review["due_on"] or today, today))


def _find_twentieth(stops: Sequence[Stop]) -> date | None:
    """Return the 20th working day after the meeting where answers close on another day."""
    days = {stop.step: stop.on for stop in stops}
    if Step.CLOSES not in days:
        return None
    twentieth = find_twentieth_day(days[Step.MEETING])
    return twentieth if twentieth != days[Step.CLOSES] else None


async def _read_moves(store: Store, review_ref: str) -> Sequence[Row]:
    table = ReviewMove.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    return await store.read(
        select(table).where(table.c.review_ref == review_ref).order_by(table.c.moved_on, table.c.new_due_on)
    )


async def _read_visits(store: Store, review: Row, today: date) -> Sequence[Row]:
    """Read the visits since the review before, the latest first."""
    until = review["held_on"] or today
    before = await store.read(
        select(func.max(col(Review.held_on)).label("day")).where(
            col(Review.child_ref) == review["child_ref"],
            col(Review.review_ref) != review["review_ref"],
            col(Review.held_on) < until,
            col(Review.stood_down).is_not(True),
        )
    )
    table = Visit.__table__  # type: ignore[attr-defined]  # likewise
    since = before[0]["day"] or ALWAYS
    return await store.read(
        select(table)
        .where(
            table.c.child_ref == review["child_ref"], table.c.visited_on > since, table.c.visited_on <= until
        )
        .order_by(table.c.visited_on.desc(), table.c.id)
        .limit(MAX_VISITS)
    )


def lead_back(review: Row, said: str) -> str:
    """Return the address of a meeting's page that says what was recorded."""
    return f"{find_address(review['review_ref'])}?said={said}"
