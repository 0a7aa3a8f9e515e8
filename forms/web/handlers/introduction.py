"""Before question 1: who will read this, and that it is a choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from forms.buckets import Buckets
from forms.definition import Anonymity, Audience
from forms.introduction import introduce
from forms.invited import find_by_invitation
from forms.languages.forms_said import say_not_here, speak_of
from forms.last_time import has_news
from forms.moves import Choose, Resume
from forms.problems import Problem, ProblemCode
from forms.route import prompt
from forms.speaking import N_, gettext
from forms.web import places
from forms.web.client import name_client
from forms.web.faults import ProblemError
from forms.web.given import first
from forms.web.handlers.placement import find_place, list_forms
from forms.web.held import find_held
from forms.web.language import find_chosen
from forms.web.pages import go, show, wear
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.sending import has_sent_without_name
from forms.web.squeezed import squeeze
from forms.web.talk import may_be_chat
from forms.web.ticket import MINE, UNNAMED, give_ticket
from forms.web.turns import take
from forms.without_name import NAMED, NO_NAME_HERE, Way, say_who
from forms.without_name import UNNAMED as NOT_TIED
from forms.wording import FEWER_WORDS, say_what_a_minute_is

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.intake import Taken
    from forms.invited import Invited
    from forms.library import Library
    from forms.web.held import Held
    from forms.web.parts import Parts
    from forms.web.ticket import Ticket

BEGINS = web.AppKey("begins", Buckets)
"""How often each client begins."""


WAYS = {"named": False, "unnamed": True}
"""What a button means: whether the answers are kept without anything that ties them."""
LENGTHS = {"minute": True, "longer": False}
"""Likewise: whether it is the form cut to a minute."""
MANY_FORMS = N_("Tell us how it went")
"""The heading where the form is not chosen yet."""


async def show_introduction(request: web.Request) -> web.Response:
    """GET /conversation: the introduction; once something is answered, on to where we are."""
    ticket = find_ticket(request)
    if ticket is not None and has_sent_without_name(request, ticket):
        return go(places.SENT)
    if ticket is None or not ticket.invitation_id:
        return go(places.DOOR)
    held = await find_held(request.app[PARTS], ticket)
    if held and held.receipt:
        return go(places.SENT)
    if held and held.has_answers:
        return go(places.find_address(held.form, (prompt(held.form, held.state),)))
    invited, form = await find_form(request, ticket, held)
    simpler = None if held else request.app[PARTS].library.find_simpler(form)
    return await _introduce(request, form, invited, simpler)


async def begin(request: web.Request) -> web.Response:
    """POST /conversation: 'Start'. The draft and its opening time begin here.

    The button says whether without a name, on one page or in fewer words, and at a placement, for whom.
    """
    posted = await read_posted(request)
    refuse_too_many_begun(request)
    parts = request.app[PARTS]
    way, _, look = posted.act.partition("-")
    place = await find_place(parts, posted)
    taken = await take(
        parts,
        place.ticket,
        *(Choose(key, None, (said,)) for key, said in place.ticket.helped),
        Resume(),
        begin=True,
        form_key=first(posted.fields, "simpler" if look == "simpler" else "form"),
        unnamed=WAYS.get(way),
        minute=LENGTHS.get(first(posted.fields, "length")),
        counts_start=place.is_new,
    )
    note_begun(request)
    is_whole = look == "whole" and not taken.state.answers
    answer = go(places.WHOLE if is_whole else await _find_first(parts, place.ticket, taken))
    kept = place.ticket.note if place.ticket.is_lent or place.ticket.note == MINE else ""
    begun = replace(place.ticket, note=UNNAMED if taken.form.is_unnamed else kept)
    if begun != posted.ticket:
        give_ticket(answer, parts.keys, begun)
    return answer


async def _find_first(parts: Parts, ticket: Ticket, taken: Taken) -> str:
    """Return where to begin: with what happened since last time, where there is something to tell a child."""
    has_answered = taken.state.answers.keys() - dict(ticket.helped).keys()
    may_be_told = taken.form.audience is Audience.CHILD and not taken.form.is_unnamed
    if may_be_told and not has_answered and await has_news(parts.store, parts.keys, ticket.invitation_id):
        return places.LAST_TIME
    return places.find_address(taken.form, taken.outbound)


def refuse_too_many_begun(request: web.Request) -> None:
    """Refuse a client that begins without end. Raises aiohttp's 429."""
    if wait := request.app[BEGINS].wait(name_client(request)):
        raise web.HTTPTooManyRequests(headers={"Retry-After": str(wait)})


def note_begun(request: web.Request) -> None:
    """Count a conversation that this client began and did not send."""
    request.app[BEGINS].spend(name_client(request))


async def find_form(request: web.Request, ticket: Ticket, held: Held | None) -> tuple[Invited, Form]:
    """Find the invitation and the form to answer: the one begun with, or today's.

    Raises ProblemError if the invitation is not open, or its form cannot be read.
    """
    parts = request.app[PARTS]
    invited = await find_by_invitation(parts.store, ticket.invitation_id, parts.clock())
    if invited is None or not (held or invited.is_open):
        raise ProblemError(Problem(ProblemCode.CODE_UNKNOWN))
    return invited, held.form if held else speak_of(_find_current(parts.library, invited.form_key))


def _find_current(library: Library, form_key: str) -> Form:
    try:
        return library.current(form_key)
    except KeyError:
        raise ProblemError(Problem(ProblemCode.FORM_GONE)) from None


async def _introduce(
    request: web.Request, form: Form, invited: Invited, simpler: Form | None
) -> web.Response:
    parts, minute = request.app[PARTS], (form.whole or form).in_a_minute
    who = say_who(await list_forms(parts, invited.placement)) if invited.placement else []
    if len(who) <= 1:
        wear(request, form)
    page = show(
        request,
        "introduction.html",
        gettext("Before you start"),
        chosen=find_chosen(request),
        not_here=say_not_here(find_chosen(request)),
        heading=gettext(MANY_FORMS) if len(who) > 1 else form.title,
        sentences=introduce(form, invited.iro_name, parts.settings.describe_council()),
        is_child=form.audience is Audience.CHILD,
        simpler=simpler.key if simpler else "",
        fewer_words=gettext(FEWER_WORDS),
        minute=minute is not None,
        in_a_minute=say_what_a_minute_is(minute) if minute else "",
        ways=_list_ways(form, invited),
        who=who if len(who) > 1 else [],
        may_be_chat=may_be_chat(form),
    )
    return squeeze(request, page)


def _list_ways(form: Form, invited: Invited) -> list[tuple[str, Way]]:
    """List the ways to be kept that there are; none where there is nothing to choose or to explain."""
    if invited.placement is not None:
        return [("unnamed", NO_NAME_HERE.said())]
    return (
        [("named", NAMED.said()), ("unnamed", NOT_TIED.said())] if form.anonymous is Anonymity.CHOICE else []
    )
