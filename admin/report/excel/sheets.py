"""One table on one sheet: its title, its columns, its rows, its notes, and its charts to the right."""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

from admin.report.excel.charts import Placed, count_rows, draw_chart, make_drawable
from admin.report.excel.looks import make_safe
from admin.report.excel.ranges import find_cells, tabulate
from admin.report.model import Holds
from admin.report.written import explain_marks, write_cell

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it ships no types

    from admin.report.excel.looks import Looks
    from admin.report.excel.ranges import Sheet
    from admin.report.model import Cell, Chart, Column, Row, Stamp, Table

HEAD = 1
"""The row of the column titles, counted from 0: over it stands what the table is called."""
BODY = 2
A4 = 9
"""Excel's number for the paper."""
NARROWEST, WIDEST, WIDEST_WORDS = 9, 14, 60
"""Letters across."""
LINE_HEIGHT = 14
"""Points, of a line of a note."""
ALT_LONGEST = 250
"""Excel cuts a picture's description where it is longer."""


def write_sheet(page: Worksheet, looks: Looks, sheet: Sheet, stamp: Stamp) -> None:
    """Write a table, and beside it its charts."""
    table = sheet.table
    set_up(page, table.columns, table.rows)
    page.write_string(0, 0, make_safe(table.caption), looks.of_title())
    _write_head(page, looks, table, 0)
    for at, row in enumerate(table.rows):
        _write_row(page, looks, table, row, at)
    _write_notes(page, looks, table, (*table.notes, *explain_marks(table.marks, stamp.hidden_below)))
    _write_charts(page, looks, sheet)


def set_up(page: Worksheet, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> None:
    """Set the widths, what stays when it is scrolled, and how it is printed: A4, lying."""
    for at, column in enumerate(columns):
        page.set_column(at, at, _find_width(column, [row.cells[at] for row in rows]))
    page.freeze_panes(BODY, 1 if len(columns) > 1 else 0)
    page.repeat_rows(0, HEAD)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&L&A&RPage &P of &N")


def _write_head(page: Worksheet, looks: Looks, table: Table, first_column: int) -> None:
    page.set_row(HEAD, LINE_HEIGHT * max(_count_lines(table, at) for at in range(len(table.columns))))
    for at, column in enumerate(table.columns, first_column):
        look = looks.of_head(is_number=column.holds is not Holds.WORDS)
        page.write_string(HEAD, at, make_safe(column.title), look)


def _count_lines(table: Table, at: int) -> int:
    """Count the lines that a column's title takes, word by word."""
    column = table.columns[at]
    return len(wrap(column.title, int(_find_width(column, [row.cells[at] for row in table.rows])) - 1)) or 1


def _write_row(page: Worksheet, looks: Looks, table: Table, row: Row, at: int) -> None:
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        write_value(page, looks, (BODY + at, place), cell, column.holds, is_total=row.is_total)


def _write_notes(page: Worksheet, looks: Looks, table: Table, notes: tuple[str, ...]) -> None:
    """Write the notes no wider than the table: what stands to the right would cover them."""
    last = len(table.columns) - 1
    across = sum(
        _find_width(column, [row.cells[at] for row in table.rows]) for at, column in enumerate(table.columns)
    )
    for at, note in enumerate(notes, BODY + len(table.rows) + 1):
        page.set_row(at, LINE_HEIGHT * ceil(len(note) * 1.1 / across))
        if last:
            page.merge_range(at, 0, at, last, "", looks.of_note())
        page.write_string(at, 0, make_safe(note), looks.of_note())


def write_value(  # noqa: PLR0913 - where, what, and how it looks
    page: Worksheet, looks: Looks, at: tuple[int, int], cell: Cell, holds: Holds, *, is_total: bool = False
) -> None:
    """Write a number as a number, a mark and words as text; what is empty stays so."""
    if holds is Holds.WORDS:
        page.write_string(*at, make_safe(write_cell(cell, holds)), looks.of_words(is_total=is_total))
        return
    look = looks.of_cell(cell, holds, is_total=is_total)
    if cell is None:
        page.write_blank(*at, None, look)
    elif isinstance(cell, str):
        page.write_string(*at, make_safe(write_cell(cell, holds)), look)
    else:
        page.write_number(*at, cell, look)


def _find_width(column: Column, cells: list[Cell]) -> float:
    longest = max((len(write_cell(cell, column.holds)) for cell in cells), default=0)
    words = max((len(word) for word in column.title.split()), default=0)
    widest = WIDEST_WORDS if column.holds is Holds.WORDS else WIDEST
    return min(max(NARROWEST, longest + 2, words + 3), widest)


def _write_charts(page: Worksheet, looks: Looks, sheet: Sheet) -> None:
    """Put the charts under each other, those with gaps under cells of their own."""
    right = len(sheet.table.columns) + 1
    row = HEAD
    for chart in sheet.charts:
        drawable = make_drawable(chart)
        placed = Placed(page.get_name(), sheet.table, BODY, 0)
        if find_cells(drawable, sheet.table) is None:
            placed = _write_drawable(page, looks, drawable, (row, right))
            row += len(drawable.categories) + 2
        picture = draw_chart(looks.book, drawable, placed)
        page.insert_chart(
            row, right, picture, {"description": make_safe(chart.alt)[:ALT_LONGEST], "x_offset": 4}
        )
        row += count_rows(chart)


def _write_drawable(page: Worksheet, looks: Looks, chart: Chart, at: tuple[int, int]) -> Placed:
    """Write the numbers of a chart where they can be drawn from: a gap is an empty cell."""
    table, (first_row, first_column) = tabulate(chart), at
    for place, column in enumerate(table.columns):
        title = column.title or "Drawn in the chart"
        page.write_string(
            first_row, first_column + place, make_safe(title), looks.of_head(is_number=place > 0)
        )
    for down, row in enumerate(table.rows, first_row + 1):
        for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            write_value(page, looks, (down, first_column + place), cell, column.holds)
    page.set_column(first_column, first_column, 24)
    return Placed(page.get_name(), table, first_row + 1, first_column)
