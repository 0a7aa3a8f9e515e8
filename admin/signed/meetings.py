"""The meetings that a period has to do with, read for holding figures together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select
from sqlmodel import col

from admin.signed.reconciled import MeetingFact
from admin.summary.scope import STATUTORY, was_held
from forms.participation import parse_code
from forms.records import Child, Review

if TYPE_CHECKING:
    from datetime import date

    from admin.periods import Period
    from forms.store import Store
    from forms.units import Row


async def read_meetings(store: Store, period: Period, today: date) -> list[MeetingFact]:
    """Read every review held or due in the period, and the other meetings held in it.

    In the order of their references, so that the same meeting is the second of its day each time.
    Raises StoreUnavailableError.
    """
    days = (period.first_on, period.last_on)
    is_review = col(Review.meeting_kind) == STATUTORY
    due_or_held = or_(col(Review.due_on).between(*days), col(Review.held_on).between(*days))
    others = and_(~is_review, was_held(period, today))
    rows = await store.read(_MEETINGS.where(or_(and_(is_review, due_or_held), others)))
    return [_make_fact(row) for row in rows]


def _make_fact(row: Row) -> MeetingFact:
    return MeetingFact(
        row["child_ref"],
        row["meeting_kind"] == STATUTORY,
        row["due_on"],
        row["held_on"],
        row["stood_down"] is True,
        parse_code(row["participation_code"]),
        row["date_of_birth"],
    )


_MEETINGS: Any = (
    select(
        col(Review.child_ref),
        col(Review.meeting_kind),
        col(Review.due_on),
        col(Review.held_on),
        col(Review.stood_down),
        col(Review.participation_code),
        col(Child.date_of_birth),
    )
    .join(Child, col(Child.child_ref) == col(Review.child_ref))
    .order_by(col(Review.review_ref))
)
