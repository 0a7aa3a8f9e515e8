"""Migrations: the same schema as the records, all of it or nothing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from forms.migrations import NewerSchemaError, find_newest_revision, migrate
from forms.records import METADATA
from forms.store.engines import make_migrating_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

MIGRATE_AND_HALT = """
import asyncio, sys, time
from alembic import op
from forms.migrations import migrate

made = []
create_table = op.create_table

def create_and_halt(*arguments, **options):
    create_table(*arguments, **options)
    made.append(arguments[0])
    if len(made) == int(sys.argv[2]):
        print("half-way", flush=True)
        time.sleep(60)

op.create_table = create_and_halt
asyncio.run(migrate(sys.argv[1]))
"""


async def ask(database_url: str, question: Callable[[Connection], Any]) -> Any:
    engine = make_migrating_engine(database_url)
    async with engine.begin() as connection:
        answer = await connection.run_sync(question)
    await engine.dispose()
    return answer


def find_differences(connection: Connection) -> Any:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return compare_metadata(context, METADATA)


def find_tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def find_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def test_migrate_gives_the_schema_of_the_records(database_url: str) -> None:
    await migrate(database_url)
    assert await ask(database_url, find_differences) == []
    assert await ask(database_url, find_revision) == find_newest_revision()


async def test_migrate_again_changes_nothing(database_url: str) -> None:
    await migrate(database_url, "first")
    await migrate(database_url, "second")
    mark = await ask(database_url, lambda connection: connection.scalar(text("SELECT value FROM mark")))
    assert mark == "first"


async def test_migrate_that_has_nothing_to_do_needs_no_alembic(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(database_url)
    monkeypatch.setitem(sys.modules, "forms.migrations.upgrading", None)  # whoever imports it now fails
    await migrate(database_url)
    await ask(
        database_url,
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0001'")),
    )
    with pytest.raises(ImportError):
        await migrate(database_url)


async def test_migrate_by_several_at_once_happens_once(database_url: str) -> None:
    await asyncio.gather(*(migrate(database_url) for _ in range(4)))
    assert await ask(database_url, find_differences) == []


async def test_migrate_newer_schema_is_refused(database_url: str) -> None:
    await migrate(database_url)
    await ask(
        database_url,
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = 'x'")),
    )
    with pytest.raises(NewerSchemaError):
        await migrate(database_url)


async def test_migrate_that_fails_half_way_leaves_nothing(database_url: str) -> None:
    last = METADATA.sorted_tables[-1].name
    await ask(database_url, lambda connection: connection.execute(text(f"CREATE TABLE {last} (x int)")))
    with pytest.raises(Exception, match=last):
        await migrate(database_url)
    assert await ask(database_url, find_tables) == {last}


@pytest.mark.parametrize("tables", [1, 7, 13])
async def test_migrate_killed_half_way_leaves_nothing(database_url: str, tables: int) -> None:
    await asyncio.to_thread(kill_migration, database_url, tables)
    assert await ask(database_url, find_tables) == set()
    await migrate(database_url)
    assert await ask(database_url, find_differences) == []


def kill_migration(database_url: str, tables: int) -> None:
    """Start a migration in a process of its own and kill it when it has made so many tables."""
    command = [sys.executable, "-c", MIGRATE_AND_HALT, database_url, str(tables)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert child.stdout is not None
    assert child.stdout.readline() == b"half-way\n"
    child.kill()
    child.wait()
    child.stdout.close()
