"""Filling it in together, and going on alone: one press, and what the helper could see is closed off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.handing_over import Handed, HandOverUnit
from forms.speaking import gettext
from forms.web import places
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.ticket import ALONE, HELPER, give_ticket, new_ticket

if TYPE_CHECKING:
    from aiohttp import web


async def show_alone(request: web.Request) -> web.Response:
    """GET /conversation/alone: what the helper can see from here on, and what not."""
    ticket = find_ticket(request)
    if ticket is None or not ticket.is_alone:
        return go(places.CONVERSATION)
    await find_held_here(request)  # so that the page looks like the pages around it
    return show(request, "alone.html", gettext("Now it is just you"))


async def go_alone(request: web.Request) -> web.Response:
    """POST /conversation/alone: a secret that nobody had before, and the draft under it.

    What is not begun yet has no draft; it begins under the new secret.
    """
    posted = await read_posted(request)
    parts, before = request.app[PARTS], posted.ticket
    if not before.is_together:
        return go(places.CONVERSATION)
    after = before.hand_over(parts.keys)
    helped = dict(before.helped).get(HELPER, "")
    unit = HandOverUnit(parts.keys, before.owner(parts.keys), after.owner(parts.keys), helped, parts.clock())
    handed = await parts.store.write(unit)
    if handed is Handed.LONG_AGO:
        return go(places.CONVERSATION)
    answer = go(places.ALONE)
    begun = after if handed is Handed.OVER else new_ticket(before.invitation_id, ALONE)
    give_ticket(answer, parts.keys, begun)
    return answer
