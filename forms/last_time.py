"""What was done about what a child said, and what of it the child is told the next time they are asked."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.answering import MessageKind
from forms.definition import Audience
from forms.keys import KEY_BYTES, TamperedError, seal, unseal
from forms.message_words import STANDING_IN
from forms.records import Action, Invitation, Message, Response, Review
from forms.units import Insert, Update

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row


class Outcome(StrEnum):
    """What came of something that was said."""

    DONE = "done"
    RAISED = "raised"
    """With the team manager."""
    DISPUTE = "dispute"
    """Formally, as an IRO may."""
    ADVOCATE = "advocate"
    """An advocate was asked."""
    NOT_POSSIBLE = "not_possible"
    """And the words say because of what."""


MAX_TOLD = 5
"""Things that are told at once: a child wants to begin."""


@dataclass(frozen=True, slots=True)
class Deed:
    """The words of an action: for the record, and (apart from it) those that the child reads."""

    said: str
    done: str
    outcome: str = ""
    told_said: str = ""
    told_done: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an action stands: at which review it was said, who wrote it down, and when.

    `outcome` is a code, or empty; `promised_on` is the day by which the child is to be told.
    """

    review_ref: str
    role: str
    written_at: datetime
    by: str = ""
    response_id: str | None = None
    outcome: str = ""
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the child reads: what they said last time, and what happened."""

    said: str
    done: str


EMPTY_DEED_BYTES = len(seal(bytes(KEY_BYTES), json.dumps(asdict(Deed("", ""))).encode(), ""))
"""How much an action takes once its words are erased: whatever is longer has some."""


def write_action(keys: Keys, action_id: str, kept: Kept, deed: Deed) -> Insert:
    """Make the row of an action. Under another id it does not open."""
    data_key = keys.new_data_key()
    words = json.dumps(asdict(deed), ensure_ascii=False).encode()
    row = {
        "id": action_id,
        **asdict(kept),
        "tells_child": bool(deed.told_done),
        "sealed_key": data_key.sealed,
        "sealed": seal(data_key.plain, words, _name(action_id)),
    }
    return Insert(Action, row, unless_there=True)


def rewrite_action(keys: Keys, row: Row, deed: Deed, **changed: Any) -> Update:  # noqa: ANN401 - columns
    """Make the change of an action's words, under the key it has, and of columns beside them.

    Raises TamperedError.
    """
    words = json.dumps(asdict(deed), ensure_ascii=False).encode()
    sealed = seal(keys.open_data_key(row["sealed_key"]), words, _name(row["id"]))
    values = {"sealed": sealed, "tells_child": bool(deed.told_done), **changed}
    return Update(Action, {"id": row["id"]}, values)


def empty_action(keys: Keys, row: Row) -> Update:
    """Make the change that takes an action's words. That it was written for the child stays: it is counted.

    Raises TamperedError.
    """
    return rewrite_action(keys, row, Deed("", ""), tells_child=row["tells_child"])


def read_action(keys: Keys, row: Row) -> Deed:
    """Open an action. Raises TamperedError."""
    plain = unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"]))
    return Deed(**json.loads(plain))


def _name(action_id: str) -> str:
    return f"action/{action_id}"


async def list_told(store: Store, keys: Keys, invitation_id: str) -> tuple[Told, ...]:
    """Return what this child is told: of the last review that there is something to tell of, not this one.

    Nobody but a child is told. Raises StoreUnavailableError.
    """
    asked = await store.read(_ASKED.where(col(Invitation.id) == invitation_id))
    if not asked or asked[0]["audience"] != Audience.CHILD or not asked[0]["child_ref"]:
        return ()
    told = await store.read(
        _TOLD.where(
            col(Review.child_ref) == asked[0]["child_ref"],
            col(Action.review_ref) != asked[0]["review_ref"],
        )
    )
    last = [row for row in told if row["review_ref"] == told[0]["review_ref"]]
    return tuple(_open_told(keys, last))[:MAX_TOLD]


async def was_opened(store: Store, invitation_id: str) -> bool:
    """Tell whether a manager opened what this child sent before, and nobody has told the child yet.

    Raises StoreUnavailableError.
    """
    asked = await store.read(_ASKED.where(col(Invitation.id) == invitation_id))
    if not asked or asked[0]["audience"] != Audience.CHILD or not asked[0]["child_ref"]:
        return False
    return bool(await store.read(_OPENED.where(col(Review.child_ref) == asked[0]["child_ref"])))


async def has_news(store: Store, keys: Keys, invitation_id: str) -> bool:
    """Tell whether there is anything to say of last time before question 1. Raises StoreUnavailableError."""
    return bool(await list_told(store, keys, invitation_id)) or await was_opened(store, invitation_id)


def _open_told(keys: Keys, rows: Sequence[Row]) -> list[Told]:
    """Open what there is to tell, the oldest first; what cannot be opened is not told."""
    found = []
    for row in reversed(rows):
        try:
            deed = read_action(keys, row)
        except TamperedError:
            continue
        if deed.told_done:
            found.append(Told(deed.told_said, deed.told_done))
    return found


_ASKED = select(col(Invitation.audience), col(Invitation.review_ref), col(Review.child_ref)).outerjoin(
    Review, col(Review.review_ref) == col(Invitation.review_ref)
)
_TOLD = (
    select(Action.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .join(Review, col(Review.review_ref) == col(Action.review_ref))
    .where(col(Action.tells_child).is_(True))
    .order_by(col(Action.written_at).desc(), col(Action.id))
)
_OPENED = (
    select(col(Message.id))
    .join(Response, col(Response.id) == col(Message.response_id))
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .where(
        col(Invitation.audience) == Audience.CHILD,
        col(Message.kind) == MessageKind.TOLD,
        col(Message.reason) != STANDING_IN,
        col(Message.seen_at).is_(None),
        col(Message.done_at).is_(None),
    )
    .limit(1)
)
