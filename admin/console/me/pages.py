"""One's own account: who one is here, a new password, new codes on paper, signed out everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.accounts import ChangeAccountUnit, find_account
from admin.accounts.passwords import MAX_LENGTH, find_fault
from admin.accounts.roles import DOES, NAMES, Role
from admin.accounts.second_factor import keep_codes, make_recovery_codes
from admin.accounts.throttle import PASSWORD, TryUnit, count_for
from admin.console.access import EVERYBODY, Route
from admin.console.gate import SIGN_IN
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signing_in.password import HASHING, WAIT
from admin.console.signing_in.ways import list_ways
from admin.console.signing_in.welcome import NOT_ALIKE
from admin.console.staff import STAFF
from forms.audit import Done
from forms.records import RecoveryCode
from forms.units import Delete
from forms.web.client import name_client
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.units import Row

ME = "/console/me"
WRONG = "That is not your password of today."


async def show_me(request: web.Request) -> web.Response:
    """GET /console/me: who I am here."""
    staff = request[STAFF]
    roles = [(NAMES[role], DOES[role]) for role in Role if role in staff.roles]
    return show(request, "me.html", "Your account", staff=staff, roles=roles, ways=list_ways(request))


async def ask_password(request: web.Request) -> web.Response:
    """GET /console/me/password: a new password."""
    return _show_password(request)


async def take_password(request: web.Request) -> web.Response:
    """POST /console/me/password: keep it, and end every session of this account, this one too."""
    fields = await read_desk_form(request)
    parts, account = request.app[PARTS], await _find(request)
    counted = count_for(parts.keys, PASSWORD, account["sign_in"], name_client(request))
    if wait := await parts.store.write(TryUnit(counted, parts.clock())):
        return _show_password(request, Fault(WAIT.format(seconds=wait), "held"), 429)
    typed = first(fields, "held")[: MAX_LENGTH + 1]
    if not await request.app[HASHING].verify(account["password_hash"], typed):
        return _show_password(request, Fault(WRONG, "held"), 422)
    password = first(fields, "password")
    fault = find_fault(password, account["name"], account["sign_in"])
    if not fault and password != first(fields, "repeated"):
        fault = NOT_ALIKE
    if fault:
        return _show_password(request, Fault(fault, "password"), 422)
    values = {"password_hash": await request.app[HASHING].hash(password)}
    await _change(request, "account.change_password", ChangeAccountUnit(account["id"], values))
    return go(SIGN_IN)


async def make_codes(request: web.Request) -> web.Response:
    """POST /console/me/codes: new codes on paper; those made before no longer work. Signed out after."""
    await read_desk_form(request)
    parts, account_id = request.app[PARTS], request[STAFF].account_id
    await _change(request, "account.drop_codes", _drop_codes(account_id))
    codes = make_recovery_codes()
    also = keep_codes(parts.keys, account_id, codes)
    await _change(request, "account.make_codes", ChangeAccountUnit(account_id, {}, also))
    return show(request, "recovery_codes.html", "Your codes on paper", codes=codes)


async def end_sessions(request: web.Request) -> web.Response:
    """POST /console/me/everywhere: sign out on every machine."""
    await read_desk_form(request)
    await _change(request, "session.end_all", ChangeAccountUnit(request[STAFF].account_id, {}))
    return go(SIGN_IN)


def _drop_codes(account_id: str) -> ChangeAccountUnit:
    """Take the codes on paper away: in a unit of its own, since a unit deletes last."""
    return ChangeAccountUnit(account_id, {}, (Delete(RecoveryCode, {"account_id": account_id}),))


async def _change(request: web.Request, action: str, change: ChangeAccountUnit) -> None:
    await request.app[RECORD].write(request, Done(action, "self", request[STAFF].account_id), change)


async def _find(request: web.Request) -> Row:
    account = await find_account(request.app[PARTS].store, request[STAFF].account_id)
    if account is None:
        raise web.HTTPNotFound
    return account


def _show_password(request: web.Request, fault: Fault | None = None, status: int = 200) -> web.Response:
    return show(request, "me_password.html", "A new password", status, (fault,) if fault else ())


ROUTES = (
    Route("GET", ME, show_me, EVERYBODY),
    Route("GET", f"{ME}/password", ask_password, EVERYBODY),
    Route("POST", f"{ME}/password", take_password, EVERYBODY, audit="account.change_password"),
    Route("POST", f"{ME}/codes", make_codes, EVERYBODY, audit="account.make_codes", is_fresh=True),
    Route("POST", f"{ME}/everywhere", end_sessions, EVERYBODY, audit="session.end_all"),
)
