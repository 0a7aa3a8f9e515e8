"""Straight after Start: what the child said last time, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.last_time import list_told, was_opened
from forms.message_words import OPENED
from forms.route import prompt
from forms.speaking import gettext
from forms.web import places
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket

if TYPE_CHECKING:
    from aiohttp import web


async def show_last_time(request: web.Request) -> web.Response:
    """GET /conversation/last-time: only to whoever has begun, and only what was written to be told."""
    ticket, held = find_ticket(request), await find_held_here(request)
    if ticket is None or held is None or held.receipt or held.form.is_unnamed:
        return go(places.CONVERSATION)
    parts = request.app[PARTS]
    told = await list_told(parts.store, parts.keys, ticket.invitation_id)
    opened = gettext(OPENED) if await was_opened(parts.store, ticket.invitation_id) else ""
    if not told and not opened:
        return go(places.CONVERSATION)
    on = places.find_address(held.form, (prompt(held.form, held.state),))
    return show(request, "last_time.html", gettext("Last time"), told=told, opened=opened, on=on)
