"""The first start, and what is refused ever after."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from forms.folder import FolderError, open_folder, take_lock
from forms.settings import Settings
from forms.store.engines import make_migrating_engine
from forms.store.turn import take_turn
from tests.forms.store_units import ALL_MARKS, AddMark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgresql import PostgresServer

PAGE = 4096


@pytest.fixture(autouse=True)
def _umask_again() -> Iterator[None]:
    """`open_folder` makes all later files private; other tests are not to depend on it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings.from_env({"SAY_DATA_DIR": str(tmp_path / "say"), "SAY_DATABASE_URL": database_url})


@pytest.fixture
def embedded(tmp_path: Path) -> Settings:
    return Settings.from_env({"SAY_DATA_DIR": str(tmp_path / "say")})


async def start(settings: Settings) -> str:
    """Start and stop; tell which keys it found."""
    keys, store = await open_folder(settings)
    await store.ping()
    await store.close()
    return keys.mac("which")


def database_of(settings: Settings) -> Path:
    return settings.data_dir / "haveyoursay.db"


def marker_of(settings: Settings) -> Path:
    return settings.key_file.parent / "instance"


def list_files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_open_folder_first_makes_all_then_finds_it_again(settings: Settings) -> None:
    assert await start(settings) == await start(settings)
    assert marker_of(settings).exists()


async def test_open_folder_makes_only_private_files(embedded: Settings) -> None:
    _, store = await open_folder(embedded)
    await store.write(AddMark("there"))
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in embedded.data_dir.rglob("*")}
    await store.close()
    assert {"haveyoursay.db", "haveyoursay.db-wal", "instance", "service.key"} < set(modes)
    assert {mode for name, mode in modes.items() if name != "keys"} == {"0o600"}
    assert {modes["keys"], oct(embedded.data_dir.stat().st_mode & 0o777)} == {"0o700"}


@pytest.mark.parametrize(
    "lost", [("instance",), ("instance", "service.key.mac", "service.key.draft", "service.key.pub")]
)
async def test_open_folder_takes_up_a_first_start_that_was_killed_before_the_schema(
    embedded: Settings, lost: tuple[str, ...]
) -> None:
    await start(embedded)
    database_of(embedded).unlink()
    for name in lost:
        (embedded.key_file.parent / name).unlink()
    await start(embedded)
    assert marker_of(embedded).exists()


async def test_open_folder_takes_up_a_first_start_that_was_killed_before_the_marker(
    settings: Settings,
) -> None:
    found = await start(settings)
    marker_of(settings).unlink()
    assert await start(settings) == found
    assert marker_of(settings).exists()


async def test_open_folder_missing_database_is_refused_and_not_made(embedded: Settings) -> None:
    await start(embedded)
    database_of(embedded).unlink()
    held = list_files(embedded.data_dir)
    with pytest.raises(FolderError, match="missing or empty"):
        await open_folder(embedded)
    assert list_files(embedded.data_dir) == held


