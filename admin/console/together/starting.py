"""The worker says how they help; then the child's own pages begin, and the console is locked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.booklet import whose
from admin.console.desk import DESK, sit_down
from admin.console.pages import show
from admin.console.posted import read_desk_form
from forms.invited import is_open
from forms.web import places
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS
from forms.web.ticket import ASSISTED, HELPER_ROLE, give_ticket, new_ticket

if TYPE_CHECKING:
    from forms.units import Row
    from forms.web.given import Fields
    from forms.web.parts import Parts

HOW = {
    "read_to_me": "I read it aloud. The child presses the answers.",
    "typed_for_me": "I read it aloud and I press and type what the child says.",
}
MIN_WORD = 4
NO_HOW = "Choose how you will help."
NO_WHO = "Choose who you are to the child."
SHORT_WORD = f"Think of a word or number of at least {MIN_WORD} signs."
ENDED = "The last day of this invitation is over. On paper it could still be taken; here it cannot be begun."


async def ask_how(request: web.Request) -> web.Response:
    """GET /console/together/INVITATION: how the worker helps, who they are, the word to come back with."""
    return _show(request, await _find(request), {}, ())


async def start(request: web.Request) -> web.Response:
    """POST /console/together/INVITATION: to the child's own first page, under a fresh secret."""
    fields = await read_desk_form(request)
    parts, invitation = request.app[PARTS], await _find(request)
    faults = tuple(_find_faults(parts, invitation, fields))
    if faults or _find_refusal(parts, invitation):
        return _show(request, invitation, fields, faults)
    helped = (first(fields, "how"), first(fields, "who"))
    ticket = new_ticket(invitation["id"], "/".join((ASSISTED, *filter(None, helped))))
    answer = go(places.CONVERSATION)
    give_ticket(answer, parts.keys, ticket)
    request[DESK] = sit_down(request).lock(parts.keys, first(fields, "word"))
    return answer


async def _find(request: web.Request) -> Row:
    invitation = await whose.find_invitation(request.app[PARTS], request.match_info["invitation"])
    if invitation is None or invitation["placement"] is not None:
        raise web.HTTPNotFound
    return invitation


def _find_refusal(parts: Parts, invitation: Row) -> str:
    """Say why nothing can be begun."""
    fault = whose.find_fault(invitation)
    return fault or ("" if is_open(invitation, parts.clock()) else ENDED)


def _find_faults(parts: Parts, invitation: Row, fields: Fields) -> list[Fault]:
    faults = []
    if first(fields, "how") not in HOW:
        faults.append(Fault(NO_HOW, "how-1"))
    known = dict(_list_who(parts, invitation))
    if known and first(fields, "who") not in known:
        faults.append(Fault(NO_WHO, "who-1"))
    if len(first(fields, "word").strip()) < MIN_WORD:
        faults.append(Fault(SHORT_WORD, "word"))
    return faults


def _list_who(parts: Parts, invitation: Row) -> list[tuple[str, str]]:
    """List who can have helped, as the child's form has it; nothing where it does not ask."""
    looks = whose.list_looks(parts.library, invitation["form_key"])
    question = looks[0].find_question(HELPER_ROLE) if looks else None
    options = question.options if question else ()
    return [(option.value, option.label.removeprefix("My ")) for option in options]


def _show(request: web.Request, invitation: Row, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    parts = request.app[PARTS]
    looks = whose.list_looks(parts.library, invitation["form_key"])
    return show(
        request,
        "together_how.html",
        "Fill it in together",
        422 if faults else 200,
        faults,
        invitation=invitation,
        name=whose.name_form(parts.library, looks[0]) if looks else "",
        refused=_find_refusal(parts, invitation),
        how=HOW.items(),
        who=_list_who(parts, invitation),
        given={name: first(fields, name) for name in ("how", "who")},
    )
