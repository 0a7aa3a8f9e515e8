"""Processes that make or migrate the same SQLite file take turns; PostgreSQL sees to that by itself."""

from __future__ import annotations

import asyncio
import fcntl
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from forms.store.engines import file_of, is_sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TURN_SECONDS = 0.05


@asynccontextmanager
async def take_turn(database_url: str) -> AsyncIterator[None]:
    """Wait for other processes that are making the same SQLite file, and keep them waiting.

    Its own time-out does not cover the moment when a new file is switched to WAL. Where the folder of the
    file is not there yet, nobody makes anything in it. A turn within a turn waits for ever.
    """
    folder = file_of(database_url).parent if is_sqlite(database_url) else None
    if folder is None or not folder.is_dir():
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        while not _try_lock(descriptor):  # noqa: ASYNC110 - another process sets no event of ours
            await asyncio.sleep(TURN_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
