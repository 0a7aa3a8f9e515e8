"""Taking meetings and visits out as CSV: on record, and after signing in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.meetings.doing import name_role
from admin.console.meetings.filters import read_filter
from admin.console.record import RECORD
from admin.console.staff import find_reach
from admin.console.visits.filters import read_visit_filter
from admin.exports import export_reviews, export_visits
from forms.audit import Done
from forms.london import london_day
from forms.opening import LookUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Awaitable

EXPORT = "/console/export"
MEETINGS_OUT, VISITS_OUT = "meeting.export", "visit.export"


async def send_meetings(request: web.Request) -> web.Response:
    """GET /console/export/meetings: those that were chosen on the list."""
    today = london_day(request.app[PARTS].clock())
    where = read_filter(request.query).where(today, find_reach(request))
    return await _send(request, MEETINGS_OUT, "reviews", export_reviews(request.app[PARTS].store, where))


async def send_visits(request: web.Request) -> web.Response:
    """GET /console/export/visits: those that were chosen on the list."""
    where = read_visit_filter(request.query).where(find_reach(request))
    return await _send(request, VISITS_OUT, "visits", export_visits(request.app[PARTS].store, where))


async def _send(request: web.Request, action: str, name: str, writing: Awaitable[str]) -> web.Response:
    """Write the file and write down that it was taken; not one without the other."""
    content = await writing
    today = london_day(request.app[PARTS].clock())
    done = Done(action, name_role(request), f"{name} {today}", f"{content.count(chr(10)) - 1} rows")
    await request.app[RECORD].write(request, done, LookUnit())
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{today}.csv"',
        "Content-Type": "text/csv; charset=utf-8",
    }
    return web.Response(body=content.encode("utf-8-sig"), headers=headers)
