"""The disk is full, fails, or lost what was on it: nobody is thanked for what is not safe."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.torture.strace import NEEDS_STRACE, injecting
from tests.torture.whole import BOTH_WAYS, NOT_READY, list_told_instead, send_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.torture.whole import Whole

pytestmark = pytest.mark.torture

PEOPLE = 200
CHATS = 3
DISK_BYTES = 4 * 1024 * 1024


@pytest.fixture
def small_disk(whole: Whole) -> Iterator[Path]:
    """The folder of the service on a disk of its own, of four megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    whole.house.folder.mkdir(mode=0o700)
    options = f"size={DISK_BYTES},mode=700"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", whole.house.folder], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let a small disk be mounted")
    try:
        yield whole.house.folder
    finally:
        subprocess.run(["umount", whole.house.folder], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Fill a disk to its last byte until the block ends."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass
    try:
        yield
    finally:
        ballast.unlink()


@BOTH_WAYS
async def test_disk_is_full_and_freed_again(whole: Whole, small_disk: Path) -> None:
    codes = await whole.talkers.invite(CHATS)
    with whole.serving():
        await asyncio.to_thread(whole.talkers.begin, codes)
        senders = await whole.open_web(PEOPLE)
        with filled(small_disk):
            await send_all(senders)
            whole.talkers.answer()
            told = list_told_instead(senders)
            assert await whole.ask_whether_ready() == NOT_READY
            assert whole.telegram.state()["waiting"] == CHATS, "confirmed and not stored"
        assert told == {NOT_READY}
        await whole.wait_until_ready()
        await whole.send_unthanked()
        await asyncio.to_thread(whole.talkers.wait_until_answered)
    await whole.expect_all_kept_at_next_start()


async def test_start_on_a_full_disk_is_refused_and_later_goes_on(whole: Whole, small_disk: Path) -> None:
    with whole.serving() as process:
        await whole.open_web(10)
        await send_all(whole.senders[:5])
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    with filled(small_disk):
        refused = whole.house.run("serve")
    assert refused.returncode == 1
    assert refused.stderr.startswith(
        f"Error: The database {whole.database} cannot be written; see that its disk"
    )
    assert len(refused.stderr.splitlines()) == 1
    assert "backup" not in refused.stderr, "an older database in its place would lose answers"
    await whole.expect_all_kept_at_next_start()


@NEEDS_STRACE
@pytest.mark.parametrize(
    "fault",
    [
        "pwrite64:error=ENOSPC",
        "pwrite64:error=EIO",
        "fdatasync,fsync:error=EIO",
        "fdatasync,fsync:error=ENOSPC",
    ],
)
async def test_disk_fails_and_works_again(whole: Whole, fault: str) -> None:
    codes = await whole.talkers.invite(CHATS)
    with whole.serving() as process:
        await asyncio.to_thread(whole.talkers.begin, codes)
        senders = await whole.open_web(PEOPLE)
        with injecting(process, fault):
            await send_all(senders)
            whole.talkers.answer()
            assert await whole.ask_whether_ready() == NOT_READY
            assert whole.telegram.state()["waiting"] == CHATS, "confirmed and not stored"
        assert list_told_instead(senders) == {NOT_READY}
        assert [sender.acknowledged for sender in senders] == [False] * PEOPLE
        await whole.wait_until_ready()
        await send_all(senders[: PEOPLE // 2])
        await asyncio.to_thread(whole.talkers.wait_until_answered)
    await whole.expect_all_kept_at_next_start()


@NEEDS_STRACE
async def test_disk_hangs_and_goes_on(whole: Whole) -> None:
    """A sync takes seven seconds: whoever sends waits that long and is thanked, and readiness says so."""
    with whole.serving() as process:
        senders = await whole.open_web(PEOPLE)
        with injecting(process, "fdatasync,fsync:delay_enter=7000000"):  # millionths of a second
            sending = asyncio.create_task(send_all(senders))
            await asyncio.sleep(0.5)
            assert await whole.ask_whether_ready() == NOT_READY
            assert [sender.acknowledged for sender in senders] == [False] * PEOPLE
        await sending
        await whole.wait_until_ready()
        assert list_told_instead(senders) == set()
    await whole.expect_all_kept_at_next_start()
