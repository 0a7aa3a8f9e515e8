"""E-mail address and password; then the second factor. Unknown and known addresses get the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import select

from admin.accounts.accounts import ACCOUNTS, ProveUnit, normalise_sign_in
from admin.accounts.passwords import MAX_LENGTH, Hashing
from admin.accounts.sessions import begin, end
from admin.accounts.throttle import CODE as CODE_TRIES
from admin.accounts.throttle import PASSWORD, TryUnit, count_for, forget_tries
from admin.console.desk import leave_desk
from admin.console.gate import CODE, SIGN_IN
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signing_in.demo import draw_links, list_demo_staff
from admin.console.signing_in.ways import list_ways
from admin.console.signing_in.where import lead_on, read_to
from admin.console.staff import SET_SESSION, STAFF
from forms.audit import Done
from forms.units import PutUnit
from forms.web.client import name_client
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.accounts.throttle import Counted
    from admin.console.staff import Staff
    from forms.units import Row

HASHING = web.AppKey("hashing", Hashing)
WRONG = "That e-mail address and password do not belong together."
WRONG_CODE = "That code is not right, or was used before. Wait for the next one and type that."
WAIT = "That was tried too often. Please wait {seconds} seconds."
MAX_CODE = 64
HOW = "second factor"
"""What the record says of how a session began."""


async def ask_password(request: web.Request) -> web.Response:
    """GET /console/sign-in: ask who somebody is."""
    staff = request.get(STAFF)
    if staff is not None and staff.is_full:
        return go(read_to(request))
    return show_sign_in(request, read_to(request))


async def take_password(request: web.Request) -> web.Response:
    """POST /console/sign-in: the right password begins a session that leads to the second factor alone."""
    fields = await read_desk_form(request)
    parts, to = request.app[PARTS], read_to(request, fields)
    sign_in, password = normalise_sign_in(first(fields, "sign_in")), first(fields, "password")
    counted = count_for(parts.keys, PASSWORD, sign_in, name_client(request))
    if wait := await parts.store.write(TryUnit(counted, parts.clock())):
        return show_sign_in(request, to, WAIT.format(seconds=wait), 429)
    account = await _find(request, sign_in)
    held = account["password_hash"] if account else ""
    is_right = await request.app[HASHING].verify(held, password[: MAX_LENGTH + 1])
    if account is None or not is_right or account["totp_sealed"] is None:
        return show_sign_in(request, to, WRONG, 422)
    begun = begin(parts.keys, account["id"], parts.clock(), is_full=False)
    await parts.store.write(PutUnit((begun.insert, *forget_tries(counted))))
    request[SET_SESSION] = begun.token
    return go(lead_on(CODE, to))


async def ask_code(request: web.Request) -> web.Response:
    """GET /console/sign-in/code: the second factor."""
    staff, to = request.get(STAFF), read_to(request)
    if staff is None:
        return go(lead_on(SIGN_IN, to))
    return go(to) if staff.is_full else _show_code(request, to)


async def take_code(request: web.Request) -> web.Response:
    """POST /console/sign-in/code: the right code begins the session proper, under a name of its own."""
    fields = await read_desk_form(request)
    staff, to = request.get(STAFF), read_to(request, fields)
    if staff is None:
        return go(lead_on(SIGN_IN, to))
    parts = request.app[PARTS]
    counted = _count(request, staff)
    if wait := await parts.store.write(TryUnit(counted, parts.clock())):
        return _show_code(request, to, WAIT.format(seconds=wait), 429)
    begun = begin(parts.keys, staff.account_id, parts.clock(), is_full=True)
    rewards = (begun.insert, end(staff.token_hash), *forget_tries(counted))
    typed = first(fields, "code")[:MAX_CODE]
    proving = ProveUnit(parts.keys, staff.account_id, typed, parts.clock(), rewards)
    proved = await request.app[RECORD].write(
        request, Done("session.begin", "self", staff.account_id, HOW), proving
    )
    if proved is None:
        return _show_code(request, to, WRONG_CODE, 422)
    request[SET_SESSION] = begun.token
    return go(to)


async def sign_out(request: web.Request) -> web.Response:
    """POST /console/sign-out: end the session, and leave nothing at this desk."""
    await read_desk_form(request)
    staff = request.get(STAFF)
    if staff is not None:
        ending = PutUnit((end(staff.token_hash),))
        await request.app[PARTS].store.write(ending)
    request[SET_SESSION] = ""
    leave_desk(request)
    return go(SIGN_IN)


def _count(request: web.Request, staff: Staff) -> tuple[Counted, Counted]:
    return count_for(request.app[PARTS].keys, CODE_TRIES, staff.sign_in, name_client(request))


async def _find(request: web.Request, sign_in: str) -> Row | None:
    """Find an account that may sign in by its address."""
    wanted = select(ACCOUNTS).where(ACCOUNTS.c.sign_in == sign_in, ACCOUNTS.c.ended_at.is_(None))
    rows = await request.app[PARTS].store.read(wanted)
    return rows[0] if rows else None


def show_sign_in(
    request: web.Request, to: str, fault: str = "", status: int = 200, field: str = "sign_in"
) -> web.Response:
    """Show the page; where it was wrong, without what was typed: the same for known and unknown addresses."""
    faults = (Fault(fault, field),) if fault else ()
    return show(
        request,
        "sign_in.html",
        "Sign in",
        status,
        faults,
        to=to,
        ways=list_ways(request),
        links=draw_links(request),
        demo_staff=list_demo_staff(request),
    )


def _show_code(request: web.Request, to: str, fault: str = "", status: int = 200) -> web.Response:
    faults = (Fault(fault, "code"),) if fault else ()
    return show(request, "sign_in_code.html", "Your second factor", status, faults, to=to)
