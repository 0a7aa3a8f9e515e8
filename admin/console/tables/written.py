"""What stands in a cell, as the page and as the CSV write it. Pure.

A page says a day as people read it, 3 Dec 2026; a CSV as any spreadsheet knows it for one, 2026-12-03.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from admin.cells_out import guard_cell
from admin.console.tables.declared import Cell
from admin.written_days import write_short_day
from forms.london import LONDON

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from admin.console.tables.declared import Column, Value

BOM = "utf-8-sig"
"""Spreadsheets take a file without it for one of another age."""


def say_value(value: Value) -> str:
    """Say what stands in a cell, on a page."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case datetime():
            return f"{write_short_day(value)}, {value.astimezone(LONDON):%H:%M}"
        case date():
            return write_short_day(value)
        case str():
            return value


def write_value(value: Value) -> str:
    """Write it into a CSV: nothing that a spreadsheet would run."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case datetime():
            return f"{value.astimezone(LONDON):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case str():
            return guard_cell(value)


def find_cell(column: Column, line: Any) -> Cell:  # noqa: ANN401 - a line is what its table makes of it
    """Make the cell of a line in a column."""
    said = column.say(line)
    return said if isinstance(said, Cell) else Cell(said)


def write_csv(columns: Sequence[Column], lines: Iterable[Any]) -> bytes:
    """Write lines, with their headings."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.heading for column in columns])
    writer.writerows([write_value(find_cell(column, line).value) for column in columns] for line in lines)
    return text.getvalue().encode(BOM)
