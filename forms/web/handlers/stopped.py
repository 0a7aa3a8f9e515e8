"""Stopped for now: what is kept, how to go on, locking it away, and asking for no reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms import wording
from forms.definition import Timing
from forms.reminders import WEB, asked_for_none, find_one_person, write_no_reminder
from forms.speaking import gettext, say
from forms.units import PutUnit
from forms.web import places
from forms.web.aside import put_aside
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.ticket import give_ticket, new_ticket

if TYPE_CHECKING:
    from aiohttp import web

    from forms.reminders import Reminded
    from forms.web.held import Held
    from forms.web.parts import Parts
    from forms.web.ticket import Ticket

NO_REMINDERS = "no-reminders"
"""What the button sends."""


async def show_stopped(request: web.Request) -> web.Response:
    """GET /conversation/stopped: what is kept, where, and how to go on."""
    held, parts = await find_held_here(request), request.app[PARTS]
    ticket = find_ticket(request)
    if ticket is None or held is None or held.receipt:
        return go(places.CONVERSATION)
    whom = await _find_whom(parts, ticket, held)
    return show(
        request,
        "stopped.html",
        gettext("Stopped for now"),
        sentences=say(wording.PAUSED),
        may_be_reminded=whom is not None,
        asked_for_none=whom is not None and await asked_for_none(parts.store, parts.keys, whom),
        no_reminders=NO_REMINDERS,
    )


async def leave_or_stop_reminders(request: web.Request) -> web.Response:
    """POST /conversation/stopped: no reminders any more; or, by the other button, put it away."""
    posted = await read_posted(request)
    if posted.act != NO_REMINDERS:
        return _put_away(request)
    held, parts = await find_held_here(request), request.app[PARTS]
    whom = await _find_whom(parts, posted.ticket, held) if held is not None else None
    if whom is not None:
        await parts.store.write(PutUnit((write_no_reminder(parts.keys, whom, parts.clock(), WEB),)))
    return go(places.STOPPED)


async def _find_whom(parts: Parts, ticket: Ticket, held: Held) -> Reminded | None:
    """Find who is reminded of what they stopped here; None where nobody is.

    On a worker's tablet it is not asked: the worker sits there, and can write it down.
    """
    if ticket.is_lent or held.form.timing is Timing.BETWEEN:
        return None
    return await find_one_person(parts.store, ticket.invitation_id)


def _put_away(request: web.Request) -> web.Response:
    """Others use this too, so from here on only the own code leads back."""
    answer = go(places.DOOR)
    nobody = new_ticket()
    put_aside(request, answer, nobody)
    give_ticket(answer, request.app[PARTS].keys, nobody)
    return answer
