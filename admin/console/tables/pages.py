"""A table shown on its page, and taken out as CSV: the same lines, in the same order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.access import Route
from admin.console.pages import show
from admin.console.paging import PAGE_SIZE, Paging
from admin.console.record import RECORD
from admin.console.staff import STAFF, find_reach
from admin.console.tables.asked import Asked, read_asked
from admin.console.tables.lines import Found
from admin.console.tables.listing import MOST, Listing
from admin.console.tables.written import write_csv
from forms.audit import Done
from forms.london import london_day
from forms.opening import LookUnit
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.access import Handler, Rule
    from admin.console.tables.declared import Column, Table

Find: TypeAlias = Callable[[web.Request, Asked], Awaitable[Found]]
"""Finds the lines for whoever asks: their own children's, or anybody's."""


async def make_listing(request: web.Request, table: Table, find: Find) -> Listing:
    """Read the page that is asked for, and count beside it. Raises StoreUnavailableError."""
    asked = read_asked(table, request.query)
    found = await find(request, asked)
    column, is_down = find_order(table, asked)

    async def read(page: int) -> Sequence[Any]:
        offset = (page - 1) * PAGE_SIZE
        return await found.lines.read(column, is_down=is_down, limit=PAGE_SIZE, offset=offset)

    rows, lines = await asyncio.gather(found.lines.count(), read(max(asked.page, 1)))
    paging = Paging(asked.page, rows)
    if paging.page < asked.page:
        lines = await read(paging.page)
    return Listing(table, asked, found, paging, lines)


async def show_list(
    request: web.Request,
    table: Table,
    find: Find,
    template: str,
    title: str,
    **values: Any,  # noqa: ANN401 - each template takes its own
) -> web.Response:
    """Show a page of a table."""
    return show_listing(request, await make_listing(request, table, find), template, title, **values)


def show_listing(
    request: web.Request,
    listing: Listing,
    template: str,
    title: str,
    **values: Any,  # noqa: ANN401 - each template takes its own
) -> web.Response:
    """Show a page of a table that is read already, saying what of the address could not be meant."""
    faults = listing.asked.faults
    return show(request, template, title, 422 if faults else 200, faults, listing=listing, **values)


async def send_list(request: web.Request, table: Table, find: Find) -> web.Response:
    """Send what a table shows, all its pages, and write down that it was taken; not one without the other.

    What the address cannot mean, or is too much for a file, leads back to the page, which says so.
    """
    asked = read_asked(table, request.query)
    found = await find(request, asked)
    count = await found.lines.count()
    if asked.faults or count > MOST:
        return lead_back(request, found.address or table.address)
    column, is_down = find_order(table, asked)
    lines = await found.lines.read(column, is_down=is_down, limit=MOST, offset=0)
    content = await asyncio.to_thread(write_csv, _list_columns(table, found), lines)
    return await send_file(request, table, content, len(lines))


def lead_back(request: web.Request, address: str) -> web.Response:
    """Lead to the page of a table with what was asked for, which says what is wrong with it."""
    return go(f"{address}?{request.query_string}")


def route_csv(table: Table, handler: Handler) -> Route:
    """Make the route by which a table is taken out: who may see it, on record, after signing in anew."""
    return Route("GET", table.csv_address, handler, table.may, audit=table.audit, is_fresh=True)


async def send_file(
    request: web.Request, table: Table, content: bytes, rows: int, name: str = ""
) -> web.Response:
    """Send a file that is written already, on record."""
    name = name or table.name
    today = london_day(request.app[PARTS].clock())
    role = name_role_in(request, table.may)
    done = Done(table.audit, role, f"{name} {today}", f"{rows} rows")
    await request.app[RECORD].write(request, done, LookUnit())
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{today}.csv"',
        "Content-Type": "text/csv; charset=utf-8",
    }
    return web.Response(body=content, headers=headers)


def name_role_in(request: web.Request, rule: Rule) -> Role:
    """Return in which role somebody sees a table: for their own children as their IRO."""
    held = request[STAFF].roles & rule.anybody
    if find_reach(request) is not None or not held:
        return Role.IRO
    order = (Role.MANAGER, Role.AUDITOR, *Role)
    return min(held, key=order.index)


def find_order(table: Table, asked: Asked) -> tuple[Column, bool]:
    """Return the column that lines are put in order by, and whether downwards."""
    return table.find_column(asked.order.removeprefix("-")), asked.order.startswith("-")


def _list_columns(table: Table, found: Found) -> list[Column]:
    return [one for one in table.columns if one.is_taken_out and one.key not in found.without]
