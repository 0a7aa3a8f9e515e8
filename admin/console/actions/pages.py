"""What was done: the list, what was promised, and the page where an action is written."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import col

from admin.console.access import About, Route
from admin.console.actions import listing, one
from admin.console.actions.given import NAMES, OUTCOMES, find_faults, read_code, read_deed
from admin.console.actions.listing import ACTORS, DONE, NEW
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.replies.addressed import act_as
from admin.console.replies.given import read_promise
from admin.console.scope import NOBODYS, find_iro_ref
from admin.console.staff import STAFF, find_reach
from admin.console.tables.pages import route_csv
from forms.audit import Done
from forms.last_time import Kept, write_action
from forms.london import london_day
from forms.records import Review
from forms.units import Key, Writes
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.units import Insert, Rows
    from forms.web.given import Fields

NO_REVIEW = "There is no review with that reference."


async def ask_new(request: web.Request) -> web.Response:
    """GET /console/done/new: room for one; the meeting and the response may come with the link."""
    given = {name: [request.query.get(name, "")] for name in ("review", "response")}
    return _show_new(request, given, ())


async def keep_new(request: web.Request) -> web.Response:
    """POST /console/done/new: seal it. The same page sent twice is one action."""
    fields = await read_desk_form(request)
    parts, today = request.app[PARTS], _today(request)
    faults = tuple(find_faults(fields, today))
    review_ref = first(fields, "review").strip()
    if not await _may_be_about(request, review_ref):
        faults = (Fault(NO_REVIEW, "review"), *faults)
    if faults:
        return _show_new(request, fields, faults)
    promised_on = read_promise(fields, today)
    kept = Kept(
        review_ref,
        act_as(request),
        parts.clock(),
        request[STAFF].account_id,
        await _find_response(request, first(fields, "response"), review_ref),
        read_code(fields),
        promised_on if isinstance(promised_on, date) else None,
    )
    action_id = parts.keys.mac("action", review_ref, first(fields, "page"))
    unit = _KeepUnit(write_action(parts.keys, action_id, kept, read_deed(fields)))
    await request.app[RECORD].write(request, Done("action.write", act_as(request), action_id), unit)
    return go(f"{DONE}/{action_id}")


class _KeepUnit:
    """Keep an action."""

    def __init__(self, insert: Insert) -> None:
        self._insert = insert
        self.reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[bool]:
        """Write it; one that is there stays."""
        del rows
        return Writes(True, (self._insert,))  # noqa: FBT003 - the result is the answer


async def _may_be_about(request: web.Request, review_ref: str) -> bool:
    """Tell whether there is such a meeting, and it is theirs."""
    iro_ref = await find_iro_ref(request.app[PARTS], About.REVIEW, review_ref)
    reach = find_reach(request)
    return iro_ref is not None and (reach is None or (iro_ref != NOBODYS and iro_ref in reach))


async def _find_response(request: web.Request, response_id: str, review_ref: str) -> str | None:
    """Return the response it follows from, if it is one about this very meeting."""
    rows = await request.app[PARTS].store.read(one.RESPONSES.where(col(Review.review_ref) == review_ref))
    return next((row["id"] for row in rows if row["id"] == response_id), None)


def _show_new(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    return show(
        request,
        "action.html",
        "Write what was done",
        422 if faults else 200,
        faults,
        given={name: first(fields, name) for name in NAMES},
        page=first(fields, "page") or secrets.token_hex(8),
        outcomes=OUTCOMES,
    )


def _today(request: web.Request) -> date:
    return london_day(request.app[PARTS].clock())


ACTION = DONE + r"/{action:[0-9a-f]{32}}"
ROUTES = (
    Route("GET", DONE, listing.list_done, ACTORS),
    Route("GET", listing.PROMISED, listing.list_promises, ACTORS),
    route_csv(listing.ACTIONS, listing.send_done),
    route_csv(listing.PROMISES, listing.send_promises),
    Route("GET", NEW, ask_new, ACTORS),
    Route("POST", NEW, keep_new, ACTORS, audit="action.write"),
    Route("GET", ACTION, one.show_action, ACTORS, About.ACTION, audit="action.open"),
    Route("POST", ACTION, one.change_action, ACTORS, About.ACTION, audit="action.change"),
)
