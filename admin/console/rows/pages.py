"""The rows behind a figure, page by page, and as a CSV of references."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.roles import Role
from admin.cells_out import guard_cell
from admin.console.access import Route, may
from admin.console.pages import show
from admin.console.paging import Paging, read_page
from admin.console.record import RECORD
from admin.console.rows import responses
from admin.console.rows.asked import ROWS, SHOWN, find_kind, list_rows, read_asked, sort
from admin.console.rows.told import tell_rows
from admin.console.signed.finding import DEFINITIONS
from admin.measures.measures import MEASURES
from forms.audit import Done
from forms.opening import LookUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.rows.asked import Asked
    from admin.measures.kinds import Measure

CSV = f"{ROWS}/csv"
EXPORT = "figure.export_rows"
HEADS = ("measure", "unit", "ref", "in_base", "counts")


async def show_rows(request: web.Request) -> web.Response:
    """GET /console/figures/rows: the rows behind a figure; without one, which figures there are."""
    asked = read_asked(request)
    if asked.measure is None:
        return show(
            request, "rows_which.html", "Behind the figures", asked=asked, measures=MEASURES, address=ROWS
        )
    return await _show_rows(request, asked, asked.measure)


async def _show_rows(request: web.Request, asked: Asked, measure: Measure) -> web.Response:
    sorted_rows = sort(await list_rows(request, measure, asked))
    kinds = (asked.shown,) if asked.shown else tuple(SHOWN)
    rows = [(row, kind) for kind in kinds for row in sorted_rows[kind]]
    paging = Paging(read_page(request.query.get("page", "")), len(rows))
    on_page = rows[paging.offset : paging.last]
    return show(
        request,
        "rows.html",
        "Behind a figure",
        asked=asked,
        measure=measure,
        reading=measure.read_by(asked.definition),
        definition=DEFINITIONS[asked.definition],
        counts={kind: len(found) for kind, found in sorted_rows.items()},
        shown=SHOWN,
        lines=await tell_rows(request.app[PARTS].store, measure.unit, on_page),
        paging=paging,
        address=ROWS,
        csv_address=asked.at(CSV),
    )


async def send_rows(request: web.Request) -> web.Response:
    """GET /console/figures/rows/csv: the references behind a figure. That they were taken is written down."""
    asked = read_asked(request)
    if asked.measure is None:
        raise web.HTTPBadRequest
    rows = await list_rows(request, asked.measure, asked)
    wanted = [row for row in rows if not asked.shown or find_kind(row) == asked.shown]
    about = f"{asked.measure.name} {asked.period.first_on} {asked.period.last_on}"
    done = Done(EXPORT, "manager", about, f"{len(wanted)} rows")
    await request.app[RECORD].write(request, done, LookUnit())
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(HEADS)
    for row in wanted:
        said = ("yes" if row.is_in_base else "no", "yes" if row.is_in_base and row.counts else "no")
        lines.writerow((asked.measure.name, asked.measure.unit.value, guard_cell(row.ref), *said))
    headers = {
        "Content-Disposition": f'attachment; filename="rows-{asked.measure.name}.csv"',
        "Content-Type": "text/csv; charset=utf-8",
    }
    return web.Response(body=written.getvalue().encode("utf-8-sig"), headers=headers)


READERS = may(Role.MANAGER)
"""Rows are small numbers, and lead to children of every IRO."""
ROUTES = (
    Route("GET", ROWS, show_rows, READERS),
    Route("GET", CSV, send_rows, READERS, audit=EXPORT, is_fresh=True),
    Route("GET", responses.RESPONSES, responses.show_responses, READERS),
)
