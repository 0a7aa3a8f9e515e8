"""Help, now: on every page, and without anything being noted by looking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from forms import without_name, wording
from forms.calls import WishUnit, find_call
from forms.contact import read_wish
from forms.moves import NeedHelp
from forms.problems import ProblemCode
from forms.speaking import S_, gettext, safely
from forms.web import places
from forms.web.faults import ProblemError
from forms.web.given import first
from forms.web.held import find_held_here
from forms.web.pages import Fault, go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.ticket import UNNAMED
from forms.web.turns import take

if TYPE_CHECKING:
    from aiohttp import web

    from forms.contact import Wish
    from forms.units import Row
    from forms.web.given import Fields

SHOWN_FOR = timedelta(minutes=10)
"""After that the page is the ordinary one again: whoever opens this browser later learns nothing."""
NOT_REACHED = S_("We could not reach the team from this page. Please use one of the ways below.")
NOT_ADDED = S_(
    "We could not pass that on. The team knows that you need help. You can also use one of the ways below."
)
ADDED = S_("We have passed that on too.")


async def show_help(request: web.Request) -> web.Response:
    """GET /help: who can help now."""
    return _show_routes(request)


async def ask_for_help(request: web.Request) -> web.Response:
    """POST /help: 'Ask someone to contact me'. Raises an alert, durable before the page says so.

    Never turned away for coming often: presses of one minute are one alert, and each is answered. How and
    when are added to the alert once it is there: whatever becomes of them, somebody is called.
    """
    posted = await read_posted(request, in_need=True)
    try:
        taken = await take(request.app[PARTS], posted.ticket, NeedHelp(), begin=True)
    except ProblemError as refused:
        return _show_routes(request, refused.problem.code)
    wish = _read_wish(posted.fields)
    if not wish.is_empty and not await _add(request, str(taken.call_id), wish):
        return _show_asked(request, (Fault(safely(NOT_ADDED)),))
    return go(places.find_address(taken.form, taken.outbound))


async def show_asked(request: web.Request) -> web.Response:
    """GET /help/asked: the automatic reply, for a while, to the browser that asked."""
    if await _find_call(request) is None:
        return go(places.HELP)
    return _show_asked(request, notice=safely(ADDED) if request.query_string == "added" else "")


async def add_to_call(request: web.Request) -> web.Response:
    """POST /help/asked: how and when, from somebody who has just asked."""
    posted = await read_posted(request, in_need=True)
    wish, call = _read_wish(posted.fields), await _find_call(request)
    if call is None:
        return await ask_for_help(request)
    if wish.is_empty:
        return go(places.HELP_ASKED)
    if not await _add(request, call["id"], wish):
        return _show_asked(request, (Fault(safely(NOT_ADDED)),))
    return go(f"{places.HELP_ASKED}?added")


def _show_routes(request: web.Request, refused: ProblemCode | None = None) -> web.Response:
    ticket = find_ticket(request)
    unnamed = refused is ProblemCode.NAMELESS or (ticket is not None and ticket.note == UNNAMED)
    return show(
        request,
        "help.html",
        gettext("Help"),
        refused.status if refused else 200,
        (Fault(safely(NOT_REACHED)),) if refused and not unnamed else (),
        can_ask=ticket is not None and bool(ticket.invitation_id) and not unnamed and refused is None,
        unnamed=tuple(map(safely, without_name.HELP)) if unnamed else (),
    )


def _show_asked(request: web.Request, faults: tuple[Fault, ...] = (), notice: str = "") -> web.Response:
    council = request.app[PARTS].settings.describe_council()
    sentences = wording.write_automatic_reply(council)
    return show(request, "help_asked.html", gettext("Help"), 200, faults, sentences=sentences, notice=notice)


def _read_wish(fields: Fields) -> Wish:
    return read_wish(lambda name: fields.get(name, ()), first(fields, "reach"))


async def _add(request: web.Request, call_id: str, wish: Wish) -> bool:
    parts = request.app[PARTS]
    return await parts.store.write(WishUnit(parts.keys, call_id, wish, parts.clock()))


async def _find_call(request: web.Request) -> Row | None:
    """Find the call for help that came from this browser just now."""
    held, parts = await find_held_here(request), request.app[PARTS]
    call = await find_call(parts.store, held.response_id) if held else None
    return call if call and call["raised_at"] > parts.clock() - SHOWN_FOR else None
