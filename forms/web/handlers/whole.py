"""All questions on one page, sent in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from forms.definition import Anonymity
from forms.moves import State, Submit
from forms.web import places, whole
from forms.web.faults import ProblemError
from forms.web.given import first
from forms.web.handlers.introduction import find_form, note_begun, refuse_too_many_begun
from forms.web.held import find_held
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import find_ticket
from forms.web.sending import answer_nothing_to_send, go_on, read_sending
from forms.web.turns import take

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.intake import Taken
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
    if held is None and form.anonymous is Anonymity.CHOICE:
        return go(places.CONVERSATION)
    return whole.show_whole(request, form, held.state if held else State())


async def send_whole(request: web.Request) -> web.Response:
    """POST /conversation/whole: take all answers at once, and send them if none is missing.

    Where an answer brings up a question that was not on the page, it is asked next, on its own page.
    """
    posted = await read_sending(request)
    if isinstance(posted, web.Response):
        return posted
    refuse_too_many_begun(request)
    try:
        taken = await _take_whole(request.app[PARTS], posted)
    except ProblemError as refused:
        return answer_nothing_to_send(request, posted.ticket, refused)
    if taken.refused:
        return whole.show_refused(request, taken, posted)
    if taken.receipt is None and taken.sent_as is None:
        note_begun(request)
    return go_on(request, posted, taken)


async def _take_whole(parts: Parts, posted: Posted) -> Taken:
    """Take what the page gives, under the form that it showed.

    Without a name it was begun before: else a page that is sent twice would begin again.
    """
    form = _find_shown_form(parts, posted)
    moves = (*whole.read_moves(form, posted), Submit(None))
    chosen = form.is_unnamed if form.anonymous is Anonymity.CHOICE else None
    return await take(
        parts,
        posted.ticket,
        *moves,
        begin=not form.is_unnamed,
        shown=posted.revision,
        shown_version=form.version,
        form_key=form.key,
        unnamed=chosen,
    )


def _find_shown_form(parts: Parts, posted: Posted) -> Form:
    """Return the form that the page showed, which it names itself: no need to ask the database.

    A version that nobody knows is refused: read by another, answers would go to other questions.
    """
    form = parts.library.find(first(posted.fields, "form"), first(posted.fields, "version"))
    if form is None:
        raise web.HTTPBadRequest
    return form
