"""The record of what staff did: filtered by who, what, about whom and when, page by page, and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from admin.accounts.roles import Role
from admin.cells_out import guard_cell
from admin.commands.audit import find_about, list_cells
from admin.console.access import Route, may
from admin.console.pages import show
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.imports.cells import BadCell
from admin.imports.dates import read_date
from admin.trail import Wanted, read_names, read_trail
from forms.audit import Done
from forms.units import PutUnit, Rows, Writes
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from datetime import date

    from forms.store import Store
    from forms.units import Key

AUDIT = "/console/audit"
CSV = f"{AUDIT}/csv"
ON_A_PAGE = 50
MOST = 50_000
"""Rows of one CSV: some years of a council."""
HEADS = ("when", "what", "as what", "by", "about", "why")
NAMES = ("by", "action", "about", "from", "to")
"""What an address may ask for."""
READERS = may(Role.AUDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as it was typed."""

    by: str
    action: str
    about: str
    first: str
    last: str
    page: int

    @property
    def query(self) -> dict[str, str]:
        """The filters, for an address."""
        named = {
            "by": self.by,
            "action": self.action,
            "about": self.about,
            "from": self.first,
            "to": self.last,
        }
        return {name: value for name, value in named.items() if value}

    def turn(self, by: int) -> str:
        """Return the address of a page further on or back."""
        return f"{AUDIT}?{urlencode({**self.query, 'page': str(self.page + by)})}"


def read_asked(request: web.Request) -> Asked:
    """Read the filters; a page that is no number is the first."""
    query = request.query
    page = query.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= 6 else 1  # noqa: PLR2004 - no page has more figures
    by, action, about, first, last = (query.get(name, "").strip()[:200] for name in NAMES)
    return Asked(by, action, about, first, last, max(number, 1))


def _read_day(written: str) -> date | None:
    """Read a day; one that cannot be read asks for nothing in particular."""
    found = read_date(written)
    return None if isinstance(found, BadCell) else found


async def find_wanted(store: Store, asked: Asked) -> Wanted:
    """Work out which entries are wanted. Raises StoreUnavailableError."""
    last = _read_day(asked.last)
    return Wanted(
        about=await find_about(store, asked.about) if asked.about else None,
        by=await find_by(store, asked.by) if asked.by else "",
        action=asked.action,
        first_on=_read_day(asked.first),
        ends_before=last + timedelta(days=1) if last else None,
    )


async def find_by(store: Store, typed: str) -> str:
    """Return the account somebody is named by, else what was typed: a role."""
    names = await read_names(store)
    folded = typed.casefold()
    return next((account for account, name in names.items() if name.casefold() == folded), typed)


async def show_trail(request: web.Request) -> web.Response:
    """GET /console/audit: the entries, the newest first."""
    store, asked = request.app[PARTS].store, read_asked(request)
    wanted = await find_wanted(store, asked)
    rows = await read_trail(store, wanted, limit=ON_A_PAGE + 1, skip=(asked.page - 1) * ON_A_PAGE)
    names = await read_names(store)
    return show(
        request,
        "audit.html",
        "Who did what",
        asked=asked,
        entries=[list_cells(row, names) for row in rows[:ON_A_PAGE]],
        has_more=len(rows) > ON_A_PAGE,
        csv_address=f"{CSV}?{urlencode(asked.query)}",
    )


class _NoteUnit:
    """Write nothing down but that it was done."""

    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell that it was."""
        del rows
        return Writes(True, PutUnit(()).writes)  # noqa: FBT003 - the result is the answer


async def send_csv(request: web.Request) -> web.Response:
    """GET /console/audit/csv: the same entries as a file. That is written down too."""
    store, asked = request.app[PARTS].store, read_asked(request)
    wanted = await find_wanted(store, asked)
    role = "auditor" if Role.AUDITOR in request[STAFF].roles else "administrator"
    await request.app[RECORD].write(request, Done("audit.export", role, "audit"), _NoteUnit())
    rows = await read_trail(store, wanted, limit=MOST)
    names = await read_names(store)
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(HEADS)
    lines.writerows([guard_cell(cell) for cell in list_cells(row, names)] for row in rows)
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return web.Response(text=written.getvalue(), content_type="text/csv", charset="utf-8", headers=headers)


ROUTES = (
    Route("GET", AUDIT, show_trail, READERS),
    Route("GET", CSV, send_csv, READERS, audit="audit.export", is_fresh=True),
)
