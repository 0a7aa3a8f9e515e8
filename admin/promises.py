"""What was promised and is overdue, and what is said but not known yet: questions put to the records."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from forms.answering import MessageKind
from forms.messages import may_be_opened
from forms.records import Action, Invitation, Message, Response, Review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from forms.store import Store
    from forms.units import Row

UNOPENED_DAYS = 7
"""A message that nobody opened for a week may never be: somebody tells them otherwise."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A day by which somebody was to be told. `action_id` or `response_id` says where it was promised."""

    promised_on: date
    review_ref: str
    action_id: str = ""
    response_id: str = ""

    def is_late(self, today: date) -> bool:
        """Tell whether its day is past."""
        return self.promised_on < today


async def list_promised(store: Store, mine: ColumnElement[bool] | None = None) -> list[Promise]:
    """List what was promised and not kept yet, the earliest day first. `mine`: a condition on reviews.

    An action's promise is kept once the child was told; a reply's, once they know of something said later.
    Raises StoreUnavailableError.
    """
    actions, replies = await asyncio.gather(
        store.read(_limit(_ACTIONS, mine)), store.read(_limit(_REPLIES, mine))
    )
    promises = [Promise(row["promised_on"], row["review_ref"], action_id=row["id"]) for row in actions]
    promises += [
        Promise(row["promised_on"], row["review_ref"] or "", response_id=row["response_id"])
        for row in replies
    ]
    return sorted(promises, key=lambda promise: (promise.promised_on, promise.review_ref))


async def list_to_tell(store: Store, today: date, mine: ColumnElement[bool] | None = None) -> Sequence[Row]:
    """List the messages that somebody has to tell: by hand, or since nobody opened them for a week.

    Raises StoreUnavailableError.
    """
    rows = await store.read(_limit(_UNTOLD, mine))
    return [
        row
        for row in rows
        if not may_be_opened(row) or (today - row["written_at"].date()).days >= UNOPENED_DAYS
    ]


def _limit(wanted: Any, mine: ColumnElement[bool] | None) -> Any:  # noqa: ANN401 - a select as SQLModel types it
    return wanted if mine is None else wanted.where(mine)


_LATER: Any = Message.__table__.alias("later")  # type: ignore[attr-defined]  # SQLModel declares it at run time
_KEPT = (
    select(_LATER.c.id)
    .where(
        _LATER.c.response_id == col(Message.response_id),
        _LATER.c.written_at > col(Message.written_at),
        _LATER.c.kind.in_((MessageKind.REPLY, MessageKind.HAPPENED)),
        _LATER.c.seen_at.is_not(None) | _LATER.c.done_at.is_not(None),
    )
    .exists()
)
_ACTIONS = (
    select(col(Action.id), col(Action.review_ref), col(Action.promised_on))
    .join(Review, col(Review.review_ref) == col(Action.review_ref))
    .where(
        col(Action.promised_on).is_not(None),
        col(Action.told_at).is_(None),
        func.length(col(Action.sealed_key)) > 0,  # of an erased child there is nobody to tell
    )
)


def _of_messages(*columns: Any) -> Any:  # noqa: ANN401 - columns as SQLModel types them
    return (
        select(*columns)
        .select_from(Message)
        .join(Response, col(Response.id) == col(Message.response_id))
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(col(Response.sealed_key).is_not(None))  # its words are gone: so is the person
    )


_REPLIES = _of_messages(col(Message.response_id), col(Message.promised_on), col(Invitation.review_ref)).where(
    col(Message.promised_on).is_not(None),
    col(Message.kind) == MessageKind.REPLY,
    ~_KEPT,
)
_UNTOLD = (
    _of_messages(
        col(Message.id),
        col(Message.response_id),
        col(Message.kind),
        col(Message.way),
        col(Message.written_at),
        col(Invitation.review_ref),
    )
    .where(col(Message.way) != "", col(Message.seen_at).is_(None), col(Message.done_at).is_(None))
    .order_by(col(Message.written_at), col(Message.id))
)
