"""Excel's own charts, drawn from cells: whoever changes a cell changes the chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.report.excel.looks import find_code, make_safe
from admin.report.excel.ranges import find_cells
from admin.report.model import Drawn, Holds
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
    from xlsxwriter.chart import Chart as ExcelChart  # type: ignore[import-untyped]  # likewise

    from admin.report.excel.ranges import Block
    from admin.report.model import Chart, Table
    from admin.shown.model import Number

FILLS = ("#123f45", "#226a72", "#5698a0", "#dba843", "#f3d48f", "#fffdf6")
"""Told apart in grey, as on the page."""
EDGE = "#241f2a"
KINDS = {
    Drawn.BARS: {"type": "bar"},
    Drawn.COLUMNS: {"type": "column"},
    Drawn.STACKED: {"type": "bar", "subtype": "stacked"},
    Drawn.LINES: {"type": "line"},
}
SIGNS = ("diamond", "square", "triangle", "circle", "x", "star")
WIDTH = 640
"""Pixels, of every chart."""
ROW_HEIGHT = 20
"""Pixels, of a row of Excel's own height."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table as it lies on a sheet: where its body begins, counted from 0."""

    sheet: str
    table: Table
    first_row: int
    first_column: int

    def refer(self, block: Block) -> list[object]:
        """Return a run of its cells as XlsxWriter names them."""
        return [
            self.sheet,
            self.first_row + block.first_row,
            self.first_column + block.first_column,
            self.first_row + block.last_row,
            self.first_column + block.last_column,
        ]


def make_drawable(chart: Chart) -> Chart:
    """Return the chart with an empty gap for each mark, and the mark in the words beside it.

    A letter in a cell that is drawn would be drawn as a zero.
    """
    series = tuple(replace(one, values=tuple(map(_empty_mark, one.values))) for one in chart.series)
    return replace(chart, categories=tuple(_list_categories(chart)), series=series)


def _list_categories(chart: Chart) -> Iterator[str]:
    for at, category in enumerate(chart.categories):
        values = [one.values[at] for one in chart.series]
        marks = [mark.value for mark in Mark if mark in values]
        yield f"{category} ({', '.join(marks)})" if marks else category


def _empty_mark(value: Number | None) -> Number | None:
    return None if isinstance(value, Mark) else value


def draw_chart(book: Workbook, chart: Chart, placed: Placed) -> ExcelChart:
    """Draw a chart from the cells of a table that holds its numbers. It has no marks: `make_drawable`.

    The numbers are given as well: of an empty cell XlsxWriter would keep a zero, which a viewer shows.
    """
    drawn = find_cells(chart, placed.table)
    if drawn is None:
        raise ValueError(chart.key)
    excel = book.add_chart(KINDS[chart.drawn])
    for at, (one, block) in enumerate(zip(chart.series, drawn.series, strict=True)):
        excel.add_series(
            {
                "name": make_safe(one.name),
                "categories": placed.refer(drawn.categories),
                "values": placed.refer(block),
                "values_data": list(one.values),
                **_paint(chart, at),
            }
        )
    _lay_out(excel, chart)
    return excel


def count_rows(chart: Chart) -> int:
    """Count the rows that a chart covers."""
    return _find_height(chart) // ROW_HEIGHT + 2


def _lay_out(excel: ExcelChart, chart: Chart) -> None:
    excel.set_title(
        {"name": make_safe(chart.caption), "name_font": {"size": 12, "bold": True}, "overlay": False}
    )
    excel.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
    excel.show_blanks_as("gap")
    excel.set_size({"width": WIDTH, "height": _find_height(chart)})
    values: dict[str, object] = {"num_format": _find_code(chart), "min": _find_least(chart)}
    if chart.holds is Holds.PERCENT:
        values["max"] = 100
    values["major_gridlines"] = {"visible": True, "line": {"color": "#d9d3c8"}}
    lies = chart.drawn in {Drawn.BARS, Drawn.STACKED}
    excel.set_x_axis(values if lies else {})
    excel.set_y_axis({"reverse": True, "crossing": "max"} if lies else values)


def _list_numbers(chart: Chart) -> list[float]:
    found = (value for one in chart.series for value in one.values)
    return [value for value in found if value is not None and not isinstance(value, Mark)]


def _find_code(chart: Chart) -> str:
    """Return how its numbers are written: with tenths where any of them has some."""
    numbers = _list_numbers(chart)
    return find_code(next((each for each in numbers if not isinstance(each, int)), 0), chart.holds)


def _find_least(chart: Chart) -> float | None:
    """Return where the axis begins: at zero, or lower only where a number is."""
    return None if min(_list_numbers(chart), default=0) < 0 else 0


def _find_height(chart: Chart) -> int:
    if chart.drawn in {Drawn.COLUMNS, Drawn.LINES}:
        return 340
    bars = len(chart.categories) * (len(chart.series) if chart.drawn is Drawn.BARS else 1)
    return max(240, 120 + 26 * bars)


def _paint(chart: Chart, at: int) -> dict[str, object]:
    fill = FILLS[at % len(FILLS)]
    labels = {"value": True, "num_format": _find_code(chart)}
    if chart.drawn is Drawn.LINES:
        marker = {
            "type": SIGNS[at % len(SIGNS)],
            "size": 8,
            "fill": {"color": fill},
            "border": {"color": EDGE},
        }
        return {
            "line": {"color": fill, "width": 2.25},
            "marker": marker,
            "data_labels": {**labels, "position": "above"},
        }
    if chart.drawn is Drawn.STACKED:
        light = {"font": {"color": "#ffffff"}} if at % len(FILLS) < len(FILLS[:2]) else {}
        return {
            "fill": {"color": fill},
            "border": {"color": EDGE},
            "gap": 40,
            "data_labels": {**labels, **light},
        }
    return {"fill": {"color": fill}, "border": {"color": EDGE}, "gap": 40, "data_labels": labels}
