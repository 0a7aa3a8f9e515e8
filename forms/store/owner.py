"""Looking at a database before it is opened, without making anything."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DatabaseError

from forms.records import Mark
from forms.store.engines import file_of, is_sqlite, make_reading_engine
from forms.store.statements import table_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


async def find_owner(database_url: str) -> str | None:
    """Return which keys a database belongs to; None if it is missing or empty.

    Raises SQLAlchemy's errors or OSError if it is damaged or cannot be reached.
    """
    if is_sqlite(database_url) and _is_absent(database_url):
        return None
    engine = make_reading_engine(database_url)
    try:
        async with engine.connect() as connection:
            if is_sqlite(database_url):
                await connection.run_sync(_check_whole, file_of(database_url))
            return await connection.run_sync(_read_owner)
    finally:
        await engine.dispose()


def _is_absent(database_url: str) -> bool:
    file = file_of(database_url)
    return not file.exists() or file.stat().st_size == 0


def _read_owner(connection: Connection) -> str | None:
    marks = table_of(Mark)
    if not inspect(connection).has_table(marks.name):
        return None
    owner: str | None = connection.scalar(select(marks.c.value).where(marks.c.name == "instance"))
    return owner


def _check_whole(connection: Connection, file: Path) -> None:
    """Look for damage. Raises DatabaseError. That whole pages are missing, SQLite finds by itself."""
    found = connection.scalar(text("PRAGMA quick_check(1)"))
    odd = file.stat().st_size % connection.scalar(text("PRAGMA page_size"))
    if found != "ok" or odd:
        raise DatabaseError("PRAGMA quick_check", None, sqlite3.DatabaseError("damaged"))
