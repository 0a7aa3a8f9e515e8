"""The tables that a file of a report prints, held against those that its figures make. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.excel.ranges import list_sheets
from admin.report.model import Holds
from admin.report.written import write_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from admin.report.model import Report, Table


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it stands in a file: its caption, the heads of its columns, its cells in words."""

    caption: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that says something else than the figures."""

    number: int
    """Of the table in the file, from 1."""
    caption: str
    row: str
    column: str
    says: str
    should_say: str

    def __str__(self) -> str:
        """Say it in a sentence."""
        where = f"table {self.number} ({self.caption}), {self.row}, {self.column}"
        return f"{where}: says {self.says or 'nothing'} where the figures say {self.should_say or 'nothing'}"


@dataclass(frozen=True, slots=True)
class HeldTables:
    """How many tables could be held against the figures, how many could not, and which cells differ."""

    held: int
    others: int
    changed: tuple[ChangedCell, ...]


def hold_tables(printed: Sequence[PrintedTable], report: Report) -> HeldTables:
    """Hold the tables of a file against those of a report made from its figures.

    They are found by their captions; the second of a caption is the second of the report. In a workbook some
    charts have a sheet of their own. A table that somebody added, or whose caption they wrote anew, is among
    the others.
    """
    wanted: dict[str, list[Table]] = {}
    for sheet in list_sheets(report):
        wanted.setdefault(flatten(sheet.table.caption), []).append(sheet.table)
    held = 0
    changed: list[ChangedCell] = []
    for number, one in enumerate(printed, 1):
        waiting = wanted.get(one.caption)
        if waiting:
            held += 1
            changed += _compare(number, one, waiting.pop(0))
    return HeldTables(held, len(printed) - held, tuple(changed))


def flatten(text: str) -> str:
    """Return words with one space between them, as they are read back from any file."""
    return " ".join(text.split())


def _compare(number: int, printed: PrintedTable, table: Table) -> Iterator[ChangedCell]:
    """Yield the numbers that differ. Rows go by their place; where some came or went, by their first cell."""
    rows = [
        tuple(
            flatten(write_cell(cell, column.holds))
            for cell, column in zip(row.cells, table.columns, strict=False)
        )
        for row in table.rows
    ]
    columns = tuple(_pair_columns(printed, table))
    for found, should in _pair(printed.rows, rows):
        for title, there, here in columns:
            says, says_right = _take(found, there), _take(should, here)
            if _plain(says) != _plain(says_right):
                yield ChangedCell(number, printed.caption, found[0], title, says, says_right)


def _pair_columns(printed: PrintedTable, table: Table) -> Iterator[tuple[str, int, int]]:
    """Yield the columns of numbers that both have, with their places: the report may have more beside."""
    for here, column in enumerate(table.columns):
        title = flatten(column.title)
        if here and column.holds is not Holds.WORDS and title in printed.titles:
            yield title, printed.titles.index(title), here


def _take(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _pair(
    found: Sequence[tuple[str, ...]], wanted: Sequence[tuple[str, ...]]
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    if len(found) == len(wanted):
        return [(one, other) for one, other in zip(found, wanted, strict=True) if one]
    by_name = {row[0]: row for row in wanted}
    return [(one, by_name[one[0]]) for one in found if one and one[0] in by_name]


def _plain(cell: str) -> str:
    """Take off what differs between formats and is no figure: commas, the sign of per cent, spaces."""
    plain = "".join(cell.split()).replace(",", "").removesuffix("%").replace("\N{MINUS SIGN}", "-")
    return plain.removesuffix(".0").removeprefix("+")
