"""All questions on one page, sent in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from forms.moves import State, Submit
from forms.web import places, whole
from forms.web.given import first
from forms.web.handlers.introduction import find_form, note_begun, refuse_too_many_begun
from forms.web.held import find_held
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.turns import take

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.web.parts import Parts
    from forms.web.posted import Posted


async def show_whole(request: web.Request) -> web.Response:
    """GET /conversation/whole: every question that applies as things stand. Changes nothing."""
    ticket = find_ticket(request)
    if ticket is None or not ticket.invitation_id:
        return go(places.DOOR)
    held = await find_held(request.app[PARTS], ticket)
    if held and held.receipt:
        return go(places.SENT)
    _, form = await find_form(request, ticket, held)
    return whole.show_whole(request, form, held.state if held else State())


async def send_whole(request: web.Request) -> web.Response:
    """POST /conversation/whole: take all answers at once, and send them if none is missing.

    Where an answer brings up a question that was not on the page, it is asked next, on its own page.
    """
    posted = await read_posted(request)
    refuse_too_many_begun(request)
    parts = request.app[PARTS]
    form = _find_shown_form(parts, posted)
    moves = (*whole.read_moves(form, posted), Submit(None))
    taken = await take(
        parts,
        posted.ticket,
        *moves,
        begin=True,
        shown=posted.revision,
        shown_version=form.version,
        form_key=form.key,
    )
    if taken.refused:
        return whole.show_refused(request, taken, posted)
    if taken.receipt is None:
        note_begun(request)
    return go(places.find_address(taken.form, taken.outbound))


def _find_shown_form(parts: Parts, posted: Posted) -> Form:
    """Return the form that the page showed, which it names itself: no need to ask the database.

    A version that nobody knows is refused: read by another, answers would go to other questions.
    """
    form = parts.library.find(first(posted.fields, "form"), first(posted.fields, "version"))
    if form is None:
        raise web.HTTPBadRequest
    return form
