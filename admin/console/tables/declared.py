"""What a table is: its columns, its filters, its order, who may see it. Each list declares one.

Pure. A declaration is read from top to bottom: what stands in a column, by what it is put in order, what one
may choose. Filters carry codes, days and references, and never anybody's words: they stand in addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from admin.console.access import Rule

EXPORT = "/console/export"
Value: TypeAlias = str | int | date | None
"""What stands in a cell: a text, a number, a yes or no, a day or a moment; None is an empty cell."""
Options: TypeAlias = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with more to it than its value: only `value` goes into a CSV."""

    value: Value
    href: str = ""
    unseen: str = ""
    """Said after a link's words to somebody who does not see which line it is in."""
    below: str = ""
    """Said smaller, under it."""
    looks: str = ""
    """Classes of the stylesheet, for what stands below, or for the value where nothing does."""


Say: TypeAlias = Callable[[Any], Value | Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `by`: a SQL expression, or for lines in memory what makes a key of one; None: no order."""

    key: str
    heading: str
    say: Say
    by: Any = None
    is_head: bool = False
    """Whether it names the line: the header of its row."""
    is_number: bool = False
    is_shown: bool = True
    """Whether it stands on the page, and not in the CSV alone."""
    is_taken_out: bool = True
    """Whether it stands in the CSV, and not on the page alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter that offers some codes. `usual`: what holds where nothing is said; `blank`: asks for nothing.

    Where `options` depend on what is on record, the list gives them with its lines.
    """

    key: str
    label: str
    options: Mapping[str, str] | None = None
    blank: str = ""
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A filter that is a day, written as people write one."""

    key: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A filter that is a reference, as the council's files have it."""

    key: str
    label: str
    hint: str = ""


Filter: TypeAlias = Choice | Day | Ref
DAYS = (Day("from", "From", "such as 3/12/2026"), Day("to", "To"))


@dataclass(frozen=True, slots=True)
class Table:
    """One list. `one` and `many` are what its lines are called, `empty` is said where there never was any."""

    name: str
    address: str
    one: str
    many: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    order: str
    may: Rule
    audit: str = ""
    """What is written down when it is taken out; empty: it is not taken out as CSV by itself."""
    csv: str = ""
    """Where it is taken out, if elsewhere than usual."""
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Know the columns that it can be put in order by."""
        object.__setattr__(self, "keys", frozenset(one.key for one in self.columns if one.by is not None))

    @property
    def csv_address(self) -> str:
        """Where it is taken out."""
        return self.csv or f"{EXPORT}/{self.name}"

    def find_column(self, key: str) -> Column:
        """Return the column of that key."""
        return next(column for column in self.columns if column.key == key)
