"""Writing a complaint down: one that was heard or read elsewhere, or one in what somebody sent."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.complaints.clock import find_due
from admin.console.access import About
from admin.console.complaints.listing import QUEUE
from admin.console.complaints.words import FROM
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.scope import find_iro_ref
from admin.console.staff import STAFF, find_reach
from admin.typed_days import read_typed_day
from admin.written_days import type_day, write_weekday
from forms.audit import Done
from forms.complaints import (
    Raised,
    RaiseUnit,
    Source,
    Step,
    StepKind,
    StepUnit,
    find_complaint_id,
    write_complaint,
)
from forms.london import london_day, start_of_day
from forms.records import Invitation, Response
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from datetime import datetime

    from forms.units import Row
    from forms.web.given import Fields

NEW = f"{QUEUE}/new"
RAISERS = (Role.IRO, Role.BUSINESS_SUPPORT, Role.MANAGER, Role.COMPLAINTS)
"""Who writes complaints down, in the order in which somebody with several roles is named on the record."""
MAX_WORDS = 4_000
NAMES = ("audience", "review", "came_on", "words")
NO_FROM = "Choose from whom it is."
NO_WORDS = "Write what they complain about."
TOO_LONG = f"Keep it under {MAX_WORDS:,} letters."
NO_REVIEW = "There is no review with that reference."
NO_DAY = "Write the day it came, such as 01/12/2026; not one that is still to come."


async def ask_new(request: web.Request) -> web.Response:
    """GET /console/complaints/new: ask what was said, by whom and when."""
    today = london_day(request.app[PARTS].clock())
    return _show_new(request, {"came_on": [type_day(today)]}, ())


async def keep_new(request: web.Request) -> web.Response:
    """POST /console/complaints/new: seal it, and start its clock on the day it came."""
    fields = await read_desk_form(request)
    now = request.app[PARTS].clock()
    came_on = read_typed_day(first(fields, "came_on").strip())
    faults = _find_faults(fields, needs_words=True)
    if first(fields, "audience") not in FROM:
        faults.insert(0, Fault(NO_FROM, "audience-1"))
    if not isinstance(came_on, date) or came_on > london_day(now):
        faults.append(Fault(NO_DAY, "came_on"))
    if not await _is_review(request, first(fields, "review").strip()):
        faults.append(Fault(NO_REVIEW, "review"))
    if faults or not isinstance(came_on, date):
        return _show_new(request, fields, tuple(faults))
    keys = request.app[PARTS].keys
    raised = Raised(
        Source.TYPED,
        first(fields, "audience"),
        _find_moment(came_on, now),
        now,
        review_ref=first(fields, "review").strip() or None,
        by=request[STAFF].account_id,
    )
    complaint_id = keys.mac("complaint typed", request[STAFF].account_id, first(fields, "page"))
    return await _raise(request, complaint_id, raised, fields)


async def ask_from(request: web.Request) -> web.Response:
    """GET /console/complaints/from/RESPONSE: ask whether what was sent is a complaint."""
    return _show_from(request, await _find_response(request), {}, ())


async def keep_from(request: web.Request) -> web.Response:
    """POST /console/complaints/from/RESPONSE: it is. What is told of it is in the reader's words."""
    fields = await read_desk_form(request)
    response = await _find_response(request)
    faults = _find_faults(fields, needs_words=False)
    if faults:
        return _show_from(request, response, fields, tuple(faults))
    now = request.app[PARTS].clock()
    raised = Raised(
        Source.READ,
        response["audience"],
        response["submitted_at"],
        now,
        response["id"],
        response["review_ref"],
        request[STAFF].account_id,
    )
    return await _raise(request, find_complaint_id(request.app[PARTS].keys, response["id"]), raised, fields)


async def show_kept(request: web.Request) -> web.Response:
    """GET /console/complaints/kept: where it went."""
    return show(request, "complaint_kept.html", "It is with the complaints manager")


async def _raise(request: web.Request, complaint_id: str, raised: Raised, fields: Fields) -> web.Response:
    """Keep a complaint; where it is there already, what was written is added to it."""
    parts, record = request.app[PARTS], request.app[RECORD]
    words, role = first(fields, "words").strip(), _find_role(request)
    row = write_complaint(parts.keys, complaint_id, raised, words)
    is_new = await record.write(request, Done("complaint.raise", role, complaint_id), RaiseUnit(row))
    if not is_new and words:
        step = Step(complaint_id, StepKind.NOTED, raised.by, first(fields, "page"), words)
        adding = StepUnit(parts.keys, step, raised.written_at)
        await record.write(request, Done("complaint.note", role, complaint_id), adding)
    return go(f"{QUEUE}/kept")


def _find_role(request: web.Request) -> Role:
    return next(role for role in RAISERS if role in request[STAFF].roles)


def _find_moment(came_on: date, now: datetime) -> datetime:
    """Return when it came: today, this moment; an earlier day, its beginning."""
    return now if came_on == london_day(now) else start_of_day(came_on)


def _find_faults(fields: Fields, *, needs_words: bool) -> list[Fault]:
    words = first(fields, "words").strip()
    if len(words) > MAX_WORDS:
        return [Fault(TOO_LONG, "words")]
    return [Fault(NO_WORDS, "words")] if needs_words and not words else []


async def _is_review(request: web.Request, review_ref: str) -> bool:
    """Tell whether it is a review this person may name; none at all will do."""
    if not review_ref:
        return True
    found, reach = await find_iro_ref(request.app[PARTS], About.REVIEW, review_ref), find_reach(request)
    return found is not None and (reach is None or found in reach)


async def _find_response(request: web.Request) -> Row:
    rows = await request.app[PARTS].store.read(
        _SENT.where(col(Response.id) == request.match_info["response"])
    )
    if not rows:
        raise web.HTTPNotFound
    return rows[0]


def _show_new(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    return show(
        request,
        "complaint_new.html",
        "Write down a complaint",
        422 if faults else 200,
        faults,
        given={name: first(fields, name) for name in NAMES},
        whom=FROM.items(),
        page=first(fields, "page") or secrets.token_hex(8),
    )


def _show_from(
    request: web.Request, response: Row, fields: Fields, faults: tuple[Fault, ...]
) -> web.Response:
    due = find_due({"raised_at": response["submitted_at"], "extended_at": None})
    return show(
        request,
        "complaint_from.html",
        "This is a complaint",
        422 if faults else 200,
        faults,
        response=response,
        due=write_weekday(due),
        given={"words": first(fields, "words")},
        page=first(fields, "page") or secrets.token_hex(8),
    )


_SENT = (
    select(col(Response.id), col(Response.audience), col(Response.submitted_at), col(Invitation.review_ref))
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .where(col(Response.sealed_key).is_not(None))
)
