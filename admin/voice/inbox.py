"""What there is to read: for the meetings of the next weeks first, then what came lately. No words of it.

Feedback about meetings is the manager's alone, and has a room of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, false, func, or_, select
from sqlmodel import col

from admin.voice.unlooked import WRITTEN_IN
from forms.definition import Audience, Reader, Timing
from forms.records import Invitation, Response, Review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select

    from forms.library import Library
    from forms.store import Store
    from forms.units import Row

WEEKS = 6
"""As long as a meeting is prepared."""
OVERDUE = timedelta(days=60)
"""A meeting that was due and is not recorded as held may still come."""
MOST = 200
"""Responses on the page, at most, of each of its two parts."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A meeting that comes, and what was sent for it."""

    review_ref: str
    due_on: date
    responses: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where what was sent is found. `children`: whose, as a selection of references; None: anybody's."""

    store: Store
    library: Library
    children: Select[Any] | None

    async def list_waiting(self, today: date) -> list[Waiting]:
        """List the meetings of the next weeks that something was sent for, the soonest first.

        Raises StoreUnavailableError.
        """
        wanted = self.select_sent().where(_is_near(today), self.is_waiting(today))
        childs_first = case((col(Response.audience) == Audience.CHILD, 0), else_=1)
        by_meeting = (col(Review.due_on), col(Review.review_ref), childs_first)
        ordered = wanted.order_by(*by_meeting, col(Response.submitted_at), col(Response.id))
        rows = await self.store.read(ordered.limit(MOST))
        return [
            Waiting(review_ref, due_on, tuple(group))
            for (due_on, review_ref), group in groupby(
                rows, lambda row: (row["due_on"], str(row["review_ref"]))
            )
        ]

    def select_sent(self) -> Select[Any]:
        """Select what was sent that is for an IRO, in no order yet."""
        return self._narrow(_SENT.where(self._is_for_iro()))

    def is_waiting(self, today: date) -> ColumnElement[bool]:
        """Tell whether it was sent for a meeting of the next weeks."""
        return and_(
            func.coalesce(_is_near(today), false()), col(Review.held_on).is_(None), _IS_ON, self._is_before()
        )

    async def list_unlooked(self, since: datetime) -> Sequence[Row]:
        """List what nobody looked through for worrying words, sent lately or for a meeting to come.

        The earliest first: it waits longest. Raises StoreUnavailableError.
        """
        lately = select(col(Response.id)).where(col(Response.submitted_at) >= since)
        to_come = _OF_REVIEWS.where(col(Review.held_on).is_(None), col(Review.due_on) >= since.date())
        found = lately.union(to_come)  # each by its index: OR would go through all there is
        wanted = self._narrow(_SENT.where(col(Response.id).in_(found), WRITTEN_IN != "", self._is_for_iro()))
        return await self.store.read(wanted.order_by(col(Response.submitted_at), col(Response.id)))

    def _narrow(self, wanted: Select[Any]) -> Select[Any]:
        """Leave what is about these children. Said so that the database begins with them: they are few."""
        if self.children is None:
            return wanted
        asked = (
            select(col(Invitation.id))
            .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
            .where(col(Review.child_ref).in_(self.children))
        )
        return wanted.where(col(Response.invitation_id).in_(asked))

    def _is_for_iro(self) -> ColumnElement[bool]:
        """Tell what is for an IRO: a form that is not asked any more is nobody's, until somebody looks."""
        return _FORM.in_(self._list_keys(lambda form: form.reader is not Reader.MANAGER))

    def _is_before(self) -> ColumnElement[bool]:
        return _FORM.in_(self._list_keys(lambda form: form.timing is Timing.BEFORE))

    def _list_keys(self, wanted: Any) -> list[str]:  # noqa: ANN401 - tells of a form whether it is
        return [key for key in self.library.keys() if wanted(self.library.current(key))]  # noqa: SIM118 - a method


def _is_near(today: date) -> ColumnElement[bool]:
    """Tell whether its meeting is due in the next weeks, or was lately. Alone it is found by its index."""
    return col(Review.due_on).between(today - OVERDUE, today + timedelta(weeks=WEEKS))


_FORM = col(Response.form_key).concat("")
"""Which form it answers, said so that no index is used for it: nearly all are asked for, and days are few."""
_OF_REVIEWS = (
    select(col(Response.id))
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
)
_IS_ON = or_(col(Review.stood_down).is_(None), col(Review.stood_down).is_(False))
_SENT: Any = (
    select(
        col(Response.id),
        col(Response.form_key),
        col(Response.form_version),
        col(Response.audience),
        col(Response.channel),
        col(Response.submitted_at),
        WRITTEN_IN,
        col(Invitation.review_ref),
        col(Review.due_on),
        col(Review.held_on),
    )
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .where(col(Response.submitted_at).is_not(None), col(Response.sealed_key).is_not(None))
)
