"""Proposing words for the report that are of an answer without a name, once it is mixed for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.access import Route, may
from admin.console.feedback.listing import FEEDBACK
from admin.console.feedback.reading import ANONYMOUS
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.quotes.listing import QUOTES
from admin.console.quotes.proposing import propose, read_quoted, show_quoting
from admin.console.staff import STAFF
from admin.feedback.listing import Wanted, list_anonymous
from admin.quotes.proposals import Proposal
from admin.quotes.quotable import list_quotable_nameless
from admin.themes.nameless import keeps_id
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Form
    from forms.units import Row
    from forms.web.given import Fields

QUOTE = f"{ANONYMOUS}/quote"


async def ask_quote(request: web.Request) -> web.Response:
    """GET …/anonymous/ANONYMOUS/quote: which answers may be quoted, and room for the wording."""
    return await _show(request, {}, ())


async def propose_quote(request: web.Request) -> web.Response:
    """POST …/anonymous/ANONYMOUS/quote: propose it. On record stands the quotation, not its answer."""
    fields = await read_desk_form(request)
    found = await _find(request)
    if found is None:
        return _show_gone(request)
    response, form = found
    quotable, how = await list_quotable_nameless(request.app[PARTS].store, form, response)
    quoted = read_quoted(fields, quotable)
    if isinstance(quoted, tuple):
        return await _show(request, fields, quoted)
    proposal = Proposal(
        quoted.wording,
        response["audience"],
        request[STAFF].account_id,
        question_key=quoted.question_key,
        nameless_id=response["id"],
        how=str(how),
    )
    is_there = await propose(request, proposal, response["id"], first(fields, "page"))
    return go(QUOTES) if is_there else _show_gone(request)


async def _find(request: web.Request) -> tuple[Row, Form] | None:
    """Find the answer that the address names, if its id is one that stays."""
    parts, named = request.app[PARTS], request.match_info["anonymous"]
    rows = await list_anonymous(parts.store, parts.library, Wanted(), parts.clock(), named)
    form = parts.library.find(rows[0]["form_key"], rows[0]["form_version"]) if rows else None
    return (rows[0], form) if form and keeps_id(rows[0], parts.clock()) else None


def _show_gone(request: web.Request) -> web.Response:
    return show(request, "feedback_gone.html", "Look for it in the list again", 404)


async def _show(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    found = await _find(request)
    if found is None:
        return _show_gone(request)
    quotable, _ = await list_quotable_nameless(request.app[PARTS].store, found[1], found[0])
    return show_quoting(request, fields, faults, quotable, (FEEDBACK, "Feedback"))


ROUTES = (
    Route("GET", QUOTE, ask_quote, may(Role.MANAGER)),
    Route("POST", QUOTE, propose_quote, may(Role.MANAGER), audit="quote.propose"),
)
