"""GET /console/complaints: which wait, and until when; which were answered, and in time or not. No words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.complaints.clock import find_due, is_late, say_acknowledged, say_clock
from admin.complaints.listing import list_answered, list_open
from admin.console.access import may
from admin.console.complaints.words import name_from, name_outcome
from admin.console.staff import STAFF
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InMemory
from admin.console.tables.pages import send_list, show_list
from forms.definition import Audience
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web

    from admin.console.tables.asked import Asked
    from forms.units import Row

QUEUE = "/console/complaints"
LISTERS = may(Role.COMPLAINTS, Role.MANAGER)
WAITING, LATE, ANSWERED, ALL = "waiting", "late", "answered", "all"
STATES = {
    WAITING: "To be answered",
    LATE: "To be answered, and late",
    ANSWERED: "Answered",
    ALL: "All of them",
}


def _say_came(line: Row) -> Cell:
    return Cell(london_day(line["raised_at"]), line["href"], f": open complaint {line['id'][:6]}")


def _say_clock(line: Row) -> Cell:
    return Cell(line["clock"], looks="late" if line["clock"].startswith("Late") else "")


def _say_answered(line: Row) -> Cell:
    answered_at = line["answered_at"]
    return Cell(london_day(answered_at) if answered_at else None, below=name_outcome(line["outcome"]))


TABLE = Table(
    name="complaints",
    address=QUEUE,
    one="complaint",
    many="complaints",
    columns=(
        Column("came", "Came", _say_came, lambda line: line["raised_at"], is_head=True),
        Column("due", "Answer by", lambda line: line["due"], lambda line: (line["due"], line["raised_at"])),
        Column("clock", "Clock", _say_clock),
        Column(
            "acknowledged",
            "Acknowledged",
            lambda line: line["acknowledged"],
            lambda line: line["acknowledged_at"],
        ),
        Column(
            "from", "From", lambda line: name_from(line["audience"]), lambda line: name_from(line["audience"])
        ),
        Column(
            "meeting", "Meeting", lambda line: line["review_ref"] or "none", lambda line: line["review_ref"]
        ),
        Column("answered", "Answered", _say_answered, lambda line: line["answered_at"]),
        Column("outcome", "Outcome", lambda line: name_outcome(line["outcome"]), is_shown=False),
    ),
    filters=(
        Choice("state", "Which", STATES, usual=WAITING),
        Choice("audience", "From", {one.value: name_from(one.value) for one in Audience}, "Anybody"),
        *DAYS,
        Ref("find", "Meeting", "the whole reference"),
    ),
    order="due",
    may=LISTERS,
    audit="complaint.export_list",
)


async def list_complaints(request: web.Request) -> web.Response:
    """Show a page of them. Opening one is for another role."""
    may_open = _may_open(request)
    return await show_list(
        request, TABLE, find_complaints, "complaints.html", "Complaints", may_open=may_open
    )


async def send_complaints(request: web.Request) -> web.Response:
    """GET /console/export/complaints: those that the list shows, with their clocks."""
    return await send_list(request, TABLE, find_complaints)


async def find_complaints(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    store, state = request.app[PARTS].store, asked.said("state")
    today, may_open = london_day(request.app[PARTS].clock()), _may_open(request)
    rows = [] if state == ANSWERED else await list_open(store)
    rows += await list_answered(store) if state in {ANSWERED, ALL} else []
    found = [row for row in rows if _is_wanted(asked, row) and (state != LATE or is_late(row, today))]

    async def tell(lines: Sequence[Row]) -> list[Row]:
        return [
            {
                **line,
                "clock": say_clock(line, today),
                "acknowledged": say_acknowledged(line, today),
                "href": f"{QUEUE}/{line['id']}" if may_open else "",
            }
            for line in lines
        ]

    without = frozenset({"answered", "outcome"} if state in {WAITING, LATE} else ())
    return Found(InMemory([{**row, "due": find_due(row)} for row in found], tell), without=without)


def _may_open(request: web.Request) -> bool:
    return Role.COMPLAINTS in request[STAFF].roles


def _is_wanted(asked: Asked, row: Row) -> bool:
    audience, find = asked.said("audience"), asked.said("find")
    fits = (not audience or row["audience"] == audience) and (not find or row["review_ref"] == find)
    return fits and asked.is_within(london_day(row["raised_at"]))
