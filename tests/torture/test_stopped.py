"""The process is told to stop, killed while it starts, stopped for a while: nothing is lost or said twice."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.locked import locked
from tests.torture.whole import BOTH_WAYS, NOT_READY, list_told_instead, send_all, sending_amid

if TYPE_CHECKING:
    from tests.service.house import Process
    from tests.torture.whole import Whole

pytestmark = [pytest.mark.torture, BOTH_WAYS]

PEOPLE = 200
CHATS = 10
STOP_SECONDS = 10
"""What whoever runs services gives them between SIGTERM and SIGKILL."""


async def stop_or_kill(process: Process) -> int:
    """SIGTERM; ten seconds later SIGKILL. Return how it ended."""
    process.send_signal(signal.SIGTERM)
    try:
        return await asyncio.to_thread(process.wait, STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return await asyncio.to_thread(process.wait)


@pytest.mark.parametrize("backlog", ["busy", "stuck"])
async def test_told_to_stop_with_a_backlog_then_killed(whole: Whole, backlog: str) -> None:
    """`busy`: it can finish by itself. `stuck`: the database is locked, so it must be killed."""
    codes = await whole.talkers.invite(CHATS)
    with whole.serving() as process, contextlib.ExitStack() as trouble:
        await asyncio.to_thread(whole.talkers.begin, codes)
        senders = await whole.open_web(PEOPLE)
        async with sending_amid(senders):
            if backlog == "stuck":
                trouble.enter_context(locked(whole.database))
            whole.talkers.answer()
            ended = await stop_or_kill(process)
    assert list_told_instead(senders) <= {NOT_READY}
    assert ended == (0 if backlog == "busy" else -signal.SIGKILL)
    await whole.expect_all_kept_at_next_start()
    whole.talkers.expect_one_repeat_at_most()


async def test_killed_ten_times_while_it_starts(whole: Whole) -> None:
    codes = await whole.talkers.invite(CHATS)
    with whole.serving():
        await asyncio.to_thread(whole.talkers.begin, codes)
        await whole.open_web(PEOPLE)
        await send_all(whole.senders[: PEOPLE // 2])
    whole.talkers.answer()
    for attempt in range(10):
        process = whole.house.start(log=whole.log)
        await asyncio.sleep(0.15 * (attempt + 1))
        process.kill()
        process.wait()
    await whole.expect_all_kept_at_next_start()
    whole.talkers.expect_one_repeat_at_most()


async def test_stopped_for_twenty_seconds_amid_submissions(whole: Whole) -> None:
    codes = await whole.talkers.invite(CHATS)
    with whole.serving() as process:
        await asyncio.to_thread(whole.talkers.begin, codes)
        senders = await whole.open_web(PEOPLE)
        whole.talkers.answer()
        async with sending_amid(senders):
            process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(20)
            process.send_signal(signal.SIGCONT)
            await whole.wait_until_ready()
        await whole.send_unthanked()
        await asyncio.to_thread(whole.talkers.wait_until_answered)
        whole.talkers.expect_one_repeat_at_most()
        assert [sender.acknowledged for sender in senders] == [True] * PEOPLE
    await whole.expect_all_kept_at_next_start()
