"""From a code, typed or opened as a link, to a cookie and a clean address."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from forms.codes import normalise_code
from forms.heard import list_up
from forms.invited import Invited, ScanUnit, find_by_code
from forms.problems import Problem, ProblemCode
from forms.web import places
from forms.web.aside import find_own, put_aside
from forms.web.client import name_client
from forms.web.faults import ProblemError, show_door
from forms.web.given import first
from forms.web.held import find_held
from forms.web.language import begin_in
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import find_ticket, read_posted
from forms.web.throttle import Throttle
from forms.web.ticket import UNNAMED, Ticket, give_ticket, new_ticket

THROTTLE = web.AppKey("throttle", Throttle)


async def show_code_page(request: web.Request) -> web.Response:
    """GET /: ask for a code."""
    return show_door(request, is_heard=bool(await list_up(request.app[PARTS].store)))


async def take_code(request: web.Request) -> web.Response:
    """POST /: a code was typed."""
    posted = await read_posted(request)
    return await _enter(request, first(posted.fields, "code"))


async def open_link(request: web.Request) -> web.Response:
    """GET /s/CODE: count the scan, give the cookie, and leave the code out of the address.

    Nothing is begun: link previewers open links too.
    """
    typed = request.match_info["code"]
    answer = await _enter(request, typed)
    parts = request.app[PARTS]
    await parts.store.write(ScanUnit(parts.keys.hash_code(normalise_code(typed) or "")))
    return answer


async def _enter(request: web.Request, typed: str) -> web.Response:
    throttle, client = request.app[THROTTLE], name_client(request)
    if wait := throttle.wait(client):
        raise ProblemError(Problem(ProblemCode.TOO_MANY_TRIES, wait))
    found = await _find_way_in(request, typed)
    if found is None:
        throttle.note_wrong(client)
        raise ProblemError(Problem(ProblemCode.CODE_UNKNOWN))
    ticket, address, language = found
    throttle.note_right(client, ticket.invitation_id)
    answer = go(address)
    before = find_ticket(request)
    is_another = before is not None and before.invitation_id not in {"", ticket.invitation_id}
    begin_in(request, answer, language, is_another=is_another)
    put_aside(request, answer, ticket)
    give_ticket(answer, request.app[PARTS].keys, ticket)
    return answer


async def _find_way_in(request: web.Request, typed: str) -> tuple[Ticket, str, str | None] | None:
    """Return the ticket a code leads to, the page, and the language to begin in; None if it leads nowhere.

    A code that is no longer open still leads to what this very browser began or sent with it. The look for
    that is taken for unknown codes too, so that no stranger can tell them apart by the time it takes.
    """
    parts = request.app[PARTS]
    found = await find_by_code(parts.store, parts.keys, typed, parts.clock())
    invited = found if isinstance(found, Invited) else None
    here = find_own(request, invited.invitation_id if invited else "")
    held = await find_held(parts, here)
    if held and held.form.is_unnamed:
        here = replace(here, note=UNNAMED)
    if invited is None or not (invited.is_open or held):
        return None
    if held is None or invited.takes == 1 or not invited.is_open:
        return here, places.CONVERSATION, held.language if held else invited.language
    # One code for all at a desk: whoever puts it in may not be the one before.
    afresh = new_ticket(invited.invitation_id), places.CONVERSATION, invited.language
    return afresh if held.receipt else (here, places.WHOSE, held.language)
