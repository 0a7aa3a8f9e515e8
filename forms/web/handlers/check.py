"""The end of a conversation: look at it again, send it, or stop for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms import wording
from forms.introduction import say_what_happens_next
from forms.invited import find_by_invitation
from forms.moves import Explain, Note, Stop, Submit
from forms.route import list_asked, needs_answer
from forms.web import places, views
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.turns import take

if TYPE_CHECKING:
    from aiohttp import web

    from forms.web.held import Held


async def show_check(request: web.Request) -> web.Response:
    """GET /conversation/check: every answer, once none is missing."""
    held = await find_held_here(request)
    if held is None or held.receipt or not _is_complete(held):
        return go(places.CONVERSATION)
    return views.show_check(request, held.form, held.state)


def _is_complete(held: Held) -> bool:
    answers = held.state.answers
    return not any(needs_answer(question, answers) for question in list_asked(held.form, answers))


async def send(request: web.Request) -> web.Response:
    """POST /conversation/check: send what the page showed, or stop for now."""
    posted = await read_posted(request)
    move = Stop() if posted.act == "stop" else Submit(posted.revision)
    taken = await take(request.app[PARTS], posted.ticket, move)
    said = taken.outbound[0]
    if isinstance(said, Explain) and isinstance(said.code, Note):
        return views.show_prompt(request, taken, said.code)
    return go(places.find_address(taken.form, taken.outbound))


async def show_sent(request: web.Request) -> web.Response:
    """GET /conversation/sent: thanks, the receipt, and what happens next."""
    ticket, held = find_ticket(request), await find_held_here(request)
    if ticket is None or held is None or held.receipt is None:
        return go(places.CONVERSATION)
    parts = request.app[PARTS]
    invited = await find_by_invitation(parts.store, ticket.invitation_id, parts.clock())
    next_steps = say_what_happens_next(
        held.form, invited.iro_name if invited else "", parts.settings.describe_council()
    )
    return show(request, "sent.html", "Thank you", receipt=held.receipt, next_steps=next_steps)


async def show_stopped(request: web.Request) -> web.Response:
    """GET /conversation/stopped: what is kept, where, and how to go on."""
    held = await find_held_here(request)
    if held is None or held.receipt:
        return go(places.CONVERSATION)
    return show(request, "stopped.html", "Stopped for now", sentences=wording.PAUSED)
