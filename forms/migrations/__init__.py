"""Bring a database's schema up to date: all of it, or nothing.

Alembic does it, and only where there is something to do: importing it and reading every migration takes
longer than all else that a start does with a database that is up to date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from forms.store.engines import is_sqlite, make_migrating_engine
from forms.store.turn import take_turn

if TYPE_CHECKING:
    from sqlalchemy import Connection

ADVISORY_LOCK = 0x5A7_0001
"""PostgreSQL: one process migrates, others wait for it. Any number that no other service uses."""


class NewerSchemaError(Exception):
    """The database was made by a newer version of this program."""


async def migrate(database_url: str, instance: str | None = None) -> None:
    """Bring the schema up to date in one transaction; a kill leaves the old schema or the new one.

    With `instance`, a database without an owner is marked with it in the same transaction.
    Raises NewerSchemaError, or SQLAlchemy's errors.
    """
    engine = make_migrating_engine(database_url)
    try:
        async with take_turn(database_url), engine.begin() as connection:
            if not is_sqlite(database_url):
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
            await connection.run_sync(_upgrade)
            if instance is not None:
                await connection.execute(
                    text("INSERT INTO mark VALUES ('instance', :instance) ON CONFLICT DO NOTHING"),
                    {"instance": instance},
                )
    finally:
        await engine.dispose()


def find_newest_revision() -> str:
    """Return the revision that this program's schema has: the number of the last migration's file."""
    return max(file.name[1:5] for file in (Path(__file__).parent / "versions").glob("r[0-9]*.py"))


def _upgrade(connection: Connection) -> None:
    if _read_revision(connection) == find_newest_revision():
        return
    from forms.migrations.upgrading import upgrade  # noqa: PLC0415 - heavy, and seldom needed

    upgrade(connection)


def _read_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
