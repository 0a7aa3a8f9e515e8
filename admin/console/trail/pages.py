"""The record of what staff did: filtered by who, what, about whom and when, page by page, and as CSV."""

from __future__ import annotations

import asyncio
import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.accounts.roles import NAMES, Role
from admin.cells_out import guard_cell
from admin.commands.audit import find_about, list_cells
from admin.console.access import Route, may
from admin.console.tables.asked import read_asked
from admin.console.tables.declared import DAYS, Choice, Column, Ref, Table
from admin.console.tables.lines import Found, InDatabase
from admin.console.tables.listing import MOST
from admin.console.tables.pages import find_order, lead_back, send_file, show_list
from admin.trail import Wanted, read_names
from forms.records import Account, AuditEntry
from forms.store.statements import table_of
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiohttp import web

    from admin.console.tables.asked import Asked
    from forms.store import Store
    from forms.units import Row

AUDIT = "/console/audit"
CSV = f"{AUDIT}/csv"
HEADS = ("when", "what", "as what", "by", "about", "why")
READERS = may(Role.AUDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, in words."""

    row: Row
    cells: tuple[str, ...]


def _say(place: int) -> Any:  # noqa: ANN401 - what says one cell
    return lambda line: line.cells[place].replace("_", " ") if place in {2, 5} else line.cells[place]


TABLE = Table(
    name="audit",
    address=AUDIT,
    one="entry",
    many="entries",
    columns=(
        Column("when", "When", lambda line: line.row["done_at"], col(AuditEntry.done_at), is_head=True),
        Column("what", "What", _say(1), col(AuditEntry.action)),
        Column("role", "As what", _say(2), col(AuditEntry.role)),
        Column("by", "By", _say(3), col(Account.name)),
        Column("about", "About", _say(4), col(AuditEntry.about)),
        Column("why", "Why", _say(5)),
    ),
    filters=(
        Ref("about", "About", "a reference of a child or a meeting, or a number here"),
        Choice("by", "Who, or as what", blank="Anybody"),
        Ref("action", "What", "response.open_brief, or response alone"),
        *DAYS,
    ),
    order="-when",
    may=READERS,
    audit="audit.export",
    csv=CSV,
)


async def show_trail(request: web.Request) -> web.Response:
    """GET /console/audit: the entries, the newest first."""
    return await show_list(request, TABLE, find_entries, "audit.html", "Who did what")


async def find_entries(request: web.Request, asked: Asked) -> Found:
    """Find what was asked for. Raises StoreUnavailableError."""
    store = request.app[PARTS].store
    names = await read_names(store)

    async def tell(rows: Sequence[Row]) -> list[Entry]:
        return [Entry(row, list_cells(row, names)) for row in rows]

    table: Any = table_of(AuditEntry)
    wanted = (
        select(table)
        .outerjoin(Account, col(Account.id) == table.c.by)
        .where(*(await _find_wanted(store, asked, names)).list_conditions())
    )
    lines = InDatabase(store, wanted, (table.c.chain_id, table.c.number.desc()), tell)
    people = sorted(names.items(), key=lambda pair: pair[1].casefold())
    return Found(lines, {"by": [*((role.value, NAMES[role]) for role in Role), *people]})


async def _find_wanted(store: Store, asked: Asked, names: Mapping[str, str]) -> Wanted:
    last_on = asked.day("to")
    return Wanted(
        about=await find_about(store, asked.said("about")) if asked.said("about") else None,
        by=_find_by(asked.said("by"), names),
        action=asked.said("action"),
        first_on=asked.day("from"),
        ends_before=last_on + timedelta(days=1) if last_on else None,
    )


def _find_by(said: str, names: Mapping[str, str]) -> str:
    """Return the account somebody is named by, else what is said: an account, or a role."""
    folded = said.casefold()
    return next((account for account, name in names.items() if name.casefold() == folded), said)


async def send_csv(request: web.Request) -> web.Response:
    """GET /console/audit/csv: the same entries, said as `haveyoursay audit` does. On record as well."""
    asked = read_asked(TABLE, request.query)
    found = await find_entries(request, asked)
    if asked.faults or await found.lines.count() > MOST:
        return lead_back(request, AUDIT)
    column, is_down = find_order(TABLE, asked)
    lines = await found.lines.read(column, is_down=is_down, limit=MOST, offset=0)
    return await send_file(request, TABLE, await asyncio.to_thread(_write, lines), len(lines))


def _write(lines: Sequence[Entry]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADS)
    writer.writerows([guard_cell(cell) for cell in line.cells] for line in lines)
    return written.getvalue().encode()


ROUTES = (
    Route("GET", AUDIT, show_trail, READERS),
    Route("GET", CSV, send_csv, READERS, audit=TABLE.audit, is_fresh=True),
)
