"""The database is held, restarted, out of connections, spoilt: told truly, healed alone, never made anew."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import asyncpg
import pytest

from tests.locked import locked
from tests.postgresql import PostgresServer, running_server
from tests.torture.whole import BOTH_WAYS, NOT_READY, list_told_instead, send_all, sending_amid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.torture.whole import Whole

pytestmark = pytest.mark.torture

PEOPLE = 200
CHATS = 3
PAGE = 4096
LOCKED_SECONDS = 30
TOLD_WITHIN_SECONDS = 11
"""Two attempts of the writer: a submission may come while the first is being given up."""


@BOTH_WAYS
async def test_database_locked_for_thirty_seconds(whole: Whole) -> None:
    codes = await whole.talkers.invite(CHATS)
    with whole.serving():
        await asyncio.to_thread(whole.talkers.begin, codes)
        senders = await whole.open_web(PEOPLE)
        with locked(whole.database):
            began = time.monotonic()
            whole.talkers.answer()
            await send_all(senders)
            took = time.monotonic() - began
            assert await whole.ask_whether_ready() == NOT_READY
            await asyncio.sleep(LOCKED_SECONDS - (time.monotonic() - began))
            assert whole.telegram.state()["waiting"] == CHATS, "confirmed and not stored"
        assert list_told_instead(senders) == {NOT_READY}
        assert [sender.acknowledged for sender in senders] == [False] * PEOPLE
        assert took < TOLD_WITHIN_SECONDS
        await whole.wait_until_ready()
        await whole.send_unthanked()
        await asyncio.to_thread(whole.talkers.wait_until_answered)
        whole.talkers.expect_one_repeat_at_most()
    await whole.expect_all_kept_at_next_start()


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A server of this test's own: it is stopped and started."""
    with running_server() as started:
        yield started


@pytest.fixture
def on_postgresql(whole: Whole, server: PostgresServer) -> Whole:
    whole.house.more = {**whole.house.more, "SAY_DATABASE_URL": server.create_database()}
    return whole


async def test_postgresql_restarted_amid_submissions(on_postgresql: Whole, server: PostgresServer) -> None:
    whole = on_postgresql
    codes = await whole.talkers.invite(CHATS)
    with whole.serving():
        await asyncio.to_thread(whole.talkers.begin, codes)
        senders = await whole.open_web(PEOPLE)
        async with sending_amid(senders):
            await asyncio.to_thread(server.stop)
            whole.talkers.answer()
        assert await whole.ask_whether_ready() == NOT_READY
        assert whole.telegram.state()["waiting"] == CHATS, "confirmed and not stored"
        await asyncio.to_thread(server.start)
        await whole.wait_until_ready()
        assert list_told_instead(senders) == {NOT_READY}
        await whole.send_unthanked()
        await asyncio.to_thread(whole.talkers.wait_until_answered)
        whole.talkers.expect_one_repeat_at_most()
    await whole.expect_all_kept_at_next_start()


async def connect(server: PostgresServer) -> asyncpg.Connection[asyncpg.Record]:
    return await asyncpg.connect(host=str(server.folder), user="postgres", database="postgres")


@asynccontextmanager
async def taken_by_others(server: PostgresServer) -> AsyncIterator[None]:
    """End everybody's connections and hold all there can be."""
    held = [await connect(server)]
    await held[0].execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    try:
        with suppress(asyncpg.TooManyConnectionsError):
            while True:
                held.append(await connect(server))
        yield
    finally:
        await asyncio.gather(*(connection.close() for connection in held))


async def test_postgresql_out_of_connections(on_postgresql: Whole, server: PostgresServer) -> None:
    whole = on_postgresql
    with whole.serving():
        senders = await whole.open_web(PEOPLE)
        async with taken_by_others(server):
            await send_all(senders)
            assert await whole.ask_whether_ready() == NOT_READY
        assert list_told_instead(senders) == {NOT_READY}
        await whole.wait_until_ready()
        await whole.send_unthanked()
    await whole.expect_all_kept_at_next_start()


def spoil(content: bytes, how: str) -> bytes:
    return {
        "truncated": content[: 3 * PAGE],
        "overwritten": content[: 2 * PAGE] + bytes(len(content) - 3 * PAGE) + content[-PAGE:],
    }[how]


def read_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("how", ["truncated", "overwritten"])
async def test_spoilt_database_is_refused_and_left_as_it_is(whole: Whole, how: str) -> None:
    with whole.serving() as process:
        await send_all(await whole.open_web(10))
        process.terminate()
        process.wait(10)
    whole.database.write_bytes(spoil(whole.database.read_bytes(), how))
    held = read_files(whole.house.folder)
    refused = whole.house.run("serve")
    assert refused.returncode == 1
    assert refused.stderr == f"Error: The database {whole.database} is damaged; restore it from a backup.\n"
    assert read_files(whole.house.folder) == held
