"""A desk in an office: a folder of its own, and the command line run in it."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from admin.__main__ import haveyoursay
from forms.folder import open_folder
from forms.settings import Settings, load_settings
from forms.store import Store
from forms.store.engines import make_writing_engine

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Executable


@dataclass(frozen=True)
class Desk:
    """Files and commands."""

    folder: Path

    def run(self, *words: str) -> Result:
        result = CliRunner().invoke(haveyoursay, words)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_bytes(text.encode())
        return str(path)

    def change(self, statement: Executable, **values: Any) -> None:
        """Change rows behind the commands' back."""

        async def change() -> None:
            engine = make_writing_engine(load_settings().database_url)
            async with engine.begin() as connection:
                await connection.execute(statement, values)
            await engine.dispose()

        asyncio.run(change())

    def read(self, statement: Executable) -> list[dict[str, Any]]:
        """Read rows as the commands left them."""

        async def read() -> list[dict[str, Any]]:
            store = await Store.open(load_settings().database_url)
            try:
                return [dict(row) for row in await store.read(statement)]
            finally:
                await store.close()

        return asyncio.run(read())


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the first command leaves it: made once, and copied for each test.

    That the first command makes it is proved in `tests/forms/test_folder.py`, and by `bare_desk`.
    """
    folder = tmp_path_factory.mktemp("started") / "data"

    async def start() -> None:
        _, store = await open_folder(Settings.from_env({"SAY_DATA_DIR": str(folder)}))
        await store.close()

    asyncio.run(start())
    return folder


@pytest.fixture
def desk(bare_desk: Desk, started: Path) -> Desk:
    """A data folder in which nothing has happened yet."""
    shutil.copytree(started, bare_desk.folder / "data")
    return bare_desk


@pytest.fixture
def bare_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty folder: the first command makes keys and database in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAY_DATABASE_URL", raising=False)
    monkeypatch.setenv("SAY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SAY_PUBLIC_URL", "http://127.0.0.1:8080")
    monkeypatch.setattr("admin.commands.imports.read_today", lambda: date(2026, 11, 20))
    return Desk(tmp_path)
