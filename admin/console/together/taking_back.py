"""The tablet comes back: the word opens the console again, and what the child did not send is closed."""

from __future__ import annotations

from aiohttp import web

from admin.console.desk import DESK, find_desk
from admin.console.pages import show
from admin.console.posted import read_desk_form
from forms.responses import DeleteUnit
from forms.web.faults import ProblemError
from forms.web.given import first
from forms.web.held import Held, find_held
from forms.web.pages import Fault, go
from forms.web.parts import PARTS
from forms.web.posted import find_ticket
from forms.web.throttle import Throttle
from forms.web.ticket import give_ticket, new_ticket

TAKE_BACK = "/console/take-back"
TRIES = web.AppKey("tries to take back", Throttle)
WRONG = "That is not the word that was chosen."
WAIT = "That was tried too often. Please wait {seconds} seconds."


def show_locked(request: web.Request, fault: str = "") -> web.Response:
    """Show the only page that there is of the console while the tablet is with a child."""
    return show(
        request,
        "together_locked.html",
        "This tablet is with a child",
        403 if fault else 200,
        (Fault(fault, "word"),) if fault else (),
    )


async def take_back(request: web.Request) -> web.Response:
    """POST /console/take-back: with the right word; what was not sent needs a second press."""
    fields = await read_desk_form(request)
    parts, desk = request.app[PARTS], find_desk(request)
    if desk is None or not desk.lock_hash:
        return go("/console")
    if desk.may_close(parts.keys, first(fields, "may_close"), parts.clock()):
        return await _open_again(request, await _find_held(request))
    tries, client = request.app[TRIES], desk.secret.hex()
    if wait := tries.wait(client):
        return show_locked(request, WAIT.format(seconds=wait))
    if not desk.opens_with(parts.keys, first(fields, "word")):
        tries.note_wrong(client)
        return show_locked(request, WRONG)
    held = await _find_held(request)
    if held is not None and held.receipt is None:
        may_close = desk.let_close(parts.keys, parts.clock())
        return show(request, "together_unsent.html", "It is not sent yet", may_close=may_close)
    return await _open_again(request, held)


async def _open_again(request: web.Request, held: Held | None) -> web.Response:
    """Unlock the console, and leave nothing of the child in this browser."""
    parts, desk, ticket = request.app[PARTS], find_desk(request), find_ticket(request)
    if ticket is not None and held is not None and held.receipt is None:
        await parts.store.write(DeleteUnit(ticket.owner(parts.keys), drafts_only=True))
    is_sent = held is not None and held.receipt is not None
    answer = go(f"/console/notes/{held.response_id}" if held and is_sent else "/console/together")
    give_ticket(answer, parts.keys, new_ticket())
    if desk is not None:
        request[DESK] = desk.unlocked()
    return answer


async def _find_held(request: web.Request) -> Held | None:
    ticket = find_ticket(request)
    if ticket is None or not ticket.is_lent:
        return None
    try:
        return await find_held(request.app[PARTS], ticket)
    except ProblemError:
        return None
