"""Making invitations: which reviews they are for, and the units of work that store them and their codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import col

from admin.invitation_rules import OPEN_DAYS, ROUTES, MeetingRow, NotAsked, choose_ask, choose_audiences
from forms.codes import new_code
from forms.london import london_day, start_of_day
from forms.records import Child, Invitation, InvitationCode, Review
from forms.units import Insert, Key, Rows, Write, Writes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from datetime import date, datetime

    from admin.invitation_rules import Ask
    from forms.definition import Audience
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row


class Office(Protocol):
    """Where invitations are made: keys to hash codes with, and a store."""

    @property
    def keys(self) -> Keys:
        """The service's keys."""
        ...

    @property
    def store(self) -> Store:
        """The open store."""
        ...


async def read_meeting(store: Store, review_ref: str) -> MeetingRow | None:
    """Read one review; None if there is no such review."""
    found = await _read_meetings(store, col(Review.review_ref) == review_ref)
    return found[0] if found else None


async def read_meetings_due(store: Store, today: date, days: int) -> list[MeetingRow]:
    """Read the reviews due within so many days and not yet held, and those whose feedback is still open."""
    due = and_(
        or_(col(Review.held_on).is_(None), col(Review.held_on) > today),
        col(Review.due_on).between(today, today + timedelta(days=days)),
    )
    held = col(Review.held_on).between(today - timedelta(days=OPEN_DAYS), today)
    return await _read_meetings(store, or_(due, held))


async def _read_meetings(store: Store, condition: ColumnElement[bool]) -> list[MeetingRow]:
    columns: tuple[Any, ...] = (Review.review_ref, Review.meeting_kind, Review.due_on, Review.held_on)
    rows = await store.read(
        select(*(col(column) for column in columns), col(Child.date_of_birth))
        .join(Child, col(Child.child_ref) == col(Review.child_ref))
        .where(condition)
        .order_by(col(Review.due_on), col(Review.review_ref))
    )
    return [MeetingRow(**row) for row in rows]


def find_invitation_id(keys: Keys, form_key: str, review_ref: str) -> str:
    """Return the id of the one invitation to a form about a review: nobody can be invited twice."""
    return keys.mac("invitation", form_key, review_ref)


def make_invitation(keys: Keys, ask: Ask, now: datetime, *, made_for: str) -> tuple[Sequence[Write], str]:
    """Make the rows of an invitation and its first code; the code itself is nowhere in them."""
    invitation_id = find_invitation_id(keys, ask.form_key, ask.review_ref)
    row = {
        "id": invitation_id,
        "form_key": ask.form_key,
        "audience": ask.audience.value,
        "review_ref": ask.review_ref,
        "takes": ask.takes,
        "submitted": 0,
        "created_at": now,
        "expires_at": start_of_day(ask.closes_on + timedelta(days=1)),
        "revoked_at": None,
    }
    code_row, code = make_code(keys, invitation_id, now, made_for=made_for)
    return (Insert(Invitation, row), code_row), code


def make_code(keys: Keys, invitation_id: str, now: datetime, *, made_for: str) -> tuple[Insert, str]:
    """Mint one more code of an invitation: its row, and the code to print."""
    code = new_code()
    row = {
        "code_hash": keys.hash_code(code),
        "invitation_id": invitation_id,
        "made_for": made_for,
        "created_at": now,
        "scans": 0,
    }
    return Insert(InvitationCode, row), code


@dataclass(frozen=True, slots=True)
class InviteUnit:
    """Store an invitation with its code, unless there is one already."""

    invitation_id: str
    writes: Sequence[Write]
    code: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Invitation, "id", self.invitation_id),)

    def decide(self, rows: Rows) -> Writes[str | None]:
        """Return the code; None if there was an invitation already."""
        return Writes(None) if rows.get(self.reads[0]) else Writes(self.code, self.writes)


async def invite(office: Office, ask: Ask, now: datetime, *, made_for: str = "list") -> str | None:
    """Invite once; return the code, or None if there is an invitation already.

    Raises StoreUnavailableError.
    """
    writes, code = make_invitation(office.keys, ask, now, made_for=made_for)
    invitation_id = find_invitation_id(office.keys, ask.form_key, ask.review_ref)
    return await office.store.write(InviteUnit(invitation_id, writes, code))


@dataclass(frozen=True, slots=True)
class CodeUnit:
    """Store one more code, if the invitation is there and open."""

    invitation_id: str
    write: Insert
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Invitation, "id", self.invitation_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was stored."""
        invitation = rows.get(self.reads[0])
        is_stored = invitation is not None and _is_open(invitation, self.now)
        return Writes(is_stored, (self.write,) if is_stored else ())


def _is_open(invitation: Row, now: datetime) -> bool:
    return invitation["revoked_at"] is None and bool(now < invitation["expires_at"])


async def mint_code(
    office: Office, review_ref: str, audience: Audience, now: datetime, *, made_for: str
) -> str | None:
    """Mint one more code of the invitation of an audience to a review; None if none is open.

    Raises StoreUnavailableError.
    """
    form_key = next((route.form_key for route in ROUTES if route.audience is audience), "")
    invitation_id = find_invitation_id(office.keys, form_key, review_ref)
    write, code = make_code(office.keys, invitation_id, now, made_for=made_for)
    return code if await office.store.write(CodeUnit(invitation_id, write, now)) else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one person's turn: the code of the invitation, or why there is none."""

    review_ref: str
    audience: Audience
    came_of: str | NotAsked


async def invite_all(
    office: Office, meetings: Iterable[MeetingRow], audience: Audience | None, now: datetime
) -> AsyncIterator[Outcome]:
    """Invite to each meeting the audience named, or all whose time it is; say what came of each.

    A code is yielded as soon as it is stored, so that a fault later on loses none that was made.
    Raises StoreUnavailableError.
    """
    today = london_day(now)
    for meeting in meetings:
        for asked in (audience,) if audience else choose_audiences(meeting, today):
            choice = choose_ask(meeting, asked, today)
            came_of = choice if isinstance(choice, NotAsked) else await invite(office, choice, now)
            yield Outcome(meeting.review_ref, asked, came_of or NotAsked.ALREADY_INVITED)
