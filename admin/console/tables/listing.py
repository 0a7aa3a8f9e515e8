"""A table as its page shows it: headings that lead to another order, filters, lines, how many. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.console.tables.asked import read_asked, write_query
from admin.console.tables.declared import Choice, Day
from admin.console.tables.written import find_cell, say_value
from admin.written_days import write_short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.console.paging import Paging
    from admin.console.tables.asked import Asked
    from admin.console.tables.declared import Cell, Column, Filter, Options, Table
    from admin.console.tables.lines import Found

MOST = 50_000
"""Lines of one CSV: more than a council has of anything but years of its record."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; `href` leads to the same lines in its order."""

    text: str
    href: str
    sorted: str
    """As `aria-sort` says it: ascending, descending or none; empty: it cannot be put in order."""
    is_number: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One filter as it stands in the form. `options` is None where something is typed."""

    key: str
    label: str
    value: str
    options: Options | None
    hint: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something that was chosen, in words, and the address without it."""

    label: str
    said: str
    undo: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell in words."""

    text: str
    cell: Cell
    column: Column


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a table."""

    table: Table
    asked: Asked
    found: Found
    paging: Paging
    lines: Sequence[Any]

    @property
    def address(self) -> str:
        """Where it stands."""
        return self.found.address or self.table.address

    @property
    def usual(self) -> str:
        """Where it stands with nothing chosen."""
        query = write_query(self.table, read_asked(self.table, {}), self.found.kept)
        return f"{self.address}?{query}" if query else self.address

    @property
    def csv_address(self) -> str:
        """Where these lines are taken out; empty: they are not, or are too many for a file."""
        if not self.table.audit or self.paging.rows > MOST:
            return ""
        query = self._write()
        address = self.found.csv or self.table.csv_address
        return f"{address}?{query}" if query else address

    @property
    def columns(self) -> list[Column]:
        """The columns of the page, for whoever looks."""
        return [one for one in self.table.columns if one.is_shown and one.key not in self.found.without]

    @property
    def headings(self) -> list[Heading]:
        """The heads of the columns."""
        return [self._make_heading(column) for column in self.columns]

    @property
    def rows(self) -> list[list[Shown]]:
        """The lines, cell by cell."""
        return [[_show(column, line) for column in self.columns] for line in self.lines]

    @property
    def fields(self) -> list[Field]:
        """The filters, for whoever looks."""
        return [self._make_field(one) for one in self.table.filters if one.key not in self.found.without]

    @property
    def chosen(self) -> list[Chosen]:
        """What was chosen, each with the way to undo it."""
        usual = read_asked(self.table, {})
        return [
            self._make_chosen(one)
            for one in self.table.filters
            if self.asked.said(one.key) != usual.said(one.key)
        ]

    def turn(self, page: int) -> str:
        """Return the address of another page of it."""
        return f"{self.address}?{self._write(page=page)}"

    def _write(self, **changed: str | int) -> str:
        return write_query(self.table, self.asked, self.found.kept, **changed)

    def _make_heading(self, column: Column) -> Heading:
        if column.by is None:
            return Heading(column.heading, "", "", column.is_number)
        is_it, is_down = self.asked.order.removeprefix("-") == column.key, self.asked.order.startswith("-")
        order = f"-{column.key}" if is_it and not is_down else column.key
        query = self._write(order=order)
        sorted_as = ("descending" if is_down else "ascending") if is_it else "none"
        href = f"{self.address}?{query}" if query else self.address
        return Heading(column.heading, href, sorted_as, column.is_number)

    def _make_field(self, one: Filter) -> Field:
        said = self.asked.said(one.key)
        if isinstance(one, Choice):
            blank = [("", one.blank)] if one.blank else []
            return Field(one.key, one.label, said, [*blank, *self._list_options(one)], "")
        if isinstance(one, Day):
            day = self.asked.day(one.key)
            said = write_short_day(day) if day else self.asked.typed.get(one.key, "")
        return Field(one.key, one.label, said, None, one.hint)

    def _list_options(self, one: Choice) -> Options:
        return list((one.options or {}).items()) or self.found.options.get(one.key, ())

    def _make_chosen(self, one: Filter) -> Chosen:
        said = self.asked.said(one.key)
        if isinstance(one, Choice):
            words = dict(self._list_options(one)).get(said, said)
        else:
            words = self._make_field(one).value
        query = self._write(**{one.key: one.usual if isinstance(one, Choice) else ""})
        return Chosen(one.label, words, f"{self.address}?{query}" if query else self.address)


def _show(column: Column, line: Any) -> Shown:  # noqa: ANN401 - a line is what its table makes of it
    cell = find_cell(column, line)
    return Shown(say_value(cell.value), cell, column)
