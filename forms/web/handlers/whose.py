"""A code that several people share, put in where somebody has begun: is it the same person, or the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.speaking import gettext
from forms.web import places
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import read_posted
from forms.web.ticket import give_ticket, new_ticket

if TYPE_CHECKING:
    from aiohttp import web


async def ask_whose(request: web.Request) -> web.Response:
    """GET /conversation/whose: go on with what was begun here, or start with nothing."""
    held = await find_held_here(request)
    if held is None or held.receipt or not held.has_answers:
        return go(places.CONVERSATION)
    return show(request, "whose.html", gettext("Somebody has begun here"))


async def start_afresh(request: web.Request) -> web.Response:
    """POST /conversation/whose: the same code under a new secret; nobody can open what was begun."""
    posted = await read_posted(request)
    answer = go(places.CONVERSATION)
    give_ticket(answer, request.app[PARTS].keys, new_ticket(posted.ticket.invitation_id))
    return answer
