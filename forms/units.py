"""A unit of work, as data: the rows it reads by key, and a pure decision on what to write.

`forms.store` carries units out, many in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from sqlmodel import SQLModel

Row = Mapping[Any, Any]
"""Column names to values; keys are not `str` alone, since a row read by SQLAlchemy answers to columns too."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Key:
    """A row to read: the one of `table` whose unique `column` is `value`."""

    table: type[SQLModel]
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A row to add. With `unless_there`, a row that has its primary key, or another unique value, stays."""

    table: type[SQLModel]
    values: Row
    unless_there: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """Columns to set on the row with this primary key (all its columns, by name)."""

    table: type[SQLModel]
    key: Row
    values: Row


@dataclass(frozen=True, slots=True)
class Add:
    """Whole numbers to add to columns of the row with this primary key, whatever stands there by then."""

    table: type[SQLModel]
    key: Row
    amounts: Row


@dataclass(frozen=True, slots=True)
class Delete:
    """A row to remove, by its primary key (or by any columns that name the rows)."""

    table: type[SQLModel]
    key: Row


Write = Insert | Update | Add | Delete


@dataclass(frozen=True, slots=True)
class Writes(Generic[Result]):
    """What a unit decided: what the caller is told, and the rows to write.

    All insertions come first, then the updates and additions, then the deletions, whatever their order here;
    parents are added before children and removed after them. So no unit removes a row and adds it again.
    """

    result: Result
    writes: Sequence[Write] = field(default=())


class Rows(Protocol):
    """What a unit asked to read."""

    def get(self, key: Key) -> Row | None:
        """Return the row, or None. A key that the unit did not name is a KeyError."""
        ...


class Unit(Protocol[Result]):
    """A unit of work. Must be safe to decide again: the batch may be replayed."""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows it reads; two units that share one never stand in the same batch."""
        ...

    def decide(self, rows: Rows) -> Writes[Result]:
        """Decide, purely, what to write. An exception fails this unit alone."""
        ...


@dataclass(frozen=True, slots=True)
class PutUnit:
    """Rows to write as they are, whatever else is there."""

    writes: tuple[Write, ...]
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        """Write them."""
        del rows
        return Writes(None, self.writes)
