"""Proposing words for the report, and deciding on what somebody else proposed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import About, Route, may
from admin.console.actions.given import OUTCOMES
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.quotes import listing
from admin.console.quotes.listing import PROPOSERS, QUOTES
from admin.console.quotes.proposing import check_words, propose, read_quoted, show_quoting
from admin.console.record import RECORD
from admin.console.replies.addressed import act_as, address_to
from admin.console.staff import STAFF
from admin.console.tables.pages import route_csv
from admin.quotes.proposals import DecideUnit, Proposal, Wording, may_decide, read_wording
from admin.quotes.quotable import list_quotable
from forms.audit import Done
from forms.keys import TamperedError
from forms.opening import FindUnit
from forms.records import Action, Quote
from forms.units import Key
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.definition import Question
    from forms.web.given import Fields

QUOTE = QUOTES + r"/{quote:[0-9a-f]{32}}"
OF_RESPONSE = r"/console/responses/{response:[0-9a-f]{32}}/quote"
OF_ACTION = r"/console/done/{action:[0-9a-f]{32}}/report"
NOT_TOLD = "Tell the child first: the report does not know it before they do."
NOT_YOU = "You proposed it, or it is decided already. A second person decides."


async def ask_quote(request: web.Request) -> web.Response:
    """GET …/responses/RESPONSE/quote: which answers may be quoted, and room for the wording."""
    return await _show_quote(request, {}, ())


async def propose_quote(request: web.Request) -> web.Response:
    """POST …/responses/RESPONSE/quote: propose it."""
    fields = await read_desk_form(request)
    to, quotable = await _find_quotable(request)
    quoted = read_quoted(fields, quotable)
    if isinstance(quoted, tuple):
        return await _show_quote(request, fields, quoted)
    response, by = to.response, request[STAFF].account_id
    proposal = Proposal(quoted.wording, response["audience"], by, response["id"], quoted.question_key)
    await propose(request, proposal, response["id"], first(fields, "page"))
    return go(QUOTES)


async def ask_pair(request: web.Request) -> web.Response:
    """GET …/done/ACTION/report: room for what was said and what we did, in words that show nobody."""
    return await _show_pair(request, {}, ())


async def propose_pair(request: web.Request) -> web.Response:
    """POST …/done/ACTION/report: propose it."""
    fields = await read_desk_form(request)
    said, done = (first(fields, name).strip() for name in ("said", "done"))
    faults = (*check_words(said, "said"), *check_words(done, "done"))
    if faults:
        return await _show_pair(request, fields, faults)
    action_id = request.match_info["action"]
    wording = Wording(said=said, done=done)
    proposal = Proposal(wording, "child", request[STAFF].account_id, action_id=action_id)
    if not await propose(request, proposal, action_id, first(fields, "page")):
        return await _show_pair(request, fields, (Fault(NOT_TOLD),))
    return go(QUOTES)


async def open_quote(request: web.Request) -> web.Response:
    """GET /console/quotes/QUOTE: the words, which is on record; to approve or not."""
    return await _show_one(request, ())


async def decide(request: web.Request) -> web.Response:
    """POST /console/quotes/QUOTE: approve, or not. Never by who proposed it."""
    fields = await read_desk_form(request)
    if first(fields, "act") not in {"approve", "refuse"}:
        raise web.HTTPBadRequest
    quote_id, approves = request.match_info["quote"], first(fields, "act") == "approve"
    parts = request.app[PARTS]
    unit = DecideUnit(quote_id, request[STAFF].account_id, parts.clock(), approves)
    done = Done("quote.approve" if approves else "quote.refuse", act_as(request), quote_id)
    if not await request.app[RECORD].write(request, done, unit):
        return await _show_one(request, (Fault(NOT_YOU),))
    return go(QUOTES)


async def _find_quotable(request: web.Request) -> tuple[Any, list[Question]]:
    to = await address_to(request, request.match_info["response"])
    return to, await list_quotable(request.app[PARTS].store, to.form, to.response["id"])


async def _show_quote(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    to, quotable = await _find_quotable(request)
    back_to = (f"{to.address}/said", "What was said to them")
    return show_quoting(request, fields, faults, quotable, back_to)


async def _show_pair(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    action_id = request.match_info["action"]
    rows = await request.app[PARTS].store.read(_ACTIONS.where(col(Action.id) == action_id))
    if not rows:
        raise web.HTTPNotFound
    return show(
        request,
        "quote_pair.html",
        "You said, we did",
        422 if faults else 200,
        faults,
        action=rows[0],
        outcomes=OUTCOMES,
        given={name: first(fields, name) for name in ("said", "done")},
        page=first(fields, "page") or secrets.token_hex(8),
    )


async def _show_one(request: web.Request, faults: tuple[Fault, ...]) -> web.Response:
    quote_id = request.match_info["quote"]
    done = Done("quote.open", act_as(request), quote_id)
    row = await request.app[RECORD].write(request, done, FindUnit(Key(Quote, "id", quote_id)))
    if row is None:
        raise web.HTTPNotFound
    try:
        wording = read_wording(request.app[PARTS].keys, row)
    except TamperedError:
        raise web.HTTPNotFound from None
    return show(
        request,
        "quote_one.html",
        "Words for the report",
        422 if faults else 200,
        faults,
        row=row,
        wording=wording,
        may_decide=may_decide(row, request[STAFF].account_id),
    )


_ACTIONS: Any = select(col(Action.id), col(Action.review_ref), col(Action.outcome), col(Action.told_at))
DECIDERS = may(Role.MANAGER)
ROUTES = (
    Route("GET", QUOTES, listing.list_quotes, PROPOSERS),
    route_csv(listing.TABLE, listing.send_quotes),
    Route("GET", OF_RESPONSE, ask_quote, PROPOSERS, About.RESPONSE),
    Route("POST", OF_RESPONSE, propose_quote, PROPOSERS, About.RESPONSE, audit="quote.propose"),
    Route("GET", OF_ACTION, ask_pair, PROPOSERS, About.ACTION),
    Route("POST", OF_ACTION, propose_pair, PROPOSERS, About.ACTION, audit="quote.propose"),
    Route("GET", QUOTE, open_quote, DECIDERS, audit="quote.open"),
    Route("POST", QUOTE, decide, DECIDERS, audit="quote.approve"),
)
