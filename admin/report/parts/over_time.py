"""Shares over the periods that may be compared: a table, and lines drawn from it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.figures import find_counted
from admin.report.making import finish_chart, take_number
from admin.report.model import Column, Drawn, Holds, Row, Series, Table
from admin.report.numbers import is_known, name_length, write_short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.periods import Period
    from admin.report.model import Chart
    from admin.shown.model import Number, ShownMeasure, ShownSummary


def make_over_time(shown: ShownSummary, names: Iterable[str], key: str, title: str) -> Table | None:
    """Make a table of shares, a column a period as long as this one, the oldest first; None of one alone."""
    measures = find_counted(shown, names)
    periods = _list_periods(shown, measures)
    rows = tuple(
        Row((one.title, *(_find_percent(one, shown.period, period) for period in periods)))
        for one in measures
    )
    columns = tuple(Column(write_short(period), Holds.PERCENT) for period in periods)
    caption = f"{title} over the {name_length(shown.period)}s"
    return Table(key, caption, (Column("Measure", Holds.WORDS), *columns), rows) if len(periods) > 1 else None


def draw_over_time(table: Table | None) -> Chart | None:
    """Draw such a table as lines, one a measure that has two figures or more."""
    if table is None:
        return None
    lines = (Series(str(row.cells[0]), tuple(map(take_number, row.cells[1:]))) for row in table.rows)
    series = tuple(line for line in lines if sum(map(is_known, line.values)) > 1)
    categories = tuple(column.title for column in table.columns[1:])
    return finish_chart(f"{table.key}_chart", table.caption, Drawn.LINES, Holds.PERCENT, categories, series)


def _list_periods(shown: ShownSummary, measures: tuple[ShownMeasure, ...]) -> list[Period]:
    length = name_length(shown.period)
    others = {found.period for one in measures for found in one.compared}
    alike = {period for period in others if name_length(period) == length and length != "period"}
    return sorted(alike | {shown.period}, key=lambda period: period.first_on)


def _find_percent(measure: ShownMeasure, this: Period, period: Period) -> Number | None:
    if period == this:
        return measure.share.percent
    found = next((one for one in measure.compared if one.period == period), None)
    return None if found is None or found.not_alike else found.share.percent
