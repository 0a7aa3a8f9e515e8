"""What there is to read, and what of it is new: no word of it stands here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from admin.console.reading.listing import LATELY, TABLE, find_inbox, find_sent
from admin.console.staff import STAFF
from admin.console.tables.pages import make_listing, show_listing
from admin.console.voice.papers import READ
from admin.voice.inbox import WEEKS
from admin.voice.seen import list_seen
from admin.voice.unlooked import explain_unlooked
from admin.voice.words import name_audience
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web


async def list_responses(request: web.Request) -> web.Response:
    """GET /console/read: what is to be read first, the meetings that come first, then what else was sent."""
    parts, inbox = request.app[PARTS], find_inbox(request)
    now = parts.clock()
    listing, waiting, unlooked = await asyncio.gather(
        make_listing(request, TABLE, find_sent),
        inbox.list_waiting(london_day(now)),
        inbox.list_unlooked(now - LATELY),
    )
    ids = [row["id"] for row in (*(row for each in waiting for row in each.responses), *unlooked)]
    seen = await list_seen(parts.store, request[STAFF].account_id, ids)
    return show_listing(
        request,
        listing,
        "reading_list.html",
        "Read",
        first=[(row, name_audience(row["audience"])) for row in unlooked if row["id"] not in seen],
        waiting=waiting,
        seen=seen,
        explain=explain_unlooked,
        read=READ,
        weeks=WEEKS,
        name_audience=name_audience,
    )
