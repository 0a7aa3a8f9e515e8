"""Help, now: on every page, and without anything being noted by looking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from forms import without_name, wording
from forms.moves import NeedHelp
from forms.problems import ProblemCode
from forms.records import Alert
from forms.web import places
from forms.web.faults import ProblemError
from forms.web.held import find_held_here
from forms.web.pages import Fault, go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.ticket import UNNAMED
from forms.web.turns import take

if TYPE_CHECKING:
    from aiohttp import web

    from forms.web.held import Held

SHOWN_FOR = timedelta(minutes=10)
"""After that the page is the ordinary one again: whoever opens this browser later learns nothing."""
NOT_REACHED = "We could not reach the team from this page. Please use one of the ways below."


async def show_help(request: web.Request) -> web.Response:
    """GET /help: who can help now."""
    return _show_routes(request)


async def ask_for_help(request: web.Request) -> web.Response:
    """POST /help: 'Ask someone to contact me'. Raises an alert, durable before the page says so.

    Never turned away for coming often: presses of one minute are one alert, and each is answered.
    """
    posted = await read_posted(request, in_need=True)
    try:
        taken = await take(request.app[PARTS], posted.ticket, NeedHelp(), begin=True)
    except ProblemError as refused:
        return _show_routes(request, refused.problem.code)
    return go(places.find_address(taken.form, taken.outbound))


async def show_asked(request: web.Request) -> web.Response:
    """GET /help/asked: the automatic reply, for a while, to the browser that asked."""
    held = await find_held_here(request)
    if held is None or not await _asked_lately(request, held):
        return go(places.HELP)
    council = request.app[PARTS].settings.describe_council()
    return show(request, "help_asked.html", "Help", sentences=wording.write_automatic_reply(council))


def _show_routes(request: web.Request, refused: ProblemCode | None = None) -> web.Response:
    ticket = find_ticket(request)
    unnamed = refused is ProblemCode.NAMELESS or (ticket is not None and ticket.note == UNNAMED)
    return show(
        request,
        "help.html",
        "Help",
        refused.status if refused else 200,
        (Fault(NOT_REACHED),) if refused and not unnamed else (),
        can_ask=ticket is not None and bool(ticket.invitation_id) and not unnamed and refused is None,
        unnamed=without_name.HELP if unnamed else (),
    )


async def _asked_lately(request: web.Request, held: Held) -> bool:
    parts = request.app[PARTS]
    asked = select(col(Alert.id)).where(
        col(Alert.response_id) == held.response_id,
        col(Alert.cause) == "help",
        col(Alert.raised_at) > parts.clock() - SHOWN_FOR,
    )
    return bool(await parts.store.read(asked.limit(1)))
