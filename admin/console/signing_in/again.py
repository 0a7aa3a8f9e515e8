"""Once more, before anything is taken out: whoever sits here now is who signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.accounts import ProveUnit
from admin.accounts.sessions import begin, end
from admin.accounts.throttle import CODE, TryUnit, count_for, forget_tries
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signing_in.password import MAX_CODE, WAIT, WRONG_CODE
from admin.console.signing_in.ways import list_ways
from admin.console.signing_in.where import read_to
from admin.console.staff import SET_SESSION, STAFF
from forms.audit import Done
from forms.units import PutUnit
from forms.web.client import name_client
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web


async def ask_again(request: web.Request) -> web.Response:
    """GET /console/sign-in/again: the second factor once more."""
    return show_again(request, read_to(request))


async def take_again(request: web.Request) -> web.Response:
    """POST /console/sign-in/again: a fresh session under a new name. The demo's staff press a button."""
    fields = await read_desk_form(request)
    parts, staff, to = request.app[PARTS], request[STAFF], read_to(request, fields)
    counted = count_for(parts.keys, CODE, staff.sign_in, name_client(request))
    if wait := await parts.store.write(TryUnit(counted, parts.clock())):
        return show_again(request, to, WAIT.format(seconds=wait), 429)
    begun = begin(parts.keys, staff.account_id, parts.clock(), is_full=True)
    rewards = (begun.insert, end(staff.token_hash), *forget_tries(counted))
    done = Done("session.renew", "self", staff.account_id)
    if parts.demo and not staff.has_second_factor:
        await parts.store.write(PutUnit(rewards))
    else:
        typed = first(fields, "code")[:MAX_CODE]
        proving = ProveUnit(parts.keys, staff.account_id, typed, parts.clock(), rewards)
        if await request.app[RECORD].write(request, done, proving) is None:
            return show_again(request, to, WRONG_CODE, 422)
    request[SET_SESSION] = begun.token
    return go(to)


def show_again(
    request: web.Request, to: str, fault: str = "", status: int = 200, field: str = "code"
) -> web.Response:
    """Show the page."""
    faults = (Fault(fault, field),) if fault else ()
    asks_code, ways = request[STAFF].has_second_factor, list_ways(request)
    heading = "Is it still you?"
    return show(request, "sign_in_again.html", heading, status, faults, to=to, asks_code=asks_code, ways=ways)
