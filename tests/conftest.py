"""Parts that many tests need: keys, a folder, a store on either database."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import hypothesis
import pytest

from forms.keys import Keys
from forms.migrations import migrate
from forms.store import Store
from forms.store.engines import file_of, is_sqlite
from tests.examples import examples
from tests.postgresql import PostgresServer, running_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


hypothesis.settings.register_profile("unhurried", deadline=None, max_examples=examples(25))
hypothesis.settings.load_profile("unhurried")
"""How long an example takes depends on what else the machine does."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts the service: all of `tests/service`, and whatever talks to a bot that runs."""
    for item in items:
        if item.path.parent.name == "service" or "bot" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.service)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder as `serve` makes it."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    return data


@pytest.fixture
def keys(folder: Path) -> Keys:
    """Fresh keys of their own in the folder."""
    return Keys.load_or_make(folder / "keys" / "service.key")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A real PostgreSQL server, one for each pytest process, gone when the tests end."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, folder: Path) -> str:
    """An empty database of each kind; for the `store`, one that has its tables already."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"
    server: PostgresServer = request.getfixturevalue("postgresql")
    if "store" not in request.fixturenames:
        return server.create_database()
    migrated: str = request.getfixturevalue("migrated_postgresql")
    server.empty(migrated)
    return migrated


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them: migrated once, and copied for each test.

    That the migrations make the tables is proved in `tests/forms/test_migrations.py`.
    """
    file = tmp_path_factory.mktemp("migrated") / "haveyoursay.db"
    migrate_now(f"sqlite+aiosqlite:///{file}")
    assert [path.name for path in file.parent.iterdir()] == [file.name], "all of it is in the one file"
    return file


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: PostgresServer) -> str:
    """Likewise one on PostgreSQL, emptied for each test: to make one takes longer than most tests do."""
    url = postgresql.create_database()
    migrate_now(url)
    return url


def migrate_now(database_url: str) -> None:
    """Migrate, whether or not a loop runs in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, migrate(database_url)).result()


@pytest.fixture
async def store(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """A store on a fresh database of each kind, which has its tables already or gets them now."""
    if is_sqlite(database_url):
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), file_of(database_url))
    await migrate(database_url)
    opened = await Store.open(database_url)
    yield opened
    await opened.close()
