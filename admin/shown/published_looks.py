"""How the sum of a question over several forms may be parted by form, beside the sum. Pure.

What was answered stands in rows, a form a row, and in columns, an answer a column; how many filled in each
form is known, and so is the sum of each column that is shown. Some forms are told by themselves, the smallest
of them together or not at all; of those that are told the same columns are hidden, and never one that only
some of them hide. So a reader who takes everything away is left with a table of which every row and every
column adds up to nobody or to enough, and nothing else is known of it: in such a table each cell could be
nobody or enough. docs/decisions/2026-11-30-collated.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from admin.disclosure import Block, Guard, Partition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One form, or several that are told together: how many gave which answer."""

    forms: tuple[str, ...]
    cells: Mapping[str, int]

    def lift(self, columns: Iterable[str]) -> Block:
        """Name the cells of some columns."""
        return lift(columns, self.forms)


@dataclass(frozen=True, slots=True)
class Parted:
    """A table that may be told by form: which columns are shown, which not, and what is known of it then."""

    shown: frozenset[str]
    hidden: frozenset[str]
    known: Partition


def lift(columns: Iterable[str], forms: Sequence[str]) -> Block:
    """Name the cells of some columns in some forms, as the ledger knows them."""
    return frozenset(f"{form} {column}" for form in forms for column in columns)


@dataclass(frozen=True, slots=True)
class Lifted:
    """Guards the sum of several forms: each of its cells is a cell in each of them."""

    guard: Guard
    forms: tuple[str, ...]

    @property
    def below(self) -> int:
        """The threshold."""
        return self.guard.below

    def allows(self, table: str, block: Block, count: int) -> bool:
        """Tell whether this may be known."""
        return self.guard.allows(table, lift(block, self.forms), count)

    def told_so(self, table: str, blocks: Iterable[Block]) -> bool:
        """Tell whether it was told so before."""
        return self.guard.told_so(table, [lift(block, self.forms) for block in blocks])


def list_ways(forms: Sequence[T]) -> Iterator[tuple[Sequence[T], ...]]:
    """Yield the ways to tell forms each by itself, and the last of them together; the largest come first.

    A single form that is left would follow from the others, so one is never left.
    """
    for alone in range(len(forms), 0, -1):
        rest = forms[alone:]
        if len(rest) != 1:
            yield (*((one,) for one in forms[:alone]), *((rest,) if rest else ()))


def hide_columns(rows: Sequence[Row], hidden: frozenset[str], table: str, guard: Guard) -> Parted | None:
    """Hide columns until a table may be told so; None where nothing would be left of it, or it may not.

    `hidden` are those of which not even the sum is shown.
    """
    found = _find_hidden(rows, hidden, table, guard)
    if found is None:
        return None
    known = dict(_list_known(rows, found))
    shown = frozenset(rows[0].cells) - found
    return Parted(shown, found, known) if guard.told_so(table, known) else None


def _find_hidden(
    rows: Sequence[Row], hidden: frozenset[str], table: str, guard: Guard
) -> frozenset[str] | None:
    """Find which columns to hide in every row; None where that is more than there is."""

    def may_know(row: Row, columns: Iterable[str]) -> bool:
        names = frozenset(columns)
        return guard.allows(table, row.lift(names), sum(row.cells[name] for name in names))

    whole = {column: sum(row.cells[column] for row in rows) for column in rows[0].cells}
    found = set(hidden) | {column for row in rows for column in row.cells if not may_know(row, {column})}
    others = sorted((count, column) for column, count in whole.items() if count and column not in found)
    while found and not all(may_know(row, found) for row in rows):
        if not others:
            return None
        found.add(others.pop(0)[1])
    return frozenset(found) if others else None


def _list_known(rows: Iterable[Row], hidden: frozenset[str]) -> Iterator[tuple[Block, int]]:
    """Yield what is known of each row: every column that is shown, and what the others add up to."""
    for row in rows:
        for column, count in row.cells.items():
            if column not in hidden:
                yield row.lift((column,)), count
        if hidden:
            yield row.lift(hidden), sum(row.cells[column] for column in hidden)
