"""What the complaints manager does about a complaint: takes more time, notes something, answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.complaints.clock import EXTENDED_DAYS, find_due
from admin.console.complaints.listing import QUEUE
from admin.console.complaints.queue import find_here
from admin.console.complaints.words import OUTCOMES
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.written_days import write_weekday
from forms.audit import Done
from forms.complaints import Outcome, Step, StepKind, StepUnit, may_take
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.units import Row
    from forms.web.given import Fields

MAX_WORDS = 4_000
"""Letters: a page. What is longer is a letter, and belongs on the file."""
TOO_LONG = f"Keep it under {MAX_WORDS:,} letters."
NO_OUTCOME = "Choose what came of it."


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the pages: what is done, and what must be written."""

    kind: StepKind
    action: str
    title: str
    label: str
    hint: str
    missing: str
    button: str


PAGES = {
    "extend": Asked(
        StepKind.EXTENDED,
        "complaint.extend",
        "Take more time",
        "Why it needs more time",
        "Tell the person too: that it takes longer, and why.",
        "Write why it needs more time.",
        "Take more time",
    ),
    "note": Asked(
        StepKind.NOTED,
        "complaint.note",
        "A note",
        "What was said or done",
        "Only who opens this complaint reads it.",
        "Write what was said or done.",
        "Keep this note",
    ),
    "answer": Asked(
        StepKind.ANSWERED,
        "complaint.answer",
        "The answer",
        "What the person was told, and what was agreed",
        "Once it is kept, the complaint is answered and stays so.",
        "Write what the person was told.",
        "Keep the answer",
    ),
}
STEP = "|".join(PAGES)


async def ask_step(request: web.Request) -> web.Response:
    """GET /console/complaints/COMPLAINT/STEP: ask for it. What is done already cannot be done again."""
    complaint = await find_here(request)
    asked = PAGES[request.match_info["step"]]
    if not may_take(complaint, asked.kind):
        return go(f"{QUEUE}/{complaint['id']}")
    return _show(request, complaint, {}, ())


async def keep_step(request: web.Request) -> web.Response:
    """POST /console/complaints/COMPLAINT/STEP: keep it, sealed, and on record."""
    fields = await read_desk_form(request)
    complaint = await find_here(request)
    asked = PAGES[request.match_info["step"]]
    faults = _find_faults(asked, fields)
    if faults:
        return _show(request, complaint, fields, faults)
    parts = request.app[PARTS]
    outcome = first(fields, "outcome") if asked.kind is StepKind.ANSWERED else ""
    words = first(fields, "words").strip()
    who = request[STAFF].account_id
    step = Step(complaint["id"], asked.kind, who, first(fields, "page"), words, outcome)
    done = Done(asked.action, Role.COMPLAINTS, complaint["id"], outcome)
    await request.app[RECORD].write(request, done, StepUnit(parts.keys, step, parts.clock()))
    return go(f"{QUEUE}/{complaint['id']}")


def _find_faults(asked: Asked, fields: Fields) -> tuple[Fault, ...]:
    faults = []
    if asked.kind is StepKind.ANSWERED and first(fields, "outcome") not in set(Outcome):
        faults.append(Fault(NO_OUTCOME, "outcome-1"))
    words = first(fields, "words").strip()
    if not words or len(words) > MAX_WORDS:
        faults.append(Fault(TOO_LONG if words else asked.missing, "words"))
    return tuple(faults)


def _show(request: web.Request, complaint: Row, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    asked = PAGES[request.match_info["step"]]
    longer = write_weekday(find_due({**complaint, "extended_at": complaint["raised_at"]}))
    explained = {
        StepKind.EXTENDED: f"At most {EXTENDED_DAYS} working days in all: until {longer}. Once, and no more."
    }
    return show(
        request,
        "complaint_step.html",
        asked.title,
        422 if faults else 200,
        faults,
        complaint=complaint,
        asked=asked,
        explained=explained.get(asked.kind, ""),
        outcomes=list(OUTCOMES.items()) if asked.kind is StepKind.ANSWERED else [],
        given={name: first(fields, name) for name in ("words", "outcome")},
        page=first(fields, "page") or secrets.token_hex(8),
    )
