"""Signing in with a passkey: no name, no password, no second factor, since the device checks its owner.

Where scripts are off there is no such button; the password and the second factor remain.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.attempts import begin_attempt
from admin.accounts.passkey_units import RefusePasskeyUnit, UsePasskeyUnit, find_passkey
from admin.accounts.passkeys import SIGN_IN, Fault, PasskeyError, ask_to_sign_in, check_shown, read_shown
from admin.accounts.sessions import begin, end
from admin.accounts.throttle import PASSKEY, TryUnit, count_for_client, forget_try
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signing_in.again import show_again
from admin.console.signing_in.attempts import drop_attempt, find_attempt, give_attempt, use_attempt
from admin.console.signing_in.password import WAIT, show_sign_in
from admin.console.signing_in.ways import find_own_place
from admin.console.signing_in.where import read_to
from admin.console.staff import SET_SESSION, STAFF
from forms.audit import Done
from forms.web.client import name_client
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.accounts.passkeys import Place
    from admin.accounts.throttle import Counted
    from forms.units import Row
    from forms.web.given import Fields

LOG = logging.getLogger(__name__)
HOW = "passkey"
"""What the record says of how a session began."""


async def send_challenge(request: web.Request) -> web.Response:
    """GET /console/sign-in/passkey/challenge: what the script asks the browser for. Nothing is stored."""
    place, parts = require_place(request), request.app[PARTS]
    attempt = begin_attempt(SIGN_IN, parts.clock())
    asked = ask_to_sign_in(parts.keys, place, attempt)
    answer = web.Response(text=asked, content_type="application/json")
    give_attempt(request, answer, attempt)
    return answer


def require_place(request: web.Request) -> Place:
    """Return where passkeys are good. Raises 404 where no browser would keep one."""
    place = find_own_place(request)
    if place is None:
        raise web.HTTPNotFound
    return place


async def take_passkey(request: web.Request) -> web.Response:
    """POST /console/sign-in/passkey: sign in, or show once more who one is."""
    fields = await read_desk_form(request)
    require_place(request)
    parts, to = request.app[PARTS], read_to(request, fields)
    counted = count_for_client(parts.keys, PASSKEY, name_client(request))
    if wait := await parts.store.write(TryUnit((counted,), parts.clock())):
        return _show_fault(request, to, WAIT.format(seconds=wait), 429)
    try:
        answer = await _sign_in(request, fields, counted)
    except PasskeyError as refused:
        LOG.warning("a passkey was refused: %s", refused.fault.code)
        answer = _show_fault(request, to, refused.fault.sentence, 422)
    drop_attempt(answer, SIGN_IN)
    return answer


async def _sign_in(request: web.Request, fields: Fields, counted: Counted) -> web.Response:
    parts, staff = request.app[PARTS], request.get(STAFF)
    held, count = await _check(request, first(fields, "credential"))
    begun = begin(parts.keys, held["account_id"], parts.clock(), is_full=True)
    before = (end(staff.token_hash),) if staff else ()
    using = UsePasskeyUnit(held, count, parts.clock(), (begun.insert, *before, forget_try(counted)))
    is_again = staff is not None and staff.is_full and staff.account_id == held["account_id"]
    done = _done("session.renew" if is_again else "session.begin", held, HOW)
    if not await request.app[RECORD].write(request, done, using):
        raise PasskeyError(Fault.UNKNOWN)
    request[SET_SESSION] = begun.token
    return go(read_to(request, fields))


async def _check(request: web.Request, sent: str) -> tuple[Row, int]:
    """Return the passkey that was shown, and how often it says it was used. Raises PasskeyError."""
    parts, attempt = request.app[PARTS], find_attempt(request, SIGN_IN)
    if attempt is None:
        raise PasskeyError(Fault.LATE)
    if not await use_attempt(request, attempt):
        raise PasskeyError(Fault.USED)
    shown = read_shown(sent)
    held = await find_passkey(parts.store, parts.keys, shown.raw_id)
    if held is None:
        raise PasskeyError(Fault.UNKNOWN)
    try:
        return held, check_shown(parts.keys, require_place(request), attempt, shown, held)
    except PasskeyError as refused:
        if refused.fault is Fault.COPIED:
            done = _done("passkey.refuse", held, "copied")
            await request.app[RECORD].write(request, done, RefusePasskeyUnit(held["id"]))
        raise


def _show_fault(request: web.Request, to: str, fault: str, status: int) -> web.Response:
    """Say it on the page that the passkey was shown on."""
    staff = request.get(STAFF)
    is_again = staff is not None and staff.is_full
    return (show_again if is_again else show_sign_in)(request, to, fault, status, "passkey")


def _done(action: str, held: Row, reason: str) -> Done:
    return Done(action, "self", held["account_id"], reason, by=held["account_id"])
