"""One complaint, opened by the complaints manager alone."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.complaints.clock import find_due, find_next_stage, say_acknowledged, say_clock
from admin.complaints.listing import find_complaint, list_steps
from admin.console.complaints.listing import QUEUE
from admin.console.complaints.words import name_from, name_outcome, name_source, name_step
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.safe_way import explain_safe_way
from admin.written_days import write_weekday
from forms.audit import Done
from forms.complaints import OpenComplaintUnit, Step, StepKind, StepUnit, open_words
from forms.london import london_day
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.units import Row


async def show_complaint(request: web.Request) -> web.Response:
    """GET /console/complaints/COMPLAINT: how it stands, without a word of it."""
    return await _show(request, await find_here(request), "", {})


async def act_on_complaint(request: web.Request) -> web.Response:
    """POST /console/complaints/COMPLAINT: open its words, or say that the person was told we have it."""
    fields = await read_desk_form(request)
    complaint = await find_here(request)
    if first(fields, "act") == "acknowledge":
        parts = request.app[PARTS]
        step = Step(complaint["id"], StepKind.ACKNOWLEDGED, request[STAFF].account_id, first(fields, "page"))
        done = Done("complaint.acknowledge", Role.COMPLAINTS, complaint["id"])
        await request.app[RECORD].write(request, done, StepUnit(parts.keys, step, parts.clock()))
        return go(f"{QUEUE}/{complaint['id']}")
    return await _open(request, complaint)


async def _open(request: web.Request, complaint: Row) -> web.Response:
    parts = request.app[PARTS]
    done = Done("complaint.open", Role.COMPLAINTS, complaint["id"])
    opened = await request.app[RECORD].write(request, done, OpenComplaintUnit(complaint["id"]))
    if opened is None:
        raise web.HTTPNotFound
    steps = await list_steps(parts.store, complaint["id"])
    said = {step["id"]: open_words(parts.keys, step) for step in steps}
    return await _show(request, complaint, open_words(parts.keys, opened), said)


async def _show(request: web.Request, complaint: Row, words: str, said: dict[str, str]) -> web.Response:
    parts = request.app[PARTS]
    today = london_day(parts.clock())
    steps = await list_steps(parts.store, complaint["id"])
    return show(
        request,
        "complaint.html",
        "A complaint",
        complaint=complaint,
        facts=_list_facts(complaint, say_clock(complaint, today), say_acknowledged(complaint, today)),
        steps=[(step, name_step(step["kind"])) for step in steps],
        has_words=complaint["has_words"] or any(step["sealed"] for step in steps),
        words=words,
        said=said,
        page=secrets.token_hex(8),
    )


def _list_facts(complaint: Row, clock: str, acknowledged: str) -> list[tuple[str, str]]:
    """List how it stands; what is not known is left out."""
    raised = write_weekday(complaint["raised_at"])
    answered = complaint["answered_at"]
    next_stage = f"They may ask until {write_weekday(find_next_stage(complaint))}" if answered else ""
    facts = (
        ("Came on", raised),
        ("From", name_from(complaint["audience"])),
        ("About the meeting", complaint["review_ref"] or ""),
        ("How we know", name_source(complaint["source"])),
        ("Acknowledged", acknowledged),
        ("To be answered by", f"{write_weekday(find_due(complaint))}. {clock}."),
        ("What came of it", name_outcome(complaint["outcome"])),
        ("The next stage", next_stage),
        ("How to answer", explain_safe_way(complaint["answer_by"] or "")),
        ("Must not know", _name_people(complaint["must_not_know"] or "")),
    )
    return [(name, said) for name, said in facts if said]


def _name_people(codes: str) -> str:
    return ", ".join(code.replace("_", " ") for code in codes.split())


async def find_here(request: web.Request) -> Row:
    """Find the complaint that the address names, without its words. Raises 404."""
    complaint = await find_complaint(request.app[PARTS].store, request.match_info["complaint"])
    if complaint is None:
        raise web.HTTPNotFound
    return complaint
