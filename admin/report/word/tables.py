"""Tables: in one style, with a head that is repeated on each page, and rows that stay whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.model import Holds
from admin.report.word.text import paragraph, runs, runs_right, say
from admin.report.word.widths import share_width
from admin.report.word.xml import NOTHING, Xml, join, w
from admin.report.written import explain_marks, write_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.report.model import Column, Table
    from admin.report.word.printing import Printing

KEPT_ROWS = 20
"""A table of so many rows stays on one page. Of a longer one the first two stay with its head, the last two
together."""
EDGE = 2
LOOK = 0x0020 | 0x0080 | 0x0200 | 0x0400
"""The first row and the first column are heads; no bands [ECMA-376, 17.4.55]."""
LAST_ROW = 0x0040


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is drawn: what it shows, in words, and how wide its columns are."""

    title: str
    description: str
    widths: tuple[int, ...]
    has_total: bool = False


def print_table(printing: Printing, table: Table) -> Xml:
    """Print a table with its caption above, and what its signs mean below."""
    printing.notes.begin_table()
    cells = [[write_cell(cell, column.holds) for cell, column in zip(row.cells, table.columns, strict=False)]
             for row in table.rows]  # fmt: skip
    widths = share_width(
        printing.width,
        [column.title for column in table.columns],
        cells,
        [column.holds is Holds.WORDS for column in table.columns],
    )
    grid = Grid(
        table.caption, _describe(table), widths, has_total=bool(table.rows) and table.rows[-1].is_total
    )
    rows = [_print_row(printing, table, place) for place in range(len(table.rows))]
    return join(
        printing.write_caption("Table", table.caption),
        write_grid(printing, grid, _print_heads(printing, table.columns), rows),
        end_table(printing, _list_notes(printing, table)),
    )


def write_grid(printing: Printing, grid: Grid, heads: Sequence[Xml], rows: Sequence[Sequence[Xml]]) -> Xml:
    """Write a table of paragraphs. Nothing comes of one without columns."""
    if not grid.widths:
        return NOTHING
    return w(
        "tbl",
        _write_properties(printing.styles.table, grid),
        w("tblGrid", *(w("gridCol", w=width) for width in grid.widths)),
        _write_row(heads, grid.widths, is_head=True),
        *(_write_row(row, grid.widths) for row in rows),
    )


def _write_properties(style: str, grid: Grid) -> Xml:
    look = LOOK | (LAST_ROW if grid.has_total else 0)
    flags = {"firstRow": 1, "lastRow": int(grid.has_total), "firstColumn": 1, "lastColumn": 0, "noHBand": 1}
    return w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=sum(grid.widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val=f"{look:04X}", **flags, noVBand=1),
        w("tblCaption", val=grid.title),
        w("tblDescription", val=grid.description),
    )


def _write_row(cells: Sequence[Xml], widths: Sequence[int], *, is_head: bool = False) -> Xml:
    repeated = w("tblHeader") if is_head else NOTHING
    return w(
        "tr",
        w("trPr", w("cantSplit"), repeated),
        *(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), cell)
          for cell, width in zip(cells, widths, strict=True)),
    )  # fmt: skip


def _print_heads(printing: Printing, columns: Sequence[Column]) -> list[Xml]:
    return [say(_style(printing, column), column.title, w("keepNext")) for column in columns]


def _print_row(printing: Printing, table: Table, place: int) -> list[Xml]:
    row = table.rows[place]
    kept = w("keepNext") if _is_kept(table, place) else NOTHING
    note = printing.notes.refer(row.footnote, printing.next_mark()) if row.footnote else NOTHING
    cells = [*row.cells, *(None,) * (len(table.columns) - len(row.cells))]
    texts = [write_cell(cell, column.holds) for cell, column in zip(cells, table.columns, strict=False)]
    letters = printing.styles.find("Strong") if row.is_total else ""
    return [
        paragraph(
            _style(printing, column),
            join(runs(text, letters), NOTHING if number else note),
            also=kept,
            is_right=runs_right(text),
        )
        for number, (text, column) in enumerate(zip(texts, table.columns, strict=True))
    ]


def _is_kept(table: Table, place: int) -> bool:
    """Tell whether a row stays on the page of what follows: the last row, of the notes that explain it."""
    if place == len(table.rows) - 1:
        return bool(table.marks or table.notes)
    return len(table.rows) <= KEPT_ROWS or place < EDGE or place == len(table.rows) - EDGE


def _style(printing: Printing, column: Column) -> str:
    return printing.styles.find("Table Text" if column.holds is Holds.WORDS else "Table Number")


def _describe(table: Table) -> str:
    titles = ", ".join(column.title for column in table.columns)
    return f"{len(table.rows)} rows. Columns: {titles}."


def end_table(printing: Printing, notes: Sequence[str] = ()) -> Xml:
    """Print what stands below a table: two tables with nothing between them are one in Word."""
    if not any(notes):
        return paragraph(printing.styles.find("Table End"))
    return say(printing.styles.find("Source"), " ".join(notes))


def _list_notes(printing: Printing, table: Table) -> tuple[str, ...]:
    """List what the signs mean and how it was counted."""
    return (*explain_marks(table.marks, printing.stamp.hidden_below), *table.notes)
