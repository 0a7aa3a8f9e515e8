"""The workbook inside a chart: what Word opens when somebody chooses "Edit data".

It holds what is drawn and nothing else. A number that is not shown is an empty cell: it was never here.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it says nothing of its types

from admin.report.written import clean
from admin.shown.model import Mark

if TYPE_CHECKING:
    from datetime import datetime

    from admin.report.model import Chart
    from admin.shown.model import Number

SHEET = "Figures"
AS_WRITTEN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Words stay words, whatever they look like to a spreadsheet."""
MOST_LETTERS = 32_767
"""More than that no cell holds [Excel specifications and limits]."""
WIDTH = 32


def write_workbook(chart: Chart, number_format: str, made_at: datetime) -> bytes:
    """Write it: categories down the first column, a series in each of the others."""
    written = BytesIO()
    with Workbook(written, AS_WRITTEN) as book:
        # A spreadsheet has no time zones.
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, WIDTH)
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, clean(category)[:MOST_LETTERS])
        shown = book.add_format({"num_format": number_format})
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, clean(series.name)[:MOST_LETTERS])
            for row, value in list_drawn(series.values, len(chart.categories)):
                sheet.write_number(row + 1, column, value, shown)
    return written.getvalue()


def list_drawn(values: tuple[Number | None, ...], most: int) -> list[tuple[int, float]]:
    """List the values that are drawn, each with its place; the others are gaps."""
    return [
        (place, value)
        for place, value in enumerate(values[:most])
        if value is not None and not isinstance(value, Mark)
    ]
