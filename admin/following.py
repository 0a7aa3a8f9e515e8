"""Meetings move and are stood down: their invitations follow.

Everything follows from the review as it stands, so this may run at any time, again and again: `import` runs
it at its end. An invitation's last day follows its meeting; one to a meeting that is stood down, or to a
parent who is no longer marked as safe to invite, is revoked until that changes back. A day that stands on a
printed letter or booklet is only ever put later.
"""

from __future__ import annotations

from asyncio import sleep
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select
from sqlmodel import col

from admin.invitation_rules import MeetingRow, find_last_day
from forms.definition import Audience, Timing
from forms.london import london_day, start_of_day
from forms.records import Invitation, InvitationCode, Review
from forms.units import Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from admin.invitation_rules import Asking
    from forms.store import Store

TOGETHER = 100
"""Invitations in one unit of work: somebody who wants to save meanwhile waits some milliseconds."""
LOOK_BACK = timedelta(days=366)
"""A review held longer ago moves no more."""
PRINTED = ("letter", "paper", "reminder")
"""What codes are made for that have their last day printed beside them."""
MOVED, REVOKED, REOPENED = "with a new last day", "revoked", "open again"


@dataclass(frozen=True, slots=True)
class Change:
    """What an invitation is to be. `came_of` says what that is a case of."""

    invitation_id: str
    expires_at: datetime
    revoked_at: datetime | None
    came_of: str

    @property
    def values(self) -> dict[str, datetime | None]:
        """The columns to set."""
        return {"expires_at": self.expires_at, "revoked_at": self.revoked_at}


@dataclass(frozen=True, slots=True)
class FollowUnit:
    """Invitations that follow their meetings."""

    changes: tuple[Change, ...]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return tuple(Key(Invitation, "id", change.invitation_id) for change in self.changes)

    def decide(self, rows: Rows) -> Writes[Counter[str]]:
        """Change those that are still there and not changed so already; count what came of them."""
        due = [
            change
            for key, change in zip(self.reads, self.changes, strict=True)
            if (row := rows.get(key)) is not None
            and any(row[name] != value for name, value in change.values.items())
        ]
        writes: tuple[Write, ...] = tuple(
            Update(Invitation, {"id": change.invitation_id}, change.values) for change in due
        )
        return Writes(Counter(change.came_of for change in due), writes)


async def follow_meetings(
    store: Store, asking: Asking, now: datetime, timings: Mapping[str, Timing]
) -> Counter[str]:
    """Let the invitations follow their meetings; count what came of it. `timings` are those of all forms.

    Raises StoreUnavailableError; what was changed by then stays changed.
    """
    rows = await _read_rows(store, asking.today)
    changes: list[Change] = []
    for place, row in enumerate(rows):
        changes += find_change(row, timings.get(row["form_key"], Timing.AFTER), asking, now)
        if not place % TOGETHER:
            await sleep(0)  # whoever answers meanwhile is not kept waiting
    counted: Counter[str] = Counter()
    for start in range(0, len(changes), TOGETHER):
        came_of = await store.write(FollowUnit(tuple(changes[start : start + TOGETHER])))
        counted.update(came_of)
    return counted


def find_change(row: Row, timing: Timing, asking: Asking, now: datetime) -> Iterator[Change]:
    """Yield what the invitation is to be, if it differs from what it is."""
    meeting = _read_meeting(row)
    is_shut = bool(meeting.stood_down) or (
        row["audience"] == Audience.PARENT.value and row["person"] not in meeting.safe_parents
    )
    revoked_at = (row["revoked_at"] or now) if is_shut else None
    expires_at = _find_end(row, meeting, timing, asking)
    if bool(row["revoked_at"]) != is_shut:
        yield Change(row["id"], expires_at, revoked_at, REVOKED if is_shut else REOPENED)
    elif expires_at != row["expires_at"]:
        yield Change(row["id"], expires_at, revoked_at, MOVED)


def _read_meeting(row: Row) -> MeetingRow:
    return MeetingRow(
        review_ref=row["review_ref"],
        meeting_kind=row["meeting_kind"],
        due_on=row["due_on"],
        held_on=row["held_on"],
        date_of_birth=None,
        stood_down=row["stood_down"],
        parents_safe_to_invite=row["parents_safe_to_invite"],
    )


def _find_end(row: Row, meeting: MeetingRow, timing: Timing, asking: Asking) -> datetime:
    last_day = find_last_day(meeting, timing, london_day(row["created_at"]), asking)
    end = start_of_day(last_day + timedelta(days=1))
    return max(end, row["expires_at"]) if row["is_printed"] else end


async def find_changes_with(
    store: Store, asking: Asking, now: datetime, timings: Mapping[str, Timing], planned: Mapping[str, Any]
) -> tuple[Change, ...]:
    """Find what the invitations to one review are to be once its row is as `planned`, which names it.

    Raises StoreUnavailableError.
    """
    rows = await _read_rows(store, asking.today, col(Review.review_ref) == planned["review_ref"])
    return tuple(
        change
        for row in rows
        for change in find_change({**row, **planned}, timings.get(row["form_key"], Timing.AFTER), asking, now)
    )


async def _read_rows(store: Store, today: date, *conditions: ColumnElement[bool]) -> Any:  # noqa: ANN401 - rows as SQLAlchemy has them
    printed = exists().where(
        and_(
            col(InvitationCode.invitation_id) == col(Invitation.id),
            col(InvitationCode.made_for).in_(PRINTED),
        )
    )
    held_on = col(Review.held_on)
    columns: tuple[Any, ...] = (
        *(Invitation.id, Invitation.form_key, Invitation.audience, Invitation.person),
        *(Invitation.created_at, Invitation.expires_at, Invitation.revoked_at),
        *(Review.review_ref, Review.meeting_kind, Review.due_on, Review.held_on),
        *(Review.stood_down, Review.parents_safe_to_invite),
    )
    return await store.read(
        select(*columns, printed.label("is_printed"))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(
            col(Invitation.submitted) < col(Invitation.takes),
            or_(held_on.is_(None), held_on >= today - LOOK_BACK),
            *conditions,
        )
        .order_by(col(Invitation.id))
    )
