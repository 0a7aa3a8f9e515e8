"""After sending: the thanks, and where it was without a name, a cookie that knows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from forms import without_name
from forms.problems import ProblemCode
from forms.speaking import gettext, say
from forms.web import places
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import Posted, find_ticket, read_posted
from forms.web.ticket import SENT, UNNAMED, give_ticket, new_ticket

if TYPE_CHECKING:
    from forms.intake import Taken
    from forms.web.faults import ProblemError
    from forms.web.ticket import Ticket


async def read_sending(request: web.Request) -> Posted | web.Response:
    """Read a page that sends. Whoever has sent without a name and presses again is told that it is sent.

    Raises aiohttp's refusals, as `read_posted`.
    """
    try:
        return await read_posted(request)
    except web.HTTPForbidden:
        ticket = find_ticket(request)
        if ticket is None or ticket.note != SENT:
            raise
        return go(places.SENT)


def go_on(request: web.Request, posted: Posted, taken: Taken) -> web.Response:
    """Go to the page that a turn leads to."""
    if taken.sent_as is None:
        return go(places.find_address(taken.form, taken.outbound))
    parts = request.app[PARTS]
    parts.sendings.note(posted.ticket.owner(parts.keys).hash, taken.sent_as, parts.clock())
    return thank_without_name(request)


def thank_without_name(request: web.Request) -> web.Response:
    """Send the browser to the thanks, under a new secret: the old one led to the draft."""
    answer = go(places.SENT)
    give_ticket(answer, request.app[PARTS].keys, new_ticket(note=SENT))
    return answer


def has_sent_without_name(request: web.Request, ticket: Ticket) -> bool:
    """Tell whether this browser did so, as far as anybody remembers."""
    parts = request.app[PARTS]
    return ticket.note == SENT or parts.sendings.knows(ticket.owner(parts.keys).hash, parts.clock())


def answer_nothing_to_send(request: web.Request, ticket: Ticket, refused: ProblemError) -> web.Response:
    """Tell somebody who sends what is no longer here that it was sent, or may have been.

    Raises the refusal again where it is another.
    """
    if refused.problem.code is not ProblemCode.NO_CONVERSATION:
        raise refused
    if has_sent_without_name(request, ticket):
        return thank_without_name(request)
    if ticket.note != UNNAMED:
        raise refused
    status = ProblemCode.NO_CONVERSATION.status
    heading = gettext("Your answers are not here any more")
    return show(
        request, "maybe_sent.html", heading, status, heading=heading, sentences=say(without_name.MAYBE_SENT)
    )
