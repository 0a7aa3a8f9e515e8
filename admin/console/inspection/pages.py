"""The page of the inspection pack: of which days, as what kind of file."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.signed.finding import find_source, list_over, read_days, read_definition
from admin.console.signed.finding import find_today as find_day
from admin.inspection.files import SHAPES, make_pack
from admin.periods import find_council_year
from forms.audit import Done
from forms.opening import LookUnit
from forms.web.given import first
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.web.given import Fields

INSPECTION = "/console/inspection"
EXPORT = "inspection.export"
KINDS = {
    "docx": "Word: the evidence, to be read and edited",
    "xlsx": "Excel: a sheet a table",
    "html": "A page for a browser, to be printed",
    "md": "Markdown: the same as plain text",
    "csv": "CSV: the reference of every row behind every figure, with the page about it",
}
NO_DAYS = "Write days such as 01/04/2025, the first not after the last."
NO_SHAPE = "Choose what kind of file."


async def ask_pack(request: web.Request) -> web.Response:
    """GET /console/inspection: of which days, as what."""
    return _show(request, {}, ())


async def send_pack(request: web.Request) -> web.Response:
    """POST /console/inspection: the pack. That it was made is written down."""
    fields, parts = await read_desk_form(request), request.app[PARTS]
    period, shape = read_days(fields), first(fields, "shape")
    if period is None or shape not in SHAPES:
        faults = (
            () if period else (Fault(NO_DAYS, "from"),),
            () if shape in SHAPES else (Fault(NO_SHAPE, "shape-1"),),
        )
        return _show(request, fields, tuple(fault for found in faults for fault in found))
    source, definition = find_source(request), read_definition(fields)
    pack = await make_pack(source, parts.keys, period, definition, parts.clock())
    content = await asyncio.to_thread(pack.write, shape)
    name = f"inspection-{period.first_on}-to-{period.last_on}.{shape}"
    await request.app[RECORD].write(request, Done(EXPORT, "manager", name), LookUnit())
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": SHAPES[shape][0]}
    return web.Response(body=content, headers=headers)


def _show(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    today = find_day(request)
    usual = next(iter(list_over(today)), find_council_year(today))
    return show(
        request,
        "inspection.html",
        "Inspection pack",
        422 if faults else 200,
        faults,
        usual=usual,
        kinds=KINDS.items(),
        given={name: first(fields, name) for name in ("from", "to", "shape")},
    )


READERS = may(Role.MANAGER)
ROUTES = (
    Route("GET", INSPECTION, ask_pack, READERS, is_fresh=True),
    Route("POST", INSPECTION, send_pack, READERS, audit=EXPORT, is_fresh=True),
)
