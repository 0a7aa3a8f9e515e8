"""Who was invited to say something about a meeting: by what, whether it was opened, whether it was sent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.reminders.finding import read_reminding
from admin.reminders.rules import REMINDERS, find_next_reminder
from admin.timetable import make_terms
from forms.definition import Reader
from forms.london import london_day
from forms.records import Invitation, InvitationCode, NoReminder, Reminder, Response, Review

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from admin.timetable import Step
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row
    from forms.web.parts import Parts

AUDIENCES: Mapping[str, str] = {
    "child": "The child",
    "parent": "A parent",
    "carer": "The carer",
    "professional": "Professionals",
    "everyone": "Everybody who was there",
}
WAYS: Mapping[str, str] = {
    "letter": "letter",
    "paper": "booklet",
    "qr": "QR code",
    "reminder": "reminder letter",
    "list": "link",
    "console": "link",
    "demo": "link",
}
"""What codes are made for, in a word."""
REMINDED_BY: Mapping[str, str] = {"letter": "by letter", "told": "told by staff"}


@dataclass(frozen=True, slots=True)
class Invited:
    """One invitation. `opened` and `sent` are None where they are not this reader's to see.

    `reminded`: which reminders they had, by what, when; `comes_next`: which one comes, and when. Neither is
    there where the reader may not see whether somebody answered.
    """

    id: str
    whom: str
    form: str
    by: str
    invited_at: datetime
    closes_at: datetime
    is_revoked: bool
    opened: int | None
    sent: int | None
    takes: int
    sent_at: datetime | None
    reminded: tuple[tuple[Step, str, date], ...] = ()
    comes_next: tuple[Step, date] | None = None
    asked_not_to: date | None = None

    def is_open(self, now: datetime) -> bool:
        """Tell whether somebody can still answer."""
        return not self.is_revoked and now < self.closes_at and (self.sent is None or self.sent < self.takes)


async def read_invited(
    store: Store, library: Library, review_ref: str, *, sees_feedback: bool, reminding: Remembered
) -> list[Invited]:
    """Read who was invited, the first first. Raises StoreUnavailableError.

    Whether people answered about the person who chairs is for that person's manager to see.
    """
    table = Invitation.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    about = table.c.review_ref == review_ref
    rows = await store.read(select(table).where(about).order_by(table.c.created_at, table.c.id))
    ways = _group_ways(await store.read(_CODES.where(about)))
    answers = {row["invitation_id"]: row for row in await store.read(_RESPONSES.where(about))}
    return [
        reminding.tell(
            _make(row, library, ways[row["id"]], answers.get(row["id"]), sees_feedback=sees_feedback), row
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of the reminders of one meeting, and of who asked for none."""

    reminded: Mapping[str, list[tuple[Step, str, date]]]
    comes_next: Mapping[str, tuple[Step, date]]
    asked_not_to: Mapping[tuple[str, str], date]

    def tell(self, invited: Invited, row: Row) -> Invited:
        """Return an invitation with what is known of its reminders, as far as it may be seen."""
        asked_not_to = self.asked_not_to.get((row["audience"], row["person"]))
        if invited.opened is None:
            return replace(invited, asked_not_to=asked_not_to)
        return replace(
            invited,
            reminded=tuple(self.reminded.get(invited.id, ())),
            comes_next=self.comes_next.get(invited.id),
            asked_not_to=asked_not_to,
        )


async def read_remembered(parts: Parts, review: Row) -> Remembered:
    """Read which reminders went out about a meeting, which come next, and who asked for none.

    Raises StoreUnavailableError.
    """
    about, now = col(Review.review_ref) == review["review_ref"], parts.clock()
    terms, today = make_terms(parts.settings), london_day(now)
    found = await read_reminding(parts.store, parts.library, now, about)
    to_come = ((one.invitation_id, find_next_reminder(one.standing, terms, today)) for one in found)
    reminded: dict[str, list[tuple[Step, str, date]]] = defaultdict(list)
    for row in await parts.store.read(_REMINDERS.where(about)):
        step, way = REMINDERS[row["step"]], REMINDED_BY[row["way"]]
        reminded[row["invitation_id"]].append((step, way, london_day(row["sent_at"])))
    table = NoReminder.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    asked = await parts.store.read(select(table).where(table.c.child_ref == review["child_ref"]))
    return Remembered(
        reminded,
        {invitation_id: coming for invitation_id, coming in to_come if coming is not None},
        {(row["audience"], row["person"]): london_day(row["asked_at"]) for row in asked},
    )


def _make(
    row: Row, library: Library, ways: list[str], answered: Row | None, *, sees_feedback: bool
) -> Invited:
    title, is_feedback = _describe(library, row["form_key"])
    is_seen = sees_feedback or not is_feedback
    whom = AUDIENCES.get(row["audience"], row["audience"])
    return Invited(
        id=row["id"],
        whom=f"{whom} ({row['person']})" if row["person"] else whom,
        form=title,
        by=", ".join(ways),
        invited_at=row["created_at"],
        closes_at=row["expires_at"],
        is_revoked=row["revoked_at"] is not None,
        opened=(answered["opened"] if answered else 0) if is_seen else None,
        sent=row["submitted"] if is_seen else None,
        takes=row["takes"],
        sent_at=answered["sent_at"] if answered and is_seen else None,
    )


def _describe(library: Library, form_key: str) -> tuple[str, bool]:
    """Return a form's title, and whether the manager alone reads it; so it is with one that is gone."""
    if form_key not in set(library.keys()):
        return form_key, True
    form = library.current(form_key)
    return form.title, form.reader is Reader.MANAGER


def _group_ways(rows: Any) -> Mapping[str, list[str]]:  # noqa: ANN401 - rows as SQLAlchemy has them
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["invitation_id"]] += _say_ways(row)
    return found


def _say_ways(row: Row) -> Iterator[str]:
    """Say by what somebody was invited, and how often a code of it was scanned."""
    name = WAYS.get(row["made_for"], row["made_for"])
    named = name if row["codes"] == 1 else f"{name} ({row['codes']} times)"
    yield f"{named}, scanned {row['scans']}" if row["scans"] else named


_REMINDERS: Any = (
    select(col(Reminder.invitation_id), col(Reminder.step), col(Reminder.way), col(Reminder.sent_at))
    .join(Invitation, col(Invitation.id) == col(Reminder.invitation_id))
    .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .order_by(col(Reminder.sent_at))
)
_CODES: Any = (
    select(
        col(InvitationCode.invitation_id),
        col(InvitationCode.made_for),
        func.count().label("codes"),
        func.sum(col(InvitationCode.scans)).label("scans"),
    )
    .join(Invitation, col(Invitation.id) == col(InvitationCode.invitation_id))
    .group_by(col(InvitationCode.invitation_id), col(InvitationCode.made_for))
    .order_by(col(InvitationCode.made_for))
)
_RESPONSES: Any = (
    select(
        col(Response.invitation_id),
        func.count().label("opened"),
        func.max(col(Response.submitted_at)).label("sent_at"),
    )
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .group_by(col(Response.invitation_id))
)
