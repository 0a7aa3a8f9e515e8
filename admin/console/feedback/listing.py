"""GET /console/feedback: what was said about meetings, found by form, by whom and when. No words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.booklet.whose import add_names, name_form
from admin.console.staff import STAFF
from admin.console.tables.asked import read_asked
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.pages import make_listing, send_list, show_listing
from admin.feedback.listing import (
    WAS_OPENED,
    Wanted,
    list_anonymous,
    list_others,
    list_unlooked_feedback,
    select_named,
)
from admin.periods import EARLIEST, LATEST, Period
from admin.voice.unlooked import explain_unlooked
from forms.definition import Audience
from forms.london import london_day
from forms.records import Invitation, Response
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web

    from admin.console.tables.asked import Asked
    from forms.units import Row

FEEDBACK = "/console/feedback"
MANAGERS = may(Role.MANAGER)
READ = {"no": "Not read yet", "yes": "Read"}


def _say_open(line: Row) -> Cell:
    return Cell(
        "Open", f"/console/read/{line['id']}", f" what came from {line['audience']}, {line['id'][:6]}"
    )


TABLE = Table(
    name="feedback",
    address=FEEDBACK,
    one="response",
    many="responses",
    columns=(
        Column(
            "sent",
            "Sent",
            lambda line: london_day(line["submitted_at"]),
            col(Response.submitted_at),
            is_head=True,
        ),
        Column("form", "Form", lambda line: line["form"], col(Response.form_key)),
        Column("from", "From", lambda line: line["audience"], col(Response.audience)),
        Column("meeting", "Meeting", lambda line: line["review_ref"] or "none", col(Invitation.review_ref)),
        Column("read", "Read", lambda line: "yes" if line["is_opened"] else "not yet", WAS_OPENED),
        Column("open", "Open", _say_open, is_taken_out=False),
    ),
    filters=(
        Choice("form", "Form", blank="All"),
        Choice("audience", "From", {one.value: one.value.capitalize() for one in Audience}, "Everybody"),
        Choice("read", "Read", READ, "Read or not"),
        *DAYS,
    ),
    order="-sent",
    may=MANAGERS,
    audit="feedback.export_list",
)


async def list_feedback(request: web.Request) -> web.Response:
    """Show what was sent about meetings, and, apart, what came without a name."""
    parts = request.app[PARTS]
    wanted = _read_wanted(request, read_asked(TABLE, request.query))
    listing, nameless, first = await asyncio.gather(
        make_listing(request, TABLE, find_feedback),
        list_anonymous(parts.store, parts.library, wanted, parts.clock()),
        list_unlooked_feedback(parts.store, parts.library, Wanted(about_others=request[STAFF].iro_ref)),
    )
    return show_listing(
        request,
        listing,
        "feedback.html",
        "Feedback",
        first=[(row, _name(request, row)) for row in first],
        explain=explain_unlooked,
        nameless=[(row, _name(request, row)) for row in nameless],
    )


async def send_feedback(request: web.Request) -> web.Response:
    """GET /console/export/feedback: which came about meetings. What came without a name is not in it."""
    return await send_list(request, TABLE, find_feedback)


async def find_feedback(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    parts = request.app[PARTS]

    async def tell(rows: Sequence[Row]) -> list[dict[str, Any]]:
        return add_names(parts.library, rows)

    wanted = select_named(parts.library, _read_wanted(request, asked))
    if read := asked.said("read"):
        wanted = wanted.where(WAS_OPENED if read == "yes" else ~WAS_OPENED)
    ties = (col(Response.submitted_at).desc(), col(Response.id))
    return Found(InDatabase(parts.store, wanted, ties, tell), {"form": _list_forms(request)})


def _read_wanted(request: web.Request, asked: Asked) -> Wanted:
    days = asked.day("from"), asked.day("to")
    period = Period(days[0] or EARLIEST, days[1] or LATEST) if any(days) else None
    return Wanted(asked.said("form"), asked.said("audience"), period, request[STAFF].iro_ref)


def _list_forms(request: web.Request) -> list[tuple[str, str]]:
    library = request.app[PARTS].library
    others = set(list_others(library))
    forms = (library.current(key) for key in library.keys() if key not in others)  # noqa: SIM118 - no dict
    return [(form.key, name_form(library, form)) for form in forms]


def _name(request: web.Request, row: Row) -> str:
    library = request.app[PARTS].library
    form = library.find(row["form_key"], row["form_version"])
    return name_form(library, form) if form else str(row["form_key"])
