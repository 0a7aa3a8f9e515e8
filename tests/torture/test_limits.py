"""Too many clients, too little memory, too few descriptors: whoever means to answer still can."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.torture.noise import noise
from tests.torture.whole import PATIENCE_SECONDS, list_told_instead, send_all

if TYPE_CHECKING:
    from tests.service.sender import Sender
    from tests.torture.whole import Whole

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit (util-linux) is not installed"),
]

PEOPLE = 200
CHATS = 3
REFUSALS = {400, 403, 408, 413, 415}


async def hold_amid_noise(whole: Whole, clients: int) -> None:
    """Submissions of 200 people and answers of some chats, amid clients that mean no good."""
    codes = await whole.talkers.invite(CHATS)
    with whole.serving() as process:
        await asyncio.to_thread(whole.talkers.begin, codes)
        async with noise(whole.house, clients) as told:
            await asyncio.sleep(1)
            whole.talkers.answer()
            senders = await whole.open_web(PEOPLE)
            await send_all(senders, each_after=0.05)
            await insist(senders)
            await asyncio.to_thread(whole.talkers.wait_until_answered)
        assert process.poll() is None
        assert set(told) <= REFUSALS
        assert {400, 403, 413} <= set(told)
        await whole.wait_until_ready()
    assert list_told_instead(senders) == set()
    assert [sender.acknowledged for sender in senders] == [True] * PEOPLE
    await whole.expect_all_kept_at_next_start()


async def insist(senders: list[Sender]) -> None:
    """Let those send again whose connection was closed to make room, until all are thanked."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while unthanked := [sender for sender in senders if not sender.acknowledged]:
            await send_all(unthanked, each_after=0.05)


async def test_bad_input_amid_submissions(whole: Whole) -> None:
    await hold_amid_noise(whole, clients=300)


async def test_memory_is_limited(whole: Whole) -> None:
    """At rest it takes 140 MB of data (the stacks of its threads are in it), in use 190 MB."""
    whole.house.started_by = ("prlimit", f"--data={256 * 1024 * 1024}", "--")
    await hold_amid_noise(whole, clients=300)


async def test_sixty_four_descriptors(whole: Whole) -> None:
    whole.house.started_by = ("prlimit", "--nofile=64", "--")
    await hold_amid_noise(whole, clients=40)
    assert "out of system resource" not in whole.log.read_text()
