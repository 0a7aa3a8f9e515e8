"""The rest whose time is over: codes, sessions, messages, counts, and meetings of years long gone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from admin.retention.chores import Chore, Office, TakeUnit, chore
from forms.belongings import find_belongings
from forms.records import (
    Alert,
    AnonymousResponse,
    Child,
    CodedCount,
    Complaint,
    InboxUpdate,
    Invitation,
    InvitationCode,
    NoReminder,
    OutboxMessage,
    Quote,
    Response,
    Review,
    SetupLink,
    SignInTry,
    StaffSession,
    Visit,
)
from forms.units import Delete, Key, Rows, Update, Writes
from forms.unlinking import list_parting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from forms.belongings import Belongings
    from forms.units import Write

AT_ONCE = 500
"""Rows in one unit."""
HANDLED_DAYS = 3
"""As the bot forgets: a message may be delivered again for a day."""


def _take(deletes: Iterable[Write]) -> list[Chore]:
    """Put rows that are nobody's words into units of some size."""
    rows = tuple(deletes)
    parts = (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
    return [chore(TakeUnit(part), rows=len(part)) for part in parts]


async def find_codes(office: Office) -> list[Chore]:
    """Find codes of invitations that are closed for long, and on which no words hang any more."""
    since = office.ago(office.settings.keep_days)
    has_words = (
        select(col(Response.id))
        .where(col(Response.invitation_id) == col(InvitationCode.invitation_id))
        .where(or_(col(Response.sealed_key).is_not(None), col(Response.draft).is_not(None)))
    )
    rows = await office.store.read(
        select(col(InvitationCode.code_hash))
        .join(Invitation, col(Invitation.id) == col(InvitationCode.invitation_id))
        .where(or_(col(Invitation.expires_at) < since, col(Invitation.revoked_at) < since))
        .where(~has_words.exists(), col(Invitation.placement).is_(None))
    )
    return _take(Delete(InvitationCode, {"code_hash": row["code_hash"]}) for row in rows)


async def find_signed_in(office: Office) -> list[Chore]:
    """Find sessions, links and tries whose time was over yesterday."""
    since = office.ago(1)
    old: tuple[tuple[type[Any], str, Any], ...] = (
        (StaffSession, "token_hash", col(StaffSession.seen_at)),
        (SetupLink, "token_hash", col(SetupLink.expires_at)),
        (SignInTry, "key", func.coalesce(col(SignInTry.wait_until), col(SignInTry.first_at))),
    )
    deletes: list[Write] = []
    for record, name, ended in old:
        column = getattr(record, name)
        rows = await office.store.read(select(col(column).label("key")).where(ended < since))
        deletes += [Delete(record, {name: row["key"]}) for row in rows]
    return _take(deletes)


async def find_carried(office: Office) -> list[Chore]:
    """Find messages that are handled, or given up: also where no bot runs that would forget them."""
    handled, aside = office.ago(HANDLED_DAYS), office.ago(office.settings.keep_days)
    updates = await office.store.read(
        select(col(InboxUpdate.update_hash)).where(
            or_(col(InboxUpdate.done_at) < handled, col(InboxUpdate.set_aside_at) < aside)
        )
    )
    messages = await office.store.read(
        select(col(OutboxMessage.id)).where(col(OutboxMessage.failed_at) < handled)
    )
    return _take(
        (
            *(Delete(InboxUpdate, {"update_hash": row["update_hash"]}) for row in updates),
            *(Delete(OutboxMessage, {"id": row["id"]}) for row in messages),
        )
    )


async def find_counts(office: Office) -> list[Chore]:
    """Find counts of reporting years that are over for long, and what came without a name in them."""
    since = office.first_kept_on
    table: Any = CodedCount.__table__  # type: ignore[attr-defined]  # SQLModel sets it on every table
    names = [column.name for column in table.primary_key]
    rows = await office.store.read(
        select(*(table.c[name] for name in names)).where(table.c.quarter_on < since)
    )
    nameless = await office.store.read(
        select(col(AnonymousResponse.id)).where(
            col(AnonymousResponse.week_on) < since, col(AnonymousResponse.coded_on).is_not(None)
        )
    )
    return _take(
        (
            *(Delete(CodedCount, {name: row[name] for name in names}) for row in rows),
            *(Update(Quote, {"nameless_id": row["id"]}, {"nameless_id": None}) for row in nameless),
            *(Delete(AnonymousResponse, {"id": row["id"]}) for row in nameless),
        )
    )


@dataclass(frozen=True, slots=True)
class TakeMeetingUnit:
    """Take a meeting away with all that hangs on it. None: it is gone, or was moved to a later year."""

    review_ref: str
    writes: tuple[Write, ...]
    kept_from: date

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Review, "review_ref", self.review_ref),)

    def decide(self, rows: Rows) -> Writes[int | None]:
        """Tell how many meetings went."""
        found = rows.get(self.reads[0])
        day = found and (found["held_on"] or found["due_on"])
        if not day or day >= self.kept_from:
            return Writes(None)
        return Writes(1, self.writes)


async def find_meetings(office: Office) -> list[Chore]:
    """Find meetings and visits of reporting years long gone."""
    since = office.first_kept_on
    day = func.coalesce(col(Review.held_on), col(Review.due_on))
    has_words = or_(col(Response.sealed_key).is_not(None), col(Response.draft).is_not(None))
    said = (
        select(col(Response.id))
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .where(col(Invitation.review_ref) == col(Review.review_ref), has_words)
    )
    refs = await office.store.read(select(col(Review.review_ref)).where(day < since, ~said.exists()))
    visits = await office.store.read(select(col(Visit.id)).where(col(Visit.visited_on) < since))
    return [
        *(Chore(partial(_take_meeting, office, row["review_ref"]), row["review_ref"]) for row in refs),
        *_take(Delete(Visit, {"id": row["id"]}) for row in visits),
    ]


async def _take_meeting(office: Office, review_ref: str) -> TakeMeetingUnit | None:
    held = await find_belongings(office.store, "review_ref", review_ref)
    if not is_over(held):
        return None
    return TakeMeetingUnit(review_ref, tuple(list_parting(held, keeps_quotes=True)), office.first_kept_on)


def is_over(held: Belongings) -> bool:
    """Tell whether no words hang on a meeting any more, and nobody waits for a person or an answer."""
    said = any(row["sealed_key"] or row["draft"] for row in held.of(Response))
    waits = any(row["closed_at"] is None for row in held.of(Alert))
    return not (said or waits or any(row["answered_at"] is None for row in held.of(Complaint)))


async def find_children(office: Office) -> list[Chore]:
    """Find children of whom there is neither a meeting nor a visit any more."""
    has_review = select(col(Review.review_ref)).where(col(Review.child_ref) == col(Child.child_ref))
    has_visit = select(col(Visit.id)).where(col(Visit.child_ref) == col(Child.child_ref))
    rows = await office.store.read(
        select(col(Child.child_ref)).where(~has_review.exists(), ~has_visit.exists())
    )
    refs = [row["child_ref"] for row in rows]
    return [chore(TakeUnit(_part_with(ref), counts=1), ref) for ref in refs]


def _part_with(child_ref: str) -> tuple[Write, ...]:
    named = {"child_ref": child_ref}
    return Delete(NoReminder, named), Delete(Child, named)
