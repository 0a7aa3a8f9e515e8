"""The rows behind a figure, page by page, and as a CSV of references."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from aiohttp import web

from admin.cells_out import guard_cell
from admin.console.access import Route
from admin.console.pages import show
from admin.console.record import RECORD
from admin.console.rows import responses
from admin.console.rows.asked import ROWS, SHOWN, list_rows, read_asked, sort
from admin.console.rows.responses import READERS
from admin.console.rows.told import tell_rows
from admin.console.signed.finding import DEFINITIONS
from admin.console.tables.asked import read_asked as read_table
from admin.console.tables.declared import Cell, Column, Table
from admin.console.tables.lines import Found, InMemory
from admin.console.tables.pages import find_order, route_csv, show_list
from admin.measures.measures import MEASURES
from forms.audit import Done
from forms.opening import LookUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.console.rows.asked import Asked
    from admin.console.rows.told import Told
    from admin.console.tables.asked import Asked as AskedOfTable
    from admin.measures.kinds import Measure
    from admin.summary.listed import CountedRow

CSV = f"{ROWS}/csv"
EXPORT = "figure.export_rows"
HEADS = ("measure", "unit", "ref", "in_base", "counts")
COUNTS = {"counts": "Yes", "not": "No", "outside": "Not in the base"}


def _say_ref(line: Told) -> Cell:
    return Cell(line.ref if line.address else line.ref[:12], line.address)


TABLE = Table(
    name="rows",
    address=ROWS,
    one="row",
    many="rows",
    columns=(
        Column("ref", "Reference", _say_ref, lambda pair: pair[0].ref, is_head=True),
        Column("said", "On record", lambda line: line.said),
        Column("counts", "Counts", lambda line: COUNTS[line.kind], lambda pair: list(SHOWN).index(pair[1])),
    ),
    filters=(),
    order="counts",
    may=READERS,
    audit=EXPORT,
    csv=CSV,
)


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

    async def find(request: web.Request, of_table: AskedOfTable) -> Found:
        del of_table
        return _find(request, asked, measure, sorted_rows)

    return await show_list(
        request,
        TABLE,
        find,
        "rows.html",
        "Behind a figure",
        asked=asked,
        measure=measure,
        reading=measure.read_by(asked.definition),
        definition=DEFINITIONS[asked.definition],
        counts={kind: len(found) for kind, found in sorted_rows.items()},
        shown=SHOWN,
        address=ROWS,
    )


def _find(
    request: web.Request, asked: Asked, measure: Measure, sorted_rows: dict[str, list[CountedRow]]
) -> Found:
    """Find the rows of the kinds that are asked for; what is on record of them is read page by page."""
    kinds = (asked.shown,) if asked.shown else tuple(SHOWN)
    rows = [(row, kind) for kind in kinds for row in sorted_rows[kind]]

    async def tell(on_page: Sequence[tuple[CountedRow, str]]) -> Sequence[Told]:
        return await tell_rows(request.app[PARTS].store, measure.unit, on_page)

    return Found(InMemory(rows, tell), kept=asked.query)


async def send_rows(request: web.Request) -> web.Response:
    """GET /console/figures/rows/csv: the references behind a figure. That they were taken is written down."""
    asked = read_asked(request)
    if asked.measure is None:
        raise web.HTTPBadRequest
    found = sort(await list_rows(request, asked.measure, asked))
    kinds = (asked.shown,) if asked.shown else tuple(SHOWN)
    column, is_down = find_order(TABLE, read_table(TABLE, request.query))
    lines = InMemory([(row, kind) for kind in kinds for row in found[kind]])
    pairs = await lines.read(column, is_down=is_down, limit=await lines.count(), offset=0)
    wanted = [row for row, _ in pairs]
    about = f"{asked.measure.name} {asked.period.first_on} {asked.period.last_on}"
    done = Done(EXPORT, "manager", about, f"{len(wanted)} rows")
    await request.app[RECORD].write(request, done, LookUnit())
    headers = {
        "Content-Disposition": f'attachment; filename="rows-{asked.measure.name}.csv"',
        "Content-Type": "text/csv; charset=utf-8",
    }
    return web.Response(body=_write(asked.measure, wanted), headers=headers)


def _write(measure: Measure, rows: Sequence[CountedRow]) -> bytes:
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(HEADS)
    for row in rows:
        said = ("yes" if row.is_in_base else "no", "yes" if row.is_in_base and row.counts else "no")
        lines.writerow((measure.name, measure.unit.value, guard_cell(row.ref), *said))
    return written.getvalue().encode("utf-8-sig")


ROUTES = (
    Route("GET", ROWS, show_rows, READERS),
    Route("GET", CSV, send_rows, READERS, audit=EXPORT, is_fresh=True),
    Route("GET", responses.RESPONSES, responses.show_responses, READERS),
    route_csv(responses.TABLE, responses.send_responses),
)
"""Rows are small numbers, and lead to children of every IRO."""
