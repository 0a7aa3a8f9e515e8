"""The end of a conversation: look at it again, and send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from forms import without_name
from forms.introduction import say_what_happens_next
from forms.invited import find_by_invitation
from forms.moves import CheckAnswers, Explain, Note, Resume, SayMore, Stop, Submit
from forms.route import list_asked, needs_answer
from forms.sharing import WHOLE
from forms.speaking import gettext
from forms.web import places, views
from forms.web.faults import ProblemError
from forms.web.given import first
from forms.web.handlers.messages import Inbox, look_in
from forms.web.hearing import read_pressed, read_share
from forms.web.held import find_held_here
from forms.web.pages import go, show
from forms.web.parts import PARTS
from forms.web.posted import find_ticket
from forms.web.sending import answer_nothing_to_send, go_on, has_sent_without_name, read_sending
from forms.web.ticket import WAITING_DAYS, keep_ticket
from forms.web.turns import take

if TYPE_CHECKING:
    from forms.moves import Inbound
    from forms.web.held import Held
    from forms.web.posted import Posted


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
    posted = await read_sending(request)
    if isinstance(posted, web.Response):
        return posted
    try:
        taken = await take(request.app[PARTS], posted.ticket, *_list_moves(posted))
    except ProblemError as refused:
        return answer_nothing_to_send(request, posted.ticket, refused)
    said = taken.outbound[0]
    if isinstance(said, Explain) and isinstance(said.code, Note):
        return views.show_prompt(request, taken, said.code)
    if isinstance(said, CheckAnswers):
        return go(f"{places.CHECK}{_find_place(said, posted)}")
    return go_on(request, posted, taken)


def _list_moves(posted: Posted) -> tuple[Inbound, ...]:
    """Return what a button of the page means: who may hear an answer, to say more, to send, or to stop."""
    if pressed := first(posted.fields, "hear"):
        return read_pressed(pressed) or (Resume(),)
    if posted.act == "more":
        return (SayMore(),)
    once = read_share(WHOLE, posted.fields)
    return (*once, Stop() if posted.act == "stop" else Submit(posted.shown))


def _find_place(checked: CheckAnswers, posted: Posted) -> str:
    """Return where on the page the answer stands whose button was pressed."""
    key = first(posted.fields, "hear").partition(".")[0]
    keys = [question.key for question, _ in checked.entries]
    return f"#answer-{keys.index(key) + 1}" if key in keys else ""


async def show_sent(request: web.Request) -> web.Response:
    """GET /conversation/sent: thanks, the receipt, what happens next, and whether there is a message."""
    ticket, held = find_ticket(request), await find_held_here(request)
    parts = request.app[PARTS]
    if ticket is not None and has_sent_without_name(request, ticket):
        council = parts.settings.describe_council()
        next_steps = without_name.say_what_happens_next(council)
        return show(
            request, "sent.html", gettext("Thank you"), next_steps=next_steps, inbox=Inbox(), waits_here=False
        )
    if ticket is None or held is None or held.receipt is None:
        return go(places.CONVERSATION)
    invited = await find_by_invitation(parts.store, ticket.invitation_id, parts.clock())
    next_steps = say_what_happens_next(
        held.form, invited.iro_name if invited else "", parts.settings.describe_council()
    )
    answer = show(
        request,
        "sent.html",
        gettext("Thank you"),
        receipt=held.receipt,
        next_steps=next_steps,
        inbox=await look_in(request, held),
        waits_here=held.waits_here,
        waiting_days=WAITING_DAYS,
    )
    if held.waits_here:
        keep_ticket(answer, parts.keys, ticket)
    return answer
