"""What there is to read, and what of it is new: no word of it stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.reading.listing import TABLE, find_inbox, find_sent
from admin.console.staff import STAFF
from admin.console.tables.pages import show_list
from admin.voice.inbox import WEEKS
from admin.voice.seen import list_seen
from admin.voice.words import name_audience
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web


async def list_responses(request: web.Request) -> web.Response:
    """GET /console/read: the meetings that come first, then what else was sent."""
    parts = request.app[PARTS]
    waiting = await find_inbox(request).list_waiting(london_day(parts.clock()))
    ids = [row["id"] for each in waiting for row in each.responses]
    return await show_list(
        request,
        TABLE,
        find_sent,
        "reading_list.html",
        "Read",
        waiting=waiting,
        seen=await list_seen(parts.store, request[STAFF].account_id, ids),
        weeks=WEEKS,
        name_audience=name_audience,
    )
