"""What was sent for a meeting: which responses, to which forms. Nothing is opened here.

For a meeting is what was sent before it, and what was sent between it and the meeting before: "it may be read
out at my meeting" is said of the next one. Feedback is the manager's, and is for no meeting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from admin.voice.unlooked import WRITTEN_IN
from forms.definition import Audience, Reader, Timing
from forms.records import Invitation, Response, Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Select

    from forms.definition import Form
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row

EARLIER = 12
"""Responses that are looked back on: some three years of them."""


SAME_DAY = 40
"""Meetings of one day that are offered: an IRO has a handful, and a manager may type others."""


@dataclass(frozen=True, slots=True, repr=False)
class Sent:
    """One response, and the form it answered."""

    row: Row
    form: Form

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.row["id"])

    @property
    def is_own(self) -> bool:
        """Tell whether the child said it."""
        return str(self.row["audience"]) == Audience.CHILD

    @property
    def is_feedback(self) -> bool:
        """Tell whether it is about whoever ran the meeting, and for the manager."""
        return self.form.reader is Reader.MANAGER


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was sent, the child's own first; and how many there are whose form cannot be read any more.

    Without its form nobody could tell for whom an answer is.
    """

    sent: tuple[Sent, ...] = ()
    lost: int = 0

    @property
    def own(self) -> tuple[Sent, ...]:
        """What the child said."""
        return tuple(each for each in self.sent if each.is_own)


@dataclass(frozen=True, slots=True)
class Archive:
    """Where it lies."""

    store: Store
    library: Library

    async def find_meeting(self, review_ref: str) -> Row | None:
        """Find a meeting. Raises StoreUnavailableError."""
        rows = await self.store.read(_REVIEWS.where(col(Review.review_ref) == review_ref))
        return rows[0] if rows else None

    async def find_meeting_before(self, meeting: Row) -> Row | None:
        """Find the child's meeting before this one, by its day. Raises StoreUnavailableError."""
        day = find_day(meeting)
        if day is None:
            return None
        earlier = (col(Review.child_ref) == meeting["child_ref"], day > _DAY)
        newest = _REVIEWS.where(*earlier, _IS_ON).order_by(_DAY.desc(), col(Review.review_ref).desc())
        rows = await self.store.read(newest.limit(1))
        return rows[0] if rows else None

    async def list_same_day(self, meeting: Row, children: Select[Any] | None = None) -> list[Row]:
        """List the meetings of other children on the same day. `children`: whose, as a selection; None: all.

        Raises StoreUnavailableError.
        """
        day = find_day(meeting)
        if day is None:
            return []
        others = (day == _DAY, col(Review.child_ref) != meeting["child_ref"], _IS_ON)
        found = _REVIEWS.where(*others).order_by(col(Review.review_ref)).limit(SAME_DAY)
        if children is not None:
            found = found.where(col(Review.child_ref).in_(children))
        return list(await self.store.read(found))

    async def gather(self, meeting: Row) -> Gathered:
        """Gather what was sent for a meeting. Raises StoreUnavailableError."""
        before = await self.find_meeting_before(meeting)
        refs = [row["review_ref"] for row in (meeting, before) if row is not None]
        rows = await self.store.read(_SENT.where(col(Invitation.review_ref).in_(refs)))
        here = meeting["review_ref"]
        return self._gather(rows, lambda each: is_for_meeting(each, is_here=each.row["review_ref"] == here))

    async def find_response(self, response_id: str) -> Gathered:
        """Find one response. Raises StoreUnavailableError."""
        return self._gather(
            await self.store.read(_SENT.where(col(Response.id) == response_id)), lambda _: True
        )

    async def list_earlier(self, child_ref: str, than: Gathered) -> tuple[Sent, ...]:
        """List what the child said before, the newest first. Raises StoreUnavailableError."""
        if not than.own:
            return ()
        first = min(each.row["submitted_at"] for each in than.own)
        theirs = (col(Review.child_ref) == child_ref, col(Response.audience) == Audience.CHILD)
        known = [each.id for each in than.sent]
        wanted = _SENT.where(*theirs, col(Response.submitted_at) < first, col(Response.id).not_in(known))
        newest = wanted.order_by(None).order_by(col(Response.submitted_at).desc(), col(Response.id))
        found = self._gather(await self.store.read(newest.limit(EARLIER)), lambda each: not each.is_feedback)
        return tuple(sorted(found.sent, key=lambda each: each.row["submitted_at"], reverse=True))

    def _gather(self, rows: Sequence[Row], wanted: Any) -> Gathered:  # noqa: ANN401 - tells of a Sent whether it is
        found = [(row, self.library.find(row["form_key"], row["form_version"])) for row in rows]
        sent = [Sent(row, form) for row, form in found if form is not None]
        return Gathered(tuple(_put_own_first(filter(wanted, sent))), len(found) - len(sent))


def find_day(meeting: Row) -> Any:  # noqa: ANN401 - a date, or None
    """Return the day a meeting was held, or is due."""
    return meeting["held_on"] or meeting["due_on"]


def is_for_meeting(each: Sent, *, is_here: bool) -> bool:
    """Tell whether a response is for a meeting: invited to it (`is_here`), or to the one before it. Pure."""
    if each.is_feedback:
        return False
    return (each.form.timing is Timing.BEFORE) is is_here


def _put_own_first(sent: Iterable[Sent]) -> list[Sent]:
    return sorted(sent, key=lambda each: not each.is_own)


_DAY = func.coalesce(col(Review.held_on), col(Review.due_on))
_IS_ON = or_(col(Review.stood_down).is_(None), col(Review.stood_down).is_(False))
_REVIEWS: Any = select(
    col(Review.review_ref),
    col(Review.child_ref),
    col(Review.iro_ref),
    col(Review.due_on),
    col(Review.held_on),
    col(Review.meeting_kind),
)
_SENT: Any = (
    select(
        col(Response.id),
        col(Response.invitation_id),
        col(Response.owner),
        col(Response.form_key),
        col(Response.form_version),
        col(Response.audience),
        col(Response.channel),
        col(Response.language),
        WRITTEN_IN,
        col(Response.submitted_at),
        col(Response.answer_by),
        col(Invitation.review_ref),
        col(Review.child_ref),
    )
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .where(col(Response.submitted_at).is_not(None), col(Response.sealed_key).is_not(None))
    .order_by(col(Response.submitted_at), col(Response.id))
)
