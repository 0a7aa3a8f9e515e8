"""What an IRO sees of what was said about them: sums of years that are over, and what was shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.feedback.listing import FEEDBACK
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.feedback.own import count_own, list_years
from admin.feedback.shared import ReadSharedUnit, list_shared, open_shared
from forms.audit import Done
from forms.london import london_day
from forms.web.given import first
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.feedback.own import OwnForm
    from admin.periods import Period

MINE = f"{FEEDBACK}/mine"


async def show_mine(request: web.Request) -> web.Response:
    """GET /console/feedback/mine: one's own sums of a year, never those of somebody one covers for."""
    return await _show(request, {})


async def open_mine(request: web.Request) -> web.Response:
    """POST /console/feedback/mine: open what the manager shared. That it was read is written down."""
    fields = await read_desk_form(request)
    parts, staff = request.app[PARTS], request[STAFF]
    shared_id = first(fields, "shared")
    if not shared_id:
        raise web.HTTPBadRequest
    reading = ReadSharedUnit(shared_id, staff.account_id, parts.clock())
    row = await request.app[RECORD].write(request, Done("feedback.open_shared", Role.IRO, shared_id), reading)
    if row is None:
        raise web.HTTPNotFound
    return await _show(request, {shared_id: open_shared(parts.keys, row)})


async def _show(request: web.Request, opened: dict[str, str]) -> web.Response:
    parts, staff = request.app[PARTS], request[STAFF]
    years = list_years(london_day(parts.clock()))
    year = _find_year(request, years)
    below = parts.settings.suppress_below
    counted: tuple[OwnForm, ...] = ()
    if staff.iro_ref:
        counted = await count_own(parts.store, parts.library, staff.iro_ref, year, below)
    return show(
        request,
        "feedback_mine.html",
        "Feedback about my meetings",
        years=[(str(one.first_on.year), one.name) for one in years],
        year=year,
        forms=counted,
        below=below,
        shared=await list_shared(parts.store, staff.account_id),
        opened=opened,
    )


def _find_year(request: web.Request, years: tuple[Period, ...]) -> Period:
    """Return the year that was asked for; the last one, where it is none of these."""
    asked = request.query.get("year", "")
    return next((year for year in years if str(year.first_on.year) == asked), years[0])
