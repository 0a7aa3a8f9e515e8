"""Taking out again what a file of another system brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.answers.listing import BROUGHT, name_form
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.imports.answers.taking_out import TakeOutUnit, list_imports, take_out
from forms.audit import Done
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.units import Row


async def ask_out(request: web.Request) -> web.Response:
    """GET …/brought/IMPORT: whether to take it out."""
    row, count = await _find(request)
    return show(
        request,
        "answers_out.html",
        "Take it out again",
        row=row,
        count=count,
        name=name_form(request, row["form_key"]),
        address=BROUGHT,
    )


async def keep_out(request: web.Request) -> web.Response:
    """POST …/brought/IMPORT: take it out, on record."""
    await read_desk_form(request)
    row, count = await _find(request)
    parts = request.app[PARTS]
    done = Done("answers.take_out", Role.MANAGER, row["id"], f"{row['form_key']}, {count} rows")
    await request.app[RECORD].write(request, done, TakeOutUnit(row["id"], parts.clock()))
    await take_out(parts.store, row["id"])
    return go(BROUGHT)


async def _find(request: web.Request) -> tuple[Row, int]:
    """Find the import that the address names. Raises 404."""
    wanted = request.match_info["brought"]
    for row, count in await list_imports(request.app[PARTS].store):
        if row["id"] == wanted:
            return row, count
    raise web.HTTPNotFound
