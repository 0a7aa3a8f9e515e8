"""Parts that many tests need: keys, a folder, a store on either database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis
import pytest

from forms.keys import Keys
from forms.migrations import migrate
from forms.store import Store
from tests.postgresql import PostgresServer, running_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")
"""How long an example takes depends on what else the machine does."""


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
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.create_database()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A store on a fresh database of each kind."""
    await migrate(database_url)
    opened = await Store.open(database_url)
    yield opened
    await opened.close()
