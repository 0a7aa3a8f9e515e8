"""Rows to be counted, as SQL: which they are, and what is known of each. Nothing is joined in vain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import CTE, ColumnElement, FromClause, label, select
from sqlalchemy.sql.elements import SQLCoreOperations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

Column: TypeAlias = SQLCoreOperations[Any]
"""Whatever SQL may stand for a value: a column, or what is made of some."""
Columns: TypeAlias = Mapping[str, Column]
REF = "ref"
"""What the column is called that names a row."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is known beside some of the rows: `on` finds at most one for each."""

    found: FromClause
    on: ColumnElement[bool]
    columns: Columns


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of a table, and parts beside them. `ref` names a row."""

    table: FromClause
    where: ColumnElement[bool]
    ref: Column
    columns: Columns
    parts: tuple[Part, ...] = ()
    own: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = set(self.columns).union(*(part.columns for part in self.parts))
        object.__setattr__(self, "own", frozenset(names))

    def select(self, names: Iterable[str]) -> Select[Any]:
        """Select the rows with these columns."""
        wanted = sorted(set(names))
        every = dict(self.columns)
        joined: FromClause = self.table
        for part in self.parts:
            every |= part.columns
            if set(wanted) & set(part.columns):
                joined = joined.outerjoin(part.found, part.on)
        columns = (label(name, every[name]) for name in wanted)
        return select(label(REF, self.ref), *columns).select_from(joined).where(self.where)

    def select_once(self, names: Iterable[str]) -> tuple[CTE, Mapping[str, ColumnElement[Any]]]:
        """Select them into a table that is worked out once, however often it is asked; and its columns."""
        found = self.select(names).cte("rows").prefix_with("MATERIALIZED")
        return found, dict(found.columns)
