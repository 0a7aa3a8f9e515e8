"""A phone that is one person's own: it keeps answers until they are sent, if its owner says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from forms.route import prompt
from forms.speaking import gettext
from forms.web import places
from forms.web.ahead import hand_ahead
from forms.web.assets import WORKER
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.ticket import MINE, give_ticket, make_token

if TYPE_CHECKING:
    from forms.web.held import Held


async def show_mine(request: web.Request) -> web.Response:
    """GET /conversation/mine: what "this phone is mine" means, and the choice."""
    held = await find_held_here(request)
    if held is None or not _may_be_kept(held):
        return go(places.CONVERSATION)
    here = places.find_address(held.form, (prompt(held.form, held.state),))
    return show(request, "mine.html", gettext("This phone is mine"), here=here)


def _may_be_kept(held: Held) -> bool:
    return not held.receipt and not held.form.is_unnamed


async def choose_mine(request: web.Request) -> web.Response:
    """POST /conversation/mine: "this phone is mine", or not any more."""
    posted = await read_posted(request)
    if posted.ticket.note not in {"", MINE}:
        return go(places.CONVERSATION)
    answer = go(places.MINE)
    note = MINE if posted.act == "mine" else ""
    give_ticket(answer, request.app[PARTS].keys, replace(posted.ticket, note=note))
    return answer


async def send_ahead(request: web.Request) -> web.Response:
    """GET /conversation/ahead: every question and what was said, to a browser that is one person's own."""
    ticket, held = find_ticket(request), await find_held_here(request)
    if ticket is None or ticket.note != MINE or held is None or not _may_be_kept(held):
        raise web.HTTPNotFound
    answer = web.json_response(hand_ahead(request, held, make_token(request.app[PARTS].keys, ticket)))
    answer.enable_compression()
    return answer


async def show_kept(_: web.Request) -> web.Response:
    """GET /conversation/kept: what a phone shows while something waits on it. Here, nothing does."""
    return go(places.CONVERSATION)


async def send_worker(_: web.Request) -> web.Response:
    """GET /sw.js: the script that answers in place of a network, under a name that stays."""
    answer = web.Response(body=WORKER, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
    answer.enable_compression()
    return answer
