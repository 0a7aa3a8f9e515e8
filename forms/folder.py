"""The folder that a service lives in: made at the first start, recognised ever after.

Keys, then the schema in one transaction, then the `instance` marker beside the keys, last. From then on a
database that is missing or strange is refused, and nothing is made in its place.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from forms.files import make_folder, write_durably
from forms.keys import Keys, KeysError
from forms.migrations import NewerSchemaError, migrate
from forms.store import Store
from forms.store.engines import file_of, is_sqlite
from forms.store.owner import find_owner
from forms.store.turn import take_turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forms.settings import Settings

PRIVATE_UMASK = 0o077


class FolderError(Exception):
    """The folder, its keys or its database cannot be used; the message is a sentence for the operator."""


async def open_folder(settings: Settings) -> tuple[Keys, Store]:
    """Open keys and database, made at the first start and migrated when older. Close the store at the end.

    Raises FolderError. All files made from now on by this process are private.
    """
    os.umask(PRIVATE_UMASK)
    try:
        keys = await _open_marked(settings) if _marker(settings).exists() else await _make_first(settings)
        return keys, await Store.open(settings.database_url)
    except KeysError as error:
        raise FolderError(str(error)) from None
    except NewerSchemaError:
        raise FolderError(
            f"{_name(settings)} was made by a newer version of Have Your Say; install that version."
        ) from None
    except (SQLAlchemyError, OSError) as error:
        raise FolderError(_say_why(settings, error)) from None


@contextmanager
def take_lock(data_dir: Path) -> Iterator[None]:
    """Hold the data folder while `serve` runs. Raises FolderError if another `serve` does."""
    descriptor = _open_lock(data_dir)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise FolderError(f"Have Your Say is already running in the folder {data_dir}.") from None
    try:
        yield
    finally:
        os.close(descriptor)


def _open_lock(data_dir: Path) -> int:
    try:
        make_folder(data_dir)
        return os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except (FileExistsError, NotADirectoryError):
        raise FolderError(_say_not_a_folder(data_dir)) from None
    except PermissionError:
        raise FolderError(f"The data folder {data_dir} cannot be written by this user.") from None


async def _make_first(settings: Settings) -> Keys:
    """Make everything; a start that was killed half-way is taken up again."""
    async with take_turn(settings.database_url):
        owner = await find_owner(settings.database_url)
    if owner is not None and not settings.key_file.exists():
        raise FolderError(
            f"{_name(settings)} belongs to keys that are not at {settings.key_file}; restore the keys, "
            "or name another database."
        )
    make_folder(settings.data_dir)
    keys = Keys.load_or_make(settings.key_file)
    _expect_ours(settings, keys, owner or _instance(keys))
    if is_sqlite(settings.database_url):
        make_folder(file_of(settings.database_url).parent)
    await migrate(settings.database_url, _instance(keys))
    write_durably(_marker(settings), f"{_instance(keys)}\n".encode())
    return keys


async def _open_marked(settings: Settings) -> Keys:
    """Open what was made before; a missing, empty or strange database is refused."""
    keys = Keys.load(settings.key_file)
    owner = await find_owner(settings.database_url)
    if owner is None:
        raise FolderError(
            f"{_name(settings)} is missing or empty, but the keys in {settings.key_file.parent} were made "
            "for one that was in use; restore it from a backup, or move the keys away to start anew."
        )
    _expect_ours(settings, keys, owner)
    await migrate(settings.database_url)
    return keys


def _expect_ours(settings: Settings, keys: Keys, owner: str) -> None:
    if owner != _instance(keys):
        raise FolderError(
            f"{_name(settings)} belongs to other keys than those in {settings.key_file.parent}; "
            "bring the two that belong together."
        )


def _instance(keys: Keys) -> str:
    """Name an installation by its keys: the same stands in the marker and in the database."""
    return keys.mac("instance")


def _marker(settings: Settings) -> Path:
    return settings.key_file.parent / "instance"


def _name(settings: Settings) -> str:
    """Name the database without its password."""
    if is_sqlite(settings.database_url):
        return f"The database {file_of(settings.database_url)}"
    return f"The database {make_url(settings.database_url).render_as_string(hide_password=True)}"


def _say_why(settings: Settings, error: Exception) -> str:
    """Say what to do. A backup is spoken of only where there is damage: elsewhere it would lose answers."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _say_not_a_folder(settings.data_dir)
    if not is_sqlite(settings.database_url):
        return f"{_name(settings)} cannot be reached; see that it runs and that its address is right."
    if isinstance(error, DBAPIError) and type(error.orig) is sqlite3.DatabaseError:
        return f"{_name(settings)} is damaged; restore it from a backup."
    return (
        f"{_name(settings)} cannot be written; see that its disk has room and works, that this user may "
        "write there, and that no other program holds it."
    )


def _say_not_a_folder(data_dir: Path) -> str:
    return f"The data folder {data_dir} is a file, or lies in one; name a folder in SAY_DATA_DIR."
