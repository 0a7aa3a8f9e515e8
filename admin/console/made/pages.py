"""The page of a file that takes long: how far it has come, and the file once it is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.made.files import ALIVE_FOR, KEPT_FOR, STOPPED, SaveUnit, find_made, list_made, open_made
from admin.console.made.working import BEAT_SECONDS, MADE, send_made
from admin.console.pages import show
from admin.console.record import RECORD
from admin.console.staff import STAFF
from forms.audit import Done
from forms.keys import TamperedError
from forms.london import LONDON
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.units import Row

ONE = MADE + r"/{made:[0-9a-f]{32}}"
SAVE = "made.save"
ASKERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER, Role.ANALYST)
"""Whoever may ask for something that takes long; each finds what they asked for."""


async def list_files(request: web.Request) -> web.Response:
    """GET /console/made: what this person asked for and has not saved yet."""
    rows = await find_mine(request)
    return show(request, "made_list.html", "Files you asked for", rows=rows, made=MADE, say_state=say_state)


async def find_mine(request: web.Request) -> list[Row]:
    """Find what whoever is signed in asked for and has not saved. Raises StoreUnavailableError."""
    rows = await list_made(request.app[PARTS].store, request[STAFF].account_id)
    return [row for row in rows if _is_theirs(request, row)]


def say_state(row: Row) -> str:
    """Say how far a file of the list is."""
    if row["said"]:
        return "could not be made"
    return "ready" if row["is_there"] else "being made"


async def show_made(request: web.Request) -> web.Response:
    """GET /console/made/FILE: how far it has come; while it is made, the page looks again by itself."""
    row = await _find(request)
    is_alive = row["worked_at"] >= request.app[PARTS].clock() - ALIVE_FOR
    is_under_way = row["sealed"] is None and not row["said"] and is_alive
    answer = show(
        request,
        "made.html",
        row["title"],
        row=row,
        is_under_way=is_under_way,
        said=row["said"] or ("" if row["sealed"] else STOPPED),
        until=(row["asked_at"] + KEPT_FOR).astimezone(LONDON),
        address=f"{MADE}/{row['id']}",
    )
    if is_under_way:
        answer.headers["Refresh"] = f"{BEAT_SECONDS:.0f}"
    return answer


async def save_made(request: web.Request) -> web.Response:
    """GET …/save: the file, to whoever asked for it and is still what they were. It is on record."""
    row = await _find(request)
    if row["sealed"] is None:
        raise web.HTTPNotFound
    parts = request.app[PARTS]
    try:
        made = await asyncio.to_thread(open_made, parts.keys, row)
    except TamperedError:
        raise web.HTTPNotFound from None
    done = Done(SAVE, row["role"], made.name)
    if not await request.app[RECORD].write(request, done, SaveUnit(row["id"], parts.clock())):
        raise web.HTTPNotFound
    return send_made(made)


async def _find(request: web.Request) -> Row:
    """Find the file, if this person asked for it as what they still are. Raises 404."""
    store, account_id = request.app[PARTS].store, request[STAFF].account_id
    row = await find_made(store, request.match_info["made"], account_id)
    if row is None or not _is_theirs(request, row):
        raise web.HTTPNotFound
    return row


def _is_theirs(request: web.Request, row: Row) -> bool:
    return Role(row["role"]) in request[STAFF].roles


ROUTES = (
    Route("GET", MADE, list_files, ASKERS),
    Route("GET", ONE, show_made, ASKERS),
    Route("GET", f"{ONE}/save", save_made, ASKERS, audit=SAVE, is_fresh=True),
)