@pytest.fixture
def other_database(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Another empty database of the same kind."""
    if "sqlite" not in settings.database_url:
        server: PostgresServer = request.getfixturevalue("postgresql")
        return server.create_database()
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    return f"sqlite+aiosqlite:///{tmp_path}/other.db"


async def test_open_folder_database_without_schema_is_refused(
    settings: Settings, other_database: str
) -> None:
    await start(settings)
    with pytest.raises(FolderError, match="missing or empty"):
        await open_folder(replace(settings, database_url=other_database))


async def test_open_folder_database_of_other_keys_is_refused(
    settings: Settings, other_database: str, tmp_path: Path
) -> None:
    await start(settings)
    elsewhere = replace(
        settings, data_dir=tmp_path / "two", key_file=tmp_path / "two" / "k", database_url=other_database
    )
    await start(elsewhere)
    with pytest.raises(FolderError, match="belongs to other keys"):
        await open_folder(replace(settings, database_url=other_database))
    marker_of(settings).unlink()
    with pytest.raises(FolderError, match="belongs to other keys"):
        await open_folder(replace(settings, database_url=other_database))


async def test_open_folder_database_without_its_keys_is_refused_and_none_are_made(settings: Settings) -> None:
    await start(settings)
    settings.key_file.parent.rename(settings.data_dir / "keys moved away")
    with pytest.raises(FolderError, match="restore the keys"):
        await open_folder(settings)
    assert not settings.key_file.parent.exists()


@pytest.mark.parametrize("name", ["service.key", "service.key.mac", "service.key.pub", "service.key.draft"])
async def test_open_folder_missing_key_is_refused(embedded: Settings, name: str) -> None:
    await start(embedded)
    (embedded.key_file.parent / name).unlink()
    with pytest.raises(FolderError, match=name):
        await open_folder(embedded)


async def test_open_folder_newer_schema_is_refused(settings: Settings) -> None:
    _, store = await open_folder(settings)
    await store.close()
    engine = make_migrating_engine(settings.database_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'x'"))
    await engine.dispose()
    with pytest.raises(FolderError, match="newer version"):
        await open_folder(settings)


async def test_open_folder_unreachable_database_is_told_without_its_password(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "SAY_DATA_DIR": str(tmp_path / "say"),
            "SAY_DATABASE_URL": "postgresql+asyncpg://say:secret@127.0.0.1:1/say",
        }
    )
    with pytest.raises(FolderError, match="cannot be reached") as refused:
        await open_folder(settings)
    assert "secret" not in str(refused.value)
    assert not settings.data_dir.exists()


async def test_open_folder_first_by_several_at_once_makes_one(settings: Settings) -> None:
    found = await asyncio.gather(*(start(settings) for _ in range(4)))
    assert len(set(found)) == 1


async def test_open_folder_waits_while_another_program_makes_the_database(embedded: Settings) -> None:
    embedded.data_dir.mkdir(parents=True)
    async with take_turn(embedded.database_url):
        database_of(embedded).write_bytes(b"half a page")
        starting = asyncio.create_task(start(embedded))
        done, _ = await asyncio.wait({starting}, timeout=0.5)
        assert not done, "what is half made is not damaged"
        database_of(embedded).unlink()
    assert await starting


async def test_open_folder_beside_a_running_service(settings: Settings) -> None:
    _, serving = await open_folder(settings)
    _, command = await open_folder(settings)
    await asyncio.gather(serving.write(AddMark("serve")), command.write(AddMark("command")))
    marks = [row["name"] for row in await serving.read(ALL_MARKS)]
    await command.close()
    await serving.close()
    assert marks == ["command", "instance", "serve"]


def test_take_lock_second_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with take_lock(tmp_path / "say"):
        with pytest.raises(FolderError, match="already running"), take_lock(tmp_path / "say"):
            pass
        assert oct((tmp_path / "say" / "lock").stat().st_mode & 0o777) == "0o600"
    with take_lock(tmp_path / "say"):
        pass


def spoil(content: bytes, how: str) -> bytes:
    return {
        "empty": b"",
        "no database": b"x" * len(content),
        "truncated": content[: 2 * PAGE],
        "cut within a page": content[: -PAGE // 2],
        "overwritten": content[:PAGE] + bytes(len(content) - 2 * PAGE) + content[-PAGE:],
    }[how]


@pytest.mark.parametrize("how", ["empty", "no database", "truncated", "cut within a page", "overwritten"])
async def test_open_folder_damaged_database_is_refused_and_left(embedded: Settings, how: str) -> None:
    await start(embedded)
    spoilt = spoil(database_of(embedded).read_bytes(), how)
    database_of(embedded).write_bytes(spoilt)
    held = list_files(embedded.data_dir)
    with pytest.raises(FolderError, match=r"^The database .+ restore it from a backup"):
        await open_folder(embedded)
    assert list_files(embedded.data_dir) == held


async def test_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings.from_env({"SAY_DATA_DIR": str(tmp_path / "file")})
    with pytest.raises(FolderError, match="is a file, or lies in one; name a folder in SAY_DATA_DIR"):
        await open_folder(settings)
    with (
        pytest.raises(FolderError, match="is a file, or lies in one"),
        take_lock(settings.data_dir / "demo"),
    ):
        pass
