"""Who is signed in, for a handler to ask; and the cookie by which a browser says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.accounts import list_iro_refs
from admin.accounts.roles import Role, read_roles
from admin.accounts.sessions import find_session, is_fresh
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from forms.units import Row

COOKIE = "__Host-say-staff"
MAX_COOKIE = 128


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody at work, signed in. `iro_refs`: whose children are theirs today, with those they cover.

    `iro_ref` is their own alone: what is said about them, and not about somebody they cover for.
    """

    account_id: str
    sign_in: str
    name: str
    roles: frozenset[Role]
    iro_refs: frozenset[str]
    iro_ref: str
    token_hash: str
    is_full: bool
    is_fresh: bool
    has_second_factor: bool

    def is_any(self, roles: Iterable[Role]) -> bool:
        """Tell whether they hold one of these roles."""
        return not self.roles.isdisjoint(roles)


STAFF = web.RequestKey("staff", Staff)
REACH = web.RequestKey("reach", frozenset[str])
"""Whose children this request may touch, by the references of IROs; not there: anybody's."""
SET_SESSION = web.RequestKey("set session", str)
"""The token that the browser is to show from now on; empty: none any more."""


def find_reach(request: web.Request) -> frozenset[str] | None:
    """Return whose children this request may touch, by the references of IROs; None: anybody's."""
    return request.get(REACH)


async def find_staff(request: web.Request) -> Staff | None:
    """Return who is signed in here, the second factor shown or not. Raises StoreUnavailableError."""
    token = request.cookies.get(COOKIE, "")
    if not token or len(token) > MAX_COOKIE or not token.isascii():
        return None
    parts = request.app[PARTS]
    now = parts.clock()
    found = await find_session(parts.store, parts.keys, token, now)
    return await _make_staff(request, found, now) if found else None


async def _make_staff(request: web.Request, found: Row, now: datetime) -> Staff:
    iro_refs = await list_iro_refs(request.app[PARTS].store, found["id"], found["iro_ref"], london_day(now))
    return Staff(
        account_id=found["id"],
        sign_in=found["sign_in"],
        name=found["name"],
        roles=read_roles(found["roles"]),
        iro_refs=iro_refs,
        iro_ref=found["iro_ref"],
        token_hash=found["token_hash"],
        is_full=found["is_full"],
        is_fresh=is_fresh(found, now),
        has_second_factor=found["totp_sealed"] is not None,
    )


def give_session(request: web.Request, response: web.StreamResponse) -> None:
    """Set or take away the cookie where this request changed it: out of reach of other sites."""
    token = request.get(SET_SESSION)
    if token is None:
        return
    if token:
        response.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="Strict")
    else:
        response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
