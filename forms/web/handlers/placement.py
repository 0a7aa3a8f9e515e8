"""A poster, a leaflet, a desk card: an open address that anybody may scan. Answers there carry no name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.definition import Anonymity
from forms.invited import ScanPlacementUnit, find_by_invitation, list_placed
from forms.languages.forms_said import translate_form
from forms.problems import Problem, ProblemCode
from forms.responses import DeleteUnit
from forms.speaking import spoken
from forms.web import places
from forms.web.aside import put_aside
from forms.web.faults import ProblemError
from forms.web.given import first
from forms.web.held import find_held
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import find_ticket
from forms.web.ticket import UNNAMED, Ticket, give_ticket, new_ticket

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Form
    from forms.invited import Invited
    from forms.web.parts import Parts
    from forms.web.posted import Posted


async def open_placement(request: web.Request) -> web.Response:
    """GET /p/NAME: count the scan on its day, give the cookie, and go to what is said before question 1.

    An unknown or ended name slows nobody: it opens nothing that is anybody's.
    """
    parts, name = request.app[PARTS], request.match_info["name"]
    placed = await list_placed(parts.store, name, parts.clock())
    if not placed:
        raise ProblemError(Problem(ProblemCode.NOT_PLACED))
    ticket, address = await _find_way_in(parts, find_ticket(request) or new_ticket(), placed)
    await parts.store.write(ScanPlacementUnit(name, parts.clock()))
    answer = go(address)
    put_aside(request, answer, ticket)
    give_ticket(answer, parts.keys, replace(ticket, note=UNNAMED))
    return answer


async def _find_way_in(parts: Parts, shown: Ticket, placed: list[Invited]) -> tuple[Ticket, str]:
    """Return the ticket and the page. Where somebody has begun here in this browser, ask whose it is."""
    if shown.invitation_id in {each.invitation_id for each in placed}:
        held = await find_held(parts, shown)
        return shown, places.WHOSE if held and held.has_answers else places.CONVERSATION
    return new_ticket(placed[0].invitation_id), places.CONVERSATION


async def list_forms(parts: Parts, name: str) -> list[Form]:
    """List the forms of a placement that can be answered there today."""
    placed = await list_placed(parts.store, name, parts.clock())
    shipped = parts.library.keys()
    forms = [parts.library.current(each.form_key) for each in placed if each.form_key in shipped]
    asked = [form for form in forms if form.anonymous is Anonymity.CHOICE]
    return [translate_form(form, spoken()) for form in asked]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody begins: the ticket of the form chosen, and whether this browser had begun none here."""

    ticket: Ticket
    is_new: bool = True


async def find_place(parts: Parts, posted: Posted) -> Place:
    """Return where somebody begins. Only at a placement with several forms does the button say which.

    Raises ProblemError if there is no such form there.
    """
    wanted = first(posted.fields, "place")
    if not wanted:
        return Place(posted.ticket)
    here = await find_by_invitation(parts.store, posted.ticket.invitation_id, parts.clock())
    placed = await list_placed(parts.store, here.placement, parts.clock()) if here and here.placement else []
    chosen = next((each for each in placed if each.form_key == wanted), None)
    if chosen is None:
        raise ProblemError(Problem(ProblemCode.NOT_PLACED))
    if chosen.invitation_id == posted.ticket.invitation_id:
        return Place(posted.ticket)
    is_new = await _leave(parts, posted.ticket)
    return Place(replace(posted.ticket, invitation_id=chosen.invitation_id), is_new)


async def _leave(parts: Parts, ticket: Ticket) -> bool:
    """Leave a form for another one: nothing stays of it if nothing was said. Tell whether none was begun."""
    held = await find_held(parts, ticket)
    if held and not held.has_answers:
        await parts.store.write(DeleteUnit(ticket.owner(parts.keys), drafts_only=True))
    return held is None
