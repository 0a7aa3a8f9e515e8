"""What there is to read, and what of it is new: no word of it stands here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from admin.console.booklet.whose import name_form
from admin.console.pages import show
from admin.console.scope import own_children
from admin.console.staff import STAFF, find_reach
from admin.console.voice.papers import READ
from admin.voice.inbox import WEEKS, Inbox
from admin.voice.seen import list_seen
from admin.voice.words import name_audience, name_channel
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.units import Row
    from forms.web.parts import Parts

LATELY = timedelta(days=42)


async def list_responses(request: web.Request) -> web.Response:
    """GET /console/read: the meetings that come first, then what else was sent lately."""
    parts, reach = request.app[PARTS], find_reach(request)
    now = parts.clock()
    inbox = Inbox(parts.store, parts.library, None if reach is None else own_children(reach))
    waiting = await inbox.list_waiting(london_day(now))
    listed = {row["id"] for each in waiting for row in each.responses}
    lately = [row for row in await inbox.list_lately(now - LATELY) if row["id"] not in listed]
    ids = [*listed, *(row["id"] for row in lately)]
    return show(
        request,
        "reading_list.html",
        "Read",
        waiting=waiting,
        lately=lately,
        seen=await list_seen(parts.store, request[STAFF].account_id, ids),
        weeks=WEEKS,
        read=READ,
        name=lambda row: _name(parts, row),
        name_audience=name_audience,
        name_channel=name_channel,
    )


def _name(parts: Parts, row: Row) -> str:
    form = parts.library.find(row["form_key"], row["form_version"])
    return name_form(parts.library, form) if form else str(row["form_key"])
