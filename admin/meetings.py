"""Reading the meetings that somebody may be asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import col

from admin.invitation_rules import MeetingRow
from forms.records import Child, Iro, Review

if TYPE_CHECKING:
    from admin.invitation_rules import Asking
    from forms.store import Store

_COLUMNS: tuple[Any, ...] = (
    col(Review.review_ref),
    col(Review.meeting_kind),
    col(Review.review_type),
    col(Review.due_on),
    col(Review.held_on),
    col(Child.date_of_birth),
    col(Review.stood_down),
    col(Review.parents_safe_to_invite),
    col(Review.child_ref),
    col(Review.iro_ref),
    col(Iro.name).label("iro_name"),
    col(Child.language),
    col(Child.parent_language),
)


async def read_meeting(store: Store, review_ref: str) -> MeetingRow | None:
    """Read one review; None if there is no such review."""
    found = await read_meetings(store, col(Review.review_ref) == review_ref)
    return found[0] if found else None


async def read_meetings_due(
    store: Store, asking: Asking, days: int, *conditions: ColumnElement[bool]
) -> list[MeetingRow]:
    """Read the reviews for which it may be somebody's turn.

    They are those due within so many days or overdue, and not held (one that is stood down only until its
    day); those whose feedback is still open; and
    those after which it is time for a check-in.
    """
    today, held_on = asking.today, col(Review.held_on)
    open_for = timedelta(days=asking.open_days)
    check_in = timedelta(days=asking.check_in_days)
    due = and_(
        or_(held_on.is_(None), held_on > today),
        col(Review.due_on) <= today + timedelta(days=days),
        or_(col(Review.stood_down).is_not(True), col(Review.due_on) >= today),
    )
    fresh = held_on.between(today - open_for, today)
    between = held_on.between(today - check_in - open_for, today - check_in)
    return await read_meetings(store, and_(or_(due, fresh, between), *conditions))


async def read_meetings(store: Store, condition: ColumnElement[bool]) -> list[MeetingRow]:
    """Read the reviews that a condition is true of, the earliest due first."""
    rows = await store.read(
        select(*_COLUMNS)
        .join(Child, col(Child.child_ref) == col(Review.child_ref))
        .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
        .where(condition)
        .order_by(col(Review.due_on), col(Review.review_ref))
    )
    return [MeetingRow(**{**row, "iro_name": row["iro_name"] or ""}) for row in rows]
