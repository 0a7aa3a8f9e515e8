"""Taking meetings and visits out as CSV, in the formats that they come in by. On record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, true

from admin.console.meetings import listing as meetings
from admin.console.tables.asked import read_asked
from admin.console.tables.pages import lead_back, send_file
from admin.console.tables.written import BOM
from admin.console.visits import listing as visits
from admin.exports import export_reviews, export_visits
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web


async def send_meetings(request: web.Request) -> web.Response:
    """GET /console/export/meetings: those that were chosen on the list."""
    asked = read_asked(meetings.TABLE, request.query)
    if asked.faults:
        return lead_back(request, meetings.TABLE.address)
    where = and_(true(), *meetings.list_conditions(request, asked))
    content = await export_reviews(request.app[PARTS].store, where)
    return await send_file(request, meetings.TABLE, content.encode(BOM), content.count("\n") - 1, "reviews")


async def send_visits(request: web.Request) -> web.Response:
    """GET /console/export/visits: those that were chosen on the list."""
    asked = read_asked(visits.TABLE, request.query)
    if asked.faults:
        return lead_back(request, visits.TABLE.address)
    where = and_(true(), *visits.list_conditions(request, asked))
    content = await export_visits(request.app[PARTS].store, where)
    return await send_file(request, visits.TABLE, content.encode(BOM), content.count("\n") - 1)
