"""Connections to SQLite and PostgreSQL, set so that what is committed is safe and private."""

from __future__ import annotations

import logging
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOCK_WAIT_SECONDS = 5
"""How long a writer waits for another process (a command) before people are told "not saved"."""
MAX_READERS = 8
"""Reads at once; more wait their turn. Each is a thread on SQLite, a server process on PostgreSQL."""
READER_WAIT_SECONDS = 10
LOG_WAIT_SECONDS = 0.2
"""How long the log may wait for readers to be emptied: writers wait as well meanwhile."""
COMMAND_SECONDS = 30
"""A PostgreSQL that takes longer over one command counts as gone."""

SWITCH_SECONDS = 0.0002
"""How soon a thread that waits for Python gets its turn. SQLite runs in a thread of its own and gives Python
up at every row; with Python's own 5 ms a busy event loop let it wait that long each time, and a commit of 64
submissions took twice as long (docs/decisions/2026-11-20-writing-path.md)."""

SQLITE_PRAGMAS = (
    "journal_mode=WAL",  # readers never wait for the writer
    "synchronous=FULL",  # NORMAL acknowledges before the data is safe
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten
)

MEASURE = (
    "PRAGMA secure_delete=ON",
    "PRAGMA analysis_limit=1000",
    *("BEGIN IMMEDIATE", "ANALYZE", "DROP TABLE IF EXISTS sqlite_stat4", "COMMIT"),
)

logging.getLogger("aiosqlite").setLevel(logging.INFO)
"""At DEBUG it writes down every value that goes into the database, with the moment."""


def is_sqlite(database_url: str) -> bool:
    """Tell which of the two databases a URL names."""
    return make_url(database_url).get_backend_name() == "sqlite"


def file_of(database_url: str) -> Path:
    """Return the file of a SQLite database."""
    return Path(make_url(database_url).database or "").absolute()


def make_writing_engine(database_url: str) -> AsyncEngine:
    """Make the engine of the one writer."""
    if not is_sqlite(database_url):
        return _make_postgresql(database_url, connections=1, command_seconds=COMMAND_SECONDS)
    engine = _make_sqlite(database_url, connections=1, begin="BEGIN IMMEDIATE")
    _on_connect(engine, SQLITE_PRAGMAS)
    return engine


def make_migrating_engine(database_url: str) -> AsyncEngine:
    """Make the engine of a migration, which takes as long as it takes."""
    if not is_sqlite(database_url):
        return _make_postgresql(database_url, connections=1, command_seconds=None)
    return make_writing_engine(database_url)


def make_reading_engine(database_url: str) -> AsyncEngine:
    """Make the engine of the readers."""
    if not is_sqlite(database_url):
        engine = _make_postgresql(database_url, connections=MAX_READERS, command_seconds=COMMAND_SECONDS)
        _read_without_workers(engine)
        return engine
    engine = _make_sqlite(database_url, connections=MAX_READERS, begin="BEGIN")
    _on_connect(engine, ("query_only=ON",))
    return engine


def empty_log(database_url: str) -> bool:
    """Carry SQLite's write-ahead log over into the database and empty it; False if somebody was in the way.

    The log holds pages as they were: what has been deleted from the database since, and what came in the same
    moment as what. PostgreSQL keeps a log of its own, for recovery, which nobody but its operator can empty.
    Blocks: call it in a thread.
    """
    if not is_sqlite(database_url):
        return True
    address = f"{file_of(database_url).as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=LOG_WAIT_SECONDS)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def measure_tables(database_url: str) -> None:
    """Let SQLite know how large its tables are, by a look at some rows: it chooses better ways through them.

    PostgreSQL does so by itself. What it notes are names of indexes and numbers; of the values that some
    builds note as well (sqlite_stat4) nothing is left, for they would outlive whose they are. Blocks: call it
    in a thread. Raises sqlite3.Error.
    """
    if not is_sqlite(database_url):
        return
    address = f"{file_of(database_url).as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=LOCK_WAIT_SECONDS)) as connection:
        connection.isolation_level = None
        for statement in MEASURE:
            connection.execute(statement)


def _make_postgresql(database_url: str, connections: int, command_seconds: int | None) -> AsyncEngine:
    # The ping finds a connection that died while idle; one that dies in use is a fault of that batch alone.
    return create_async_engine(
        database_url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=READER_WAIT_SECONDS,
        connect_args={"timeout": LOCK_WAIT_SECONDS, "command_timeout": command_seconds},
    )


def _read_without_workers(engine: AsyncEngine) -> None:
    """Let each reader be one process of the server.

    A summary asks several things at once already: workers beside each cost more, and take others' cores.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
        cursor = connection.cursor()
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.close()
        connection.commit()


def _make_sqlite(database_url: str, connections: int, begin: str) -> AsyncEngine:
    sys.setswitchinterval(SWITCH_SECONDS)
    engine = create_async_engine(
        database_url,
        hide_parameters=True,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=READER_WAIT_SECONDS,
        connect_args={"timeout": LOCK_WAIT_SECONDS},
    )

    # A transaction that first reads and then writes gets SQLITE_BUSY at once, whatever the time-out.
    @event.listens_for(engine.sync_engine, "begin")
    def begin_explicitly(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _on_connect(engine: AsyncEngine, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
        connection.isolation_level = None  # or Python's sqlite3 begins transactions of its own
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
