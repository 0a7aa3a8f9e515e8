"""GET /console/import/answers/brought: each file, and how many of its answers are here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role
from admin.console.access import may
from admin.console.answers.held import ANSWERS
from admin.console.staff import STAFF
from admin.console.tables.declared import DAYS, Cell, Choice, Column, Table
from admin.console.tables.lines import Found, InMemory
from admin.console.tables.pages import send_list, show_list
from admin.imports.answers.taking_out import list_imports
from admin.written_days import write_short_day
from forms.london import london_day
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from admin.console.tables.asked import Asked

BROUGHT = f"{ANSWERS}/brought"
IMPORTERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER)
HERE, OUT = "here", "out"
STATES = {HERE: "Here", OUT: "Taken out"}


def _say_state(line: Mapping[str, Any]) -> Cell:
    row = line["row"]
    if line["state"] == OUT:
        return Cell(f"Taken out {write_short_day(row['taken_back_at'])}")
    if line["here"] and line["may_take_out"]:
        return Cell("Take it out", f"{BROUGHT}/{row['id']}", f": {line['form']}, {row['id'][:6]}")
    return Cell("")


TABLE = Table(
    name="answers-brought-in",
    address=BROUGHT,
    one="file",
    many="files",
    columns=(
        Column(
            "day",
            "Day",
            lambda line: london_day(line["row"]["brought_at"]),
            lambda line: line["row"]["brought_at"],
            is_head=True,
        ),
        Column("form", "Form", lambda line: line["form"], lambda line: line["form"]),
        Column(
            "rows", "Rows", lambda line: line["row"]["rows"], lambda line: line["row"]["rows"], is_number=True
        ),
        Column("here", "Here now", lambda line: line["here"], lambda line: line["here"], is_number=True),
        Column("state", "State", _say_state, lambda line: line["state"], is_taken_out=False),
        Column("kept", "State", lambda line: STATES[line["state"]], is_shown=False),
    ),
    filters=(
        Choice("form", "Form", blank="Any form"),
        Choice("state", "State", STATES, "Here or taken out"),
        *DAYS,
    ),
    order="-day",
    may=IMPORTERS,
    audit="answers.export_list",
)


async def list_brought(request: web.Request) -> web.Response:
    """Show a page of them."""
    return await show_list(request, TABLE, find_brought, "answers_brought.html", "Brought in so far")


async def send_brought(request: web.Request) -> web.Response:
    """GET /console/export/answers-brought-in: which files were; none of their answers."""
    return await send_list(request, TABLE, find_brought)


async def find_brought(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    may_take_out = request[STAFF].is_any({Role.MANAGER})
    lines: list[dict[str, Any]] = [
        {
            "row": row,
            "here": here,
            "form": name_form(request, row["form_key"]),
            "state": OUT if row["taken_back_at"] and not here else HERE,
            "may_take_out": may_take_out,
        }
        for row, here in await list_imports(request.app[PARTS].store)
    ]
    forms = {line["row"]["form_key"]: line["form"] for line in lines}
    return Found(InMemory([line for line in lines if _is_wanted(asked, line)]), {"form": list(forms.items())})


def _is_wanted(asked: Asked, line: Mapping[str, Any]) -> bool:
    form, state = asked.said("form"), asked.said("state")
    return (
        (not form or line["row"]["form_key"] == form)
        and (not state or line["state"] == state)
        and asked.is_within(london_day(line["row"]["brought_at"]))
    )


def name_form(request: web.Request, form_key: str) -> str:
    """Say what a form is called; one that is gone goes by its key."""
    library = request.app[PARTS].library
    return library.current(form_key).title if form_key in set(library.keys()) else form_key
