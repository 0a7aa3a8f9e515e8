"""Sessions of people at work: fifteen minutes idle, eight hours at most, and a new one at each step up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from forms.records import Account, StaffSession
from forms.units import Delete, Insert, Key, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
UNFINISHED = timedelta(minutes=10)
"""For the second factor to be typed after the password."""
FRESH = timedelta(minutes=10)
"""Since somebody proved who they are: longer ago, they do so again before anything is taken out."""
SEEN_EVERY = timedelta(seconds=60)
"""Coarser than each request, so that reading pages writes little."""
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """A new session: what the browser is given, and the row that is stored."""

    token: str
    insert: Insert


def begin(keys: Keys, account_id: str, now: datetime, *, is_full: bool) -> Begun:
    """Begin a session: the row holds a hash of what the browser shows."""
    token = secrets.token_hex(TOKEN_BYTES)
    row = {
        "token_hash": hash_token(keys, token),
        "account_id": account_id,
        "begun_at": now,
        "seen_at": now,
        "proved_at": now,
        "is_full": is_full,
    }
    return Begun(token, Insert(StaffSession, row))


def hash_token(keys: Keys, token: str) -> str:
    """Return what is stored of a session's token."""
    return keys.mac("staff session", token)


def end_all(account_id: str) -> Write:
    """End every session of an account: its password, its roles or its second factor changed."""
    return Delete(StaffSession, {"account_id": account_id})


def end(token_hash: str) -> Write:
    """End one session."""
    return Delete(StaffSession, {"token_hash": token_hash})


def is_over(session: Row, now: datetime) -> bool:
    """Tell whether a session is over; one that lacks the second factor is so sooner."""
    longest = LONGEST if session["is_full"] else UNFINISHED
    return bool(now - session["seen_at"] > IDLE or now - session["begun_at"] > longest)


def is_fresh(session: Row, now: datetime) -> bool:
    """Tell whether the person proved who they are just now."""
    return bool(now - session["proved_at"] <= FRESH)


@dataclass(frozen=True, slots=True)
class SeeUnit:
    """Note that a session was used. One that was ended meanwhile stays ended."""

    token_hash: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(StaffSession, "token_hash", self.token_hash),)

    def decide(self, rows: Rows) -> Writes[None]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None:
            return Writes(None)
        return Writes(None, (Update(StaffSession, {"token_hash": self.token_hash}, {"seen_at": self.now}),))


async def find_session(store: Store, keys: Keys, token: str, now: datetime) -> Row | None:
    """Find the session and the account that a browser's token belongs to; None if it is over or ended.

    Raises StoreUnavailableError.
    """
    token_hash = hash_token(keys, token)
    rows = await store.read(_SESSION.where(_SESSIONS.c.token_hash == token_hash))
    if not rows or is_over(rows[0], now):
        return None
    if now - rows[0]["seen_at"] >= SEEN_EVERY:
        await store.write(SeeUnit(token_hash, now))
    return rows[0]


_SESSIONS: Any = StaffSession.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
_ACCOUNTS: Any = Account.__table__  # type: ignore[attr-defined]  # likewise
_SESSION = (
    select(
        _SESSIONS.c.token_hash,
        _SESSIONS.c.begun_at,
        _SESSIONS.c.seen_at,
        _SESSIONS.c.proved_at,
        _SESSIONS.c.is_full,
        _ACCOUNTS.c.id,
        _ACCOUNTS.c.sign_in,
        _ACCOUNTS.c.name,
        _ACCOUNTS.c.roles,
        _ACCOUNTS.c.iro_ref,
        _ACCOUNTS.c.totp_sealed,
    )
    .join(_ACCOUNTS, _ACCOUNTS.c.id == _SESSIONS.c.account_id)
    .where(_ACCOUNTS.c.ended_at.is_(None))
)
