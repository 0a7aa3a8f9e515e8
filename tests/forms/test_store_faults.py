"""The store while its database is locked, full, restarted, killed: nothing acknowledged is lost, it heals."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from forms.migrations import migrate
from forms.problems import StoreUnavailableError
from forms.store import Store, engines, writer
from forms.store.batch import carry_out
from forms.store.faults import RefusedError
from tests.forms.store_units import ALL_MARKS, AddMark, Count
from tests.postgresql import running_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from sqlalchemy import Connection

KILL_ROUNDS = 3
ACKNOWLEDGED_BEFORE_KILL = 300
"""More than the 200 callers: each waits with a write when the kill falls."""


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / "haveyoursay.db"


@pytest.fixture
async def embedded(file: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """A store on SQLite that does not wait long for a lock."""
    monkeypatch.setattr(engines, "LOCK_WAIT_SECONDS", 0.2)
    await migrate(f"sqlite+aiosqlite:///{file}")
    opened = await Store.open(f"sqlite+aiosqlite:///{file}")
    yield opened
    await opened.close()


@pytest.fixture
def lock(file: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection, to hold the database with."""
    connection = sqlite3.connect(file, isolation_level=None)
    yield connection
    connection.close()


async def read_names(store: Store) -> list[str]:
    return [row["name"] for row in await store.read(ALL_MARKS)]


async def test_write_while_locked_is_unavailable_then_heals(
    embedded: Store, lock: sqlite3.Connection
) -> None:
    lock.execute("BEGIN EXCLUSIVE")
    told = await asyncio.gather(*(embedded.write(AddMark(str(n))) for n in range(5)), return_exceptions=True)
    assert [type(each) for each in told] == [StoreUnavailableError] * 5
    with pytest.raises(StoreUnavailableError):
        await embedded.ping()
    lock.execute("ROLLBACK")
    await embedded.write(AddMark("healed"))
    assert await read_names(embedded) == ["healed"]


async def test_write_waits_for_a_short_lock(embedded: Store, lock: sqlite3.Connection) -> None:
    lock.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(embedded.write(AddMark("patient")))
    await asyncio.sleep(0.02)
    lock.execute("COMMIT")
    assert await writing == "patient"


async def test_read_never_waits_for_a_writer(embedded: Store, lock: sqlite3.Connection) -> None:
    await embedded.write(AddMark("there"))
    lock.execute("BEGIN IMMEDIATE")
    lock.execute("UPDATE mark SET value = 'not yet'")
    assert [dict(row) for row in await embedded.read(ALL_MARKS)] == [{"name": "there", "value": ""}]
    lock.execute("ROLLBACK")


async def test_write_to_a_full_disk_is_unavailable_then_heals(embedded: Store) -> None:
    async def limit(pages: int) -> None:
        async with embedded._writer._engine.connect() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    await limit(1)  # SQLite takes it as "no more than there are"
    with pytest.raises(StoreUnavailableError):
        await embedded.write(AddMark("too much", "x" * 100_000))
    await limit(100_000)
    await embedded.write(AddMark("healed"))
    assert await read_names(embedded) == ["healed"]


async def test_write_without_memory_is_unavailable_then_heals(
    embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(_connection: Connection, _tasks: Sequence[Any]) -> list[Any]:
        raise MemoryError

    with monkeypatch.context() as while_it_is_short:
        while_it_is_short.setattr(writer, "carry_out", run_out)
        with pytest.raises(StoreUnavailableError):
            await embedded.write(AddMark("too much"))
    await embedded.write(AddMark("healed"))
    assert await read_names(embedded) == ["healed"]


async def test_connections_are_durable_and_private(embedded: Store) -> None:
    found = {}
    async with embedded._writer._engine.connect() as connection:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"):
            found[pragma] = (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar()
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 200,
    }


async def test_read_connections_cannot_write(embedded: Store) -> None:
    with pytest.raises(StoreUnavailableError):
        await embedded.read(text("DELETE FROM mark RETURNING name"))


async def test_read_in_postgresql_starts_no_workers_whatever_was_rolled_back(postgresql: Any) -> None:
    url = postgresql.create_database()
    await migrate(url)
    store = await Store.open(url)
    with pytest.raises(RefusedError):
        await store.read(text("SELECT 1 / 0"))
    rows = await store.read(text("SHOW max_parallel_workers_per_gather"))
    assert [dict(row) for row in rows] == [{"max_parallel_workers_per_gather": "0"}]
    await store.close()


async def test_write_begins_again_after_a_serialisation_failure(
    postgresql: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.create_database()
    await migrate(url)
    store = await Store.open(url)
    failures = iter(range(2))

    def fail_twice(connection: Connection, tasks: Sequence[Any]) -> list[Any]:
        decisions = carry_out(connection, tasks)
        if next(failures, None) is not None:
            raise_it = "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"
            connection.exec_driver_sql(raise_it)
        return decisions

    monkeypatch.setattr(writer, "carry_out", fail_twice)
    told = await asyncio.gather(*(store.write(Count(str(number))) for number in range(5)))
    assert told == [1] * 5
    await store.close()


async def test_write_after_postgresql_restarts_heals() -> None:
    with running_server() as server:
        url = server.create_database()
        await migrate(url)
        store = await Store.open(url)
        await store.write(AddMark("before"))
        server.stop()
        with pytest.raises(StoreUnavailableError):
            await store.write(AddMark("while down"))
        with pytest.raises(StoreUnavailableError):
            await store.read(ALL_MARKS)
        server.start()
        await store.write(AddMark("after"))
        assert await read_names(store) == ["after", "before"]
        await store.close()


@pytest.mark.parametrize("_round", range(KILL_ROUNDS))
async def test_what_was_acknowledged_survives_kill(database_url: str, _round: int) -> None:
    await migrate(database_url)
    acknowledged = await asyncio.to_thread(_write_until_killed, database_url)
    store = await Store.open(database_url)
    stored = await read_names(store)
    await store.ping()
    await store.close()
    assert len(acknowledged) >= ACKNOWLEDGED_BEFORE_KILL
    assert set(acknowledged) <= set(stored)


def _write_until_killed(database_url: str) -> list[str]:
    """Kill a process in the middle of 200 concurrent writes; return what it was told is stored."""
    command = [sys.executable, str(Path(__file__).with_name("write_until_killed.py")), database_url]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert child.stdout is not None
    acknowledged = []
    watch = threading.Timer(30, child.kill)
    watch.start()
    for line in child.stdout:
        acknowledged.append(line.strip())
        if len(acknowledged) == ACKNOWLEDGED_BEFORE_KILL:
            child.kill()
    child.wait()
    watch.cancel()
    child.stdout.close()
    return acknowledged
