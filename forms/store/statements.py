"""The statements of the writing path, each built once: SQLAlchemy then compiles each once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Delete, Insert, Select, Update
    from sqlmodel import SQLModel

KEY_PREFIX = "key_"
"""Parts the columns that find a row from those that are set on it: a column may be both."""

AMOUNT_PREFIX = "amount_"
"""Parts what is added to a column from the column itself."""


def table_of(record: type[SQLModel]) -> Table:
    """Return the table behind a record."""
    table: Table = record.__table__  # type: ignore[attr-defined]  # SQLModel declares it only at run time
    return table


@cache
def select_by(table: Table, column: str) -> Select[Any]:
    """Read the rows whose column is one of `values`. PostgreSQL holds them until the commit.

    In the order of the column, so that two processes never wait for each other crosswise.
    """
    found = table.c[column]
    wanted = found.in_(bindparam("values", expanding=True))
    return select(table).where(wanted).order_by(found).with_for_update()


@cache
def insert_into(table: Table, dialect: str, *, unless_there: bool) -> Insert:
    """Add rows; the columns follow from the parameters."""
    if dialect == "postgresql":
        on_postgresql = postgresql.insert(table)
        return on_postgresql.on_conflict_do_nothing() if unless_there else on_postgresql
    on_sqlite = sqlite.insert(table)
    return on_sqlite.on_conflict_do_nothing() if unless_there else on_sqlite


@cache
def update_by(table: Table, key: tuple[str, ...], columns: tuple[str, ...]) -> Update:
    """Set columns on the rows that `key` names."""
    return update(table).where(_match(table, key)).values({name: bindparam(name) for name in columns})


@cache
def add_to(table: Table, key: tuple[str, ...], columns: tuple[str, ...]) -> Update:
    """Raise columns of the rows that `key` names."""
    raised = {name: table.c[name] + bindparam(AMOUNT_PREFIX + name) for name in columns}
    return update(table).where(_match(table, key)).values(raised)


@cache
def delete_by(table: Table, key: tuple[str, ...]) -> Delete:
    """Remove the rows that `key` names."""
    return delete(table).where(_match(table, key))


def _match(table: Table, key: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(KEY_PREFIX + name) for name in key))
