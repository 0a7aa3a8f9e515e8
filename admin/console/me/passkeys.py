"""One's own passkeys: which there are, a new one, and taking one away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.attempts import begin_attempt
from admin.accounts.passkey_units import (
    MAX_NAME,
    AddPasskeyUnit,
    RemovePasskeyUnit,
    list_other_sessions,
    list_passkeys,
)
from admin.accounts.passkeys import ADD, Fault, Owner, PasskeyError, ask_to_add, check_new
from admin.console.access import EVERYBODY, Route
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signing_in.attempts import drop_attempt, find_attempt, give_attempt, use_attempt
from admin.console.signing_in.passkey import require_place
from admin.console.staff import STAFF
from forms.audit import Done
from forms.web.given import first
from forms.web.pages import Fault as Shown
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.units import Unit
    from forms.web.given import Fields

LOG = logging.getLogger(__name__)
PASSKEYS = "/console/me/passkeys"


async def show_passkeys(request: web.Request) -> web.Response:
    """GET /console/me/passkeys: which I have, and how to add one."""
    return await _show(request)


async def send_challenge(request: web.Request) -> web.Response:
    """GET /console/me/passkeys/challenge: what the script asks the browser for. Nothing is stored."""
    place, parts, staff = require_place(request), request.app[PARTS], request[STAFF]
    attempt = begin_attempt(ADD, parts.clock(), staff.account_id)
    held = [row["credential_id"] for row in await list_passkeys(parts.store, staff.account_id)]
    owner = Owner(staff.account_id, staff.sign_in, staff.name)
    asked = ask_to_add(parts.keys, place, attempt, owner, held)
    answer = web.Response(text=asked, content_type="application/json")
    give_attempt(request, answer, attempt)
    return answer


async def add_passkey(request: web.Request) -> web.Response:
    """POST /console/me/passkeys: keep a new one."""
    fields = await read_desk_form(request)
    try:
        await _add(request, fields)
        answer = go(PASSKEYS)
    except PasskeyError as refused:
        LOG.warning("a new passkey was refused: %s", refused.fault.code)
        answer = await _show(request, refused.fault.sentence, first(fields, "name"))
    drop_attempt(answer, ADD)
    return answer


async def _add(request: web.Request, fields: Fields) -> None:
    place, parts, account_id = require_place(request), request.app[PARTS], request[STAFF].account_id
    attempt = find_attempt(request, ADD, account_id)
    if attempt is None:
        raise PasskeyError(Fault.LATE)
    if not await use_attempt(request, attempt):
        raise PasskeyError(Fault.USED)
    new = check_new(parts.keys, place, attempt, first(fields, "credential"))
    adding = AddPasskeyUnit(parts.keys, account_id, first(fields, "name"), new, parts.clock())
    if not await _record(request, "passkey.add", adding):
        raise PasskeyError(Fault.THERE)


async def remove_passkey(request: web.Request) -> web.Response:
    """POST /console/me/passkeys/remove: take one away, and end what may have been begun with it elsewhere."""
    fields = await read_desk_form(request)
    staff, store = request[STAFF], request.app[PARTS].store
    others = await list_other_sessions(store, staff.account_id, staff.token_hash)
    removing = RemovePasskeyUnit(first(fields, "passkey"), staff.account_id, others)
    if not await _record(request, "passkey.remove", removing):
        raise web.HTTPNotFound
    return go(PASSKEYS)


async def _record(request: web.Request, action: str, unit: Unit[bool]) -> bool:
    return await request.app[RECORD].write(request, Done(action, "self", request[STAFF].account_id), unit)


async def _show(request: web.Request, fault: str = "", name: str = "") -> web.Response:
    place = require_place(request)
    return show(
        request,
        "passkeys.html",
        "Your passkeys",
        422 if fault else 200,
        (Shown(fault, "name"),) if fault else (),
        passkeys=await list_passkeys(request.app[PARTS].store, request[STAFF].account_id),
        place=place.name,
        name=name,
        longest=MAX_NAME,
    )


ROUTES = (
    Route("GET", PASSKEYS, show_passkeys, EVERYBODY, is_fresh=True),
    Route("GET", f"{PASSKEYS}/challenge", send_challenge, EVERYBODY, is_fresh=True),
    Route("POST", PASSKEYS, add_passkey, EVERYBODY, audit="passkey.add", is_fresh=True),
    Route("POST", f"{PASSKEYS}/remove", remove_passkey, EVERYBODY, audit="passkey.remove", is_fresh=True),
)
