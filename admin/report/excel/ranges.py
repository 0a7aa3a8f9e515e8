"""Where the numbers of a chart stand in the tables of its report. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.model import Chart, Column, Holds, Row, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from admin.report.model import Cell, Report


@dataclass(frozen=True, slots=True)
class Block:
    """A run of cells: first row, first column, last row, last column; counted from 0, in the table's body.

    Row -1 is that of the column titles.
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart's categories and the numbers of each series, as cells of a table."""

    categories: Block
    series: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table and the charts that stand beside it."""

    table: Table
    section: str
    charts: tuple[Chart, ...]


def list_sheets(report: Report) -> list[Sheet]:
    """List every table with the charts drawn from it; a chart from no table stands beside its own numbers."""
    homes: dict[str, list[Chart]] = {table.key: [] for table in report.tables}
    alone: list[tuple[Section, Chart]] = []
    for section, chart in _list_charts(report):
        home = find_home(chart, section, report)
        if home is None:
            alone.append((section, chart))
        else:
            homes[home.key].append(chart)
    sheets = [
        Sheet(block, section.title, tuple(homes[block.key]))
        for _, section in report.walk()
        for block in section.blocks
        if isinstance(block, Table)
    ]
    return sheets + [Sheet(tabulate(chart), section.title, (chart,)) for section, chart in alone]


def find_home(chart: Chart, section: Section, report: Report) -> Table | None:
    """Return the table that the chart's numbers stand in: one of its own section first."""
    near = [block for block in section.blocks if isinstance(block, Table)]
    return next((table for table in (*near, *report.tables) if find_cells(chart, table)), None)


def find_cells(chart: Chart, table: Table) -> Drawn | None:
    """Find a chart's numbers in a table, its series as columns or as rows; None if they are not all there."""
    return _find_columns(chart, table) or _find_rows(chart, table)


def tabulate(chart: Chart) -> Table:
    """Make a table of a chart's numbers."""
    columns = (Column("", Holds.WORDS), *(Column(one.name, chart.holds) for one in chart.series))
    rows = tuple(
        Row((category, *(one.values[at] for one in chart.series)))
        for at, category in enumerate(chart.categories)
    )
    return Table(chart.key, chart.caption, columns, rows)


def _list_charts(report: Report) -> Iterator[tuple[Section, Chart]]:
    for _, section in report.walk():
        yield from ((section, block) for block in section.blocks if isinstance(block, Chart))


def _find_run(wanted: Sequence[Cell], found: Sequence[Cell]) -> int | None:
    """Return where the wanted stand in a row among the found."""
    length = len(wanted)
    starts = range(len(found) - length + 1) if length else ()
    return next((at for at in starts if tuple(found[at : at + length]) == tuple(wanted)), None)


def _find_columns(chart: Chart, table: Table) -> Drawn | None:
    start = _find_run(chart.categories, [row.cells[0] for row in table.rows])
    if start is None:
        return None
    end, found = start + len(chart.categories) - 1, []
    for one in chart.series:
        places = [
            at
            for at, column in enumerate(table.columns)
            if column.holds is chart.holds
            and tuple(row.cells[at] for row in table.rows[start : end + 1]) == one.values
        ]
        if not places:
            return None
        named = [at for at in places if table.columns[at].title == one.name]
        at = (named or places)[0]
        found.append(Block(start, at, end, at))
    return Drawn(Block(start, 0, end, 0), tuple(found))


def _find_rows(chart: Chart, table: Table) -> Drawn | None:
    start = _find_run(chart.categories, [column.title for column in table.columns])
    if start is None:
        return None
    end, found = start + len(chart.categories) - 1, []
    if any(column.holds is not chart.holds for column in table.columns[start : end + 1]):
        return None
    for one in chart.series:
        places = [
            at
            for at, row in enumerate(table.rows)
            if row.cells[0] == one.name and row.cells[start : end + 1] == one.values
        ]
        if not places:
            return None
        found.append(Block(places[0], start, places[0], end))
    return Drawn(Block(-1, start, -1, end), tuple(found))
