"""Accounts: who has one, adding, roles and leave cover, a new link, ending. Nobody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import select

from admin.accounts.accounts import (
    COVERS,
    AddAccountUnit,
    ChangeAccountUnit,
    CloseLinksUnit,
    NewAccount,
    add_cover,
    find_account,
    make_setup_link,
    name_state,
    reset,
)
from admin.accounts.roles import DOES, NAMES, Role, read_roles, write_roles
from admin.console.access import About, Route
from admin.console.pages import show
from admin.console.people import listing
from admin.console.people.given import read_cover, read_new_account
from admin.console.people.listing import ADMINISTRATORS, PEOPLE
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signing_in.welcome import WELCOME
from admin.console.staff import STAFF
from admin.console.tables.pages import route_csv
from forms.audit import Done
from forms.london import london_day
from forms.records import Cover, Iro
from forms.units import Delete, PutUnit
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.units import Row, Unit
    from forms.web.given import Fields

ACCOUNT = r"/console/accounts/{account:[0-9a-f]{32}}"
TAKEN = "Somebody has that address already."
LAST = "You cannot take that from yourself: ask another administrator."


async def ask_new(request: web.Request) -> web.Response:
    """GET /console/accounts/new: ask who it is."""
    return await _show_new(request, {}, ())


async def add(request: web.Request) -> web.Response:
    """POST /console/accounts/new: add them, and show the link by which they set it up."""
    fields = await read_desk_form(request)
    new = read_new_account(fields)
    if not isinstance(new, NewAccount):
        return await _show_new(request, fields, new)
    parts = request.app[PARTS]
    adding = AddAccountUnit(parts.keys, new, parts.clock())
    if not await _record(request, "account.add", adding.account_id, adding):
        return await _show_new(request, fields, (Fault(TAKEN, "sign_in"),))
    return await _show_link(request, adding.account_id)


async def show_account(request: web.Request) -> web.Response:
    """GET /console/accounts/ACCOUNT: one account."""
    return await _show_account(request, await _find(request), {}, ())


async def change_account(request: web.Request) -> web.Response:
    """POST /console/accounts/ACCOUNT: roles, leave cover, a new link, or its end. It ends their sessions."""
    fields = await read_desk_form(request)
    account = await _find(request)
    changes = {
        "roles": _change_roles,
        "cover": _add_cover,
        "uncover": _end_cover,
        "reset": _reset,
        "end": _end,
    }
    change = changes.get(first(fields, "act"))
    if change is None:
        raise web.HTTPBadRequest
    return await change(request, account, fields)


async def _change_roles(request: web.Request, account: Row, fields: Fields) -> web.Response:
    roles = read_roles(" ".join(fields.get("roles", ())))
    if _is_self(request, account) and Role.ADMINISTRATOR not in roles:
        return await _show_account(request, account, fields, (Fault(LAST, "roles-1"),))
    values = {"roles": write_roles(roles), "iro_ref": first(fields, "iro_ref").strip()}
    await _record(request, "account.change_roles", account["id"], ChangeAccountUnit(account["id"], values))
    return go(f"{PEOPLE}/{account['id']}")


async def _add_cover(request: web.Request, account: Row, fields: Fields) -> web.Response:
    cover = read_cover(fields)
    if isinstance(cover, Fault):
        return await _show_account(request, account, fields, (cover,))
    row = add_cover(account["id"], *cover)
    await _record(request, "account.cover", account["id"], ChangeAccountUnit(account["id"], {}, (row,)))
    return go(f"{PEOPLE}/{account['id']}")


async def _end_cover(request: web.Request, account: Row, fields: Fields) -> web.Response:
    ended = Delete(Cover, {"id": first(fields, "cover_id"), "account_id": account["id"]})
    await _record(request, "account.uncover", account["id"], ChangeAccountUnit(account["id"], {}, (ended,)))
    return go(f"{PEOPLE}/{account['id']}")


async def _reset(request: web.Request, account: Row, fields: Fields) -> web.Response:
    del fields
    return await _show_link(request, account["id"], reset_first=True)


async def _end(request: web.Request, account: Row, fields: Fields) -> web.Response:
    if _is_self(request, account):
        return await _show_account(request, account, fields, (Fault(LAST),))
    values = {"ended_at": request.app[PARTS].clock()}
    await _record(request, "account.end", account["id"], ChangeAccountUnit(account["id"], values))
    return go(f"{PEOPLE}/{account['id']}")


def _is_self(request: web.Request, account: Row) -> bool:
    return bool(request[STAFF].account_id == account["id"])


async def _show_link(request: web.Request, account_id: str, *, reset_first: bool = False) -> web.Response:
    """Make a link and show it, this once."""
    parts = request.app[PARTS]
    if reset_first:
        await _record(request, "account.close_links", account_id, CloseLinksUnit(account_id))
        resetting, token = reset(parts.keys, account_id, parts.clock())
        await _record(request, "account.reset", account_id, resetting)
    else:
        link = make_setup_link(parts.keys, account_id, parts.clock())
        token = link.token
        await parts.store.write(PutUnit((link.insert,)))
    address = f"{parts.settings.public_url.rstrip('/')}{WELCOME}/{token}"
    account = await find_account(parts.store, account_id)
    return show(request, "account_link.html", "The link to set it up", account=account, link=address)


async def _record(request: web.Request, action: str, account_id: str, unit: Unit[bool]) -> bool:
    return await request.app[RECORD].write(request, Done(action, Role.ADMINISTRATOR, account_id), unit)


async def _find(request: web.Request) -> Row:
    account = await find_account(request.app[PARTS].store, request.match_info["account"])
    if account is None:
        raise web.HTTPNotFound
    return account


async def _show_new(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    given = {name: first(fields, name) for name in ("sign_in", "name", "iro_ref")}
    values = {"given": given, "held": fields.get("roles", ()), **await _list_choices(request)}
    return show(request, "account_new.html", "Add somebody", 422 if faults else 200, faults, **values)


async def _show_account(
    request: web.Request, account: Row, fields: Fields, faults: tuple[Fault, ...]
) -> web.Response:
    parts = request.app[PARTS]
    today = london_day(parts.clock())
    covers = select(COVERS).where(COVERS.c.account_id == account["id"], COVERS.c.last_on >= today)
    return show(
        request,
        "account.html",
        "Account",
        422 if faults else 200,
        faults,
        account=account,
        state=name_state(account),
        covers=await parts.store.read(covers.order_by(COVERS.c.first_on)),
        held=read_roles(account["roles"]),
        is_self=_is_self(request, account),
        given={name: first(fields, name) for name in ("cover_ref", "first_on", "last_on")},
        **await _list_choices(request),
    )


async def _list_choices(request: web.Request) -> dict[str, Any]:
    table = Iro.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    iros = await request.app[PARTS].store.read(select(table).order_by(table.c.iro_ref))
    return {"roles": [(role, NAMES[role], DOES[role]) for role in Role], "iros": iros}


ROUTES = (
    Route("GET", PEOPLE, listing.list_accounts, ADMINISTRATORS),
    route_csv(listing.TABLE, listing.send_accounts),
    Route("GET", f"{PEOPLE}/new", ask_new, ADMINISTRATORS),
    Route("POST", f"{PEOPLE}/new", add, ADMINISTRATORS, audit="account.add"),
    Route("GET", ACCOUNT, show_account, ADMINISTRATORS, About.ACCOUNT),
    Route("POST", ACCOUNT, change_account, ADMINISTRATORS, About.ACCOUNT, audit="account.change"),
)
