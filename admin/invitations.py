"""Making invitations and their codes: the units of work that store them."""

from __future__ import annotations

from asyncio import gather
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select
from sqlmodel import col

from admin.invitation_rules import NotAsked, choose_asks, choose_audiences, find_meeting_fault
from forms.codes import new_code
from forms.invited import is_open
from forms.london import start_of_day
from forms.records import Invitation, InvitationCode
from forms.units import Delete, Insert, Key, PutUnit, Rows, Write, Writes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
    from datetime import datetime

    from admin.invitation_rules import Ask, Asking, Choice, MeetingRow
    from admin.timetable import Step
    from forms.definition import Audience
    from forms.keys import Keys
    from forms.store import Store


TOGETHER = 100
"""Invitations that share a commit at most: somebody who wants to save meanwhile waits some milliseconds."""


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


def find_invitation_id(keys: Keys, form_key: str, review_ref: str, *whom: str) -> str:
    """Return the id of a person's one invitation to a form about a review: nobody can be invited twice.

    `whom` is empty where the form already says who it is: see `Ask.whom`.
    """
    return keys.mac("invitation", form_key, review_ref, *whom)


def make_invitation(keys: Keys, ask: Ask, now: datetime, *, made_for: str) -> tuple[Sequence[Write], str]:
    """Make the rows of an invitation and its first code; the code itself is nowhere in them."""
    invitation_id = find_invitation_id(keys, ask.form_key, ask.review_ref, *ask.whom)
    row = {
        "id": invitation_id,
        "form_key": ask.form_key,
        "audience": ask.audience.value,
        "review_ref": ask.review_ref,
        "person": ask.person,
        "placement": None,
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
    return _make_code_row(keys, invitation_id, code, now, made_for=made_for), code


def _make_code_row(keys: Keys, invitation_id: str, code: str, now: datetime, *, made_for: str) -> Insert:
    row = {
        "code_hash": keys.hash_code(code),
        "invitation_id": invitation_id,
        "made_for": made_for,
        "created_at": now,
        "scans": 0,
    }
    return Insert(InvitationCode, row)


@dataclass(frozen=True, slots=True)
class Minted:
    """A code that was stored, to be printed this once, and until when it opens anything."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InviteUnit:
    """Store an invitation with its first code. If there is one, `again` stores one more code of it."""

    invitation_id: str
    invitation: Sequence[Write]
    minted: Minted
    now: datetime
    again: bool

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Invitation, "id", self.invitation_id),)

    def decide(self, rows: Rows) -> Writes[Minted | NotAsked]:
        """Return the code, or why there is none."""
        held = rows.get(self.reads[0])
        if held is None:
            return Writes(self.minted, self.invitation)
        if not self.again:
            return Writes(NotAsked.ALREADY_INVITED)
        if not is_open(held, self.now):
            return Writes(NotAsked.CLOSED)
        code = tuple(write for write in self.invitation if write.table is InvitationCode)
        return Writes(Minted(self.minted.code, held["expires_at"]), code)


async def invite(
    office: Office, ask: Ask, now: datetime, *, made_for: str = "list", again: bool = False
) -> Minted | NotAsked:
    """Invite once; return the code, or why there is none. With `again`, whoever is invited gets one more.

    Raises StoreUnavailableError.
    """
    writes, code = make_invitation(office.keys, ask, now, made_for=made_for)
    minted = Minted(code, start_of_day(ask.closes_on + timedelta(days=1)))
    held_id = await _find_held(office.store, ask)
    if held_id is not None:
        writes = (_make_code_row(office.keys, held_id, code, now, made_for=made_for),)
    invitation_id = held_id or find_invitation_id(office.keys, ask.form_key, ask.review_ref, *ask.whom)
    return await office.store.write(InviteUnit(invitation_id, writes, minted, now, again))


async def _find_held(store: Store, ask: Ask) -> str | None:
    """Find the person's invitation where its review has got another reference since: its id stays."""
    rows = await store.read(
        select(col(Invitation.id)).where(
            col(Invitation.review_ref) == ask.review_ref,
            col(Invitation.form_key) == ask.form_key,
            col(Invitation.audience) == ask.audience.value,
            col(Invitation.person) == ask.person,
        )
    )
    return str(rows[0]["id"]) if rows else None


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
        is_stored = invitation is not None and is_open(invitation, self.now)
        return Writes(is_stored, (self.write,) if is_stored else ())


async def mint_code(office: Office, invitation_id: str, now: datetime, *, made_for: str) -> str | None:
    """Mint one more code of an invitation; None if it is not open.

    Raises StoreUnavailableError.
    """
    write, code = make_code(office.keys, invitation_id, now, made_for=made_for)
    return code if await office.store.write(CodeUnit(invitation_id, write, now)) else None


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody whose turn it may be: an invitation to make, or why not. No audience: nobody at all."""

    meeting: MeetingRow
    audience: Audience | None
    choice: Choice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one person's turn: the code of the invitation, or why there is none."""

    meeting: MeetingRow
    audience: Audience | None
    came_of: Minted | NotAsked
    ask: Ask | None = None
    reminder: Step | None = None
    """Which reminder it is; None where it is an invitation."""


def list_turns(meetings: Iterable[MeetingRow], audience: Audience | None, asking: Asking) -> Iterator[Turn]:
    """Yield who is to be asked about each meeting: the audience named, or all whose time it is."""
    for meeting in meetings:
        fault = find_meeting_fault(meeting, asking)
        if fault is not None:
            yield Turn(meeting, audience, fault)
            continue
        for asked in (audience,) if audience else choose_audiences(meeting, asking):
            for choice in choose_asks(meeting, asked, asking):
                yield Turn(meeting, asked, choice)


async def invite_all(
    office: Office, turns: Iterable[Turn], now: datetime, *, made_for: str = "list"
) -> AsyncIterator[Outcome]:
    """Invite everybody whose turn it is; say what came of each.

    A code is yielded as soon as it is stored, so that a fault later on loses none that was made.
    Raises StoreUnavailableError.
    """
    for turn in turns:
        yield await _invite_turn(office, turn, now, made_for=made_for, again=False)


async def invite_together(
    office: Office, turns: Sequence[Turn], now: datetime, *, made_for: str
) -> list[Outcome]:
    """Invite everybody, or mint one more code for who is invited; many share a commit. In the same order.

    Raises StoreUnavailableError; codes that were stored by then are in nobody's hands.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(turns), TOGETHER):
        some = turns[start : start + TOGETHER]
        outcomes += await gather(
            *(_invite_turn(office, turn, now, made_for=made_for, again=True) for turn in some)
        )
    return outcomes


async def _invite_turn(office: Office, turn: Turn, now: datetime, *, made_for: str, again: bool) -> Outcome:
    if isinstance(turn.choice, NotAsked):
        return Outcome(turn.meeting, turn.audience, turn.choice)
    came_of = await invite(office, turn.choice, now, made_for=made_for, again=again)
    return Outcome(turn.meeting, turn.audience, came_of, turn.choice)


async def forget_codes(office: Office, outcomes: Iterable[Outcome]) -> None:
    """Take back the codes of pages that were not made: nobody has them. Raises StoreUnavailableError."""
    gone = [Delete(InvitationCode, {"code_hash": each}) for each in list_codes(office.keys, outcomes)]
    await office.store.write(PutUnit(tuple(gone)))


def list_codes(keys: Keys, outcomes: Iterable[Outcome]) -> list[str]:
    """List the keyed hashes of the codes that were minted."""
    return [
        keys.hash_code(outcome.came_of.code)
        for outcome in outcomes
        if not isinstance(outcome.came_of, NotAsked)
    ]
