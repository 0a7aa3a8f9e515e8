"""kill -9 amid sendings without a name: what was thanked for is there, and nothing is there twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from tests.service.house import House
from tests.service.sender import Sender, read_stored_without_name

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

FORM = "feedback_professional"
ROUNDS = 4
PEOPLE = 60
GONE = 410
"""What a browser is told that has sent, was not thanked, and sends again after a crash."""


async def send_and_kill(senders: list[Sender], process: subprocess.Popen[bytes], after: int) -> None:
    """Send all at once; kill -9 as soon as `after` of them were thanked."""

    async def one(sender: Sender) -> None:
        try:
            await sender.send()
        except aiohttp.ClientError:
            return
        if sum(other.acknowledged for other in senders) >= after:
            process.kill()

    await asyncio.gather(*(one(sender) for sender in senders))


async def test_sendings_without_a_name_survive_kill_nine(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    expected: list[str] = []
    cut_short = 0
    for number in range(ROUNDS):
        codes = await house.invite(PEOPLE, FORM, datetime.now(UTC))
        senders = [Sender(house, code, f"words {number}-{n}", "unnamed") for n, code in enumerate(codes)]
        with house.serving() as process:
            await asyncio.gather(*(sender.open() for sender in senders))
            await send_and_kill(senders, process, after=1 + number * PEOPLE // ROUNDS)
        stored = await read_stored_without_name(house)
        thanked = [sender.words for sender in senders if sender.acknowledged]
        assert set(thanked) <= set(stored), "thanked and not stored"
        assert len(stored) == len(set(stored)), "stored twice"
        cut_short += len(thanked) < PEOPLE
        with house.serving():
            again = [sender for sender in senders if not sender.acknowledged]
            await asyncio.gather(*(sender.send() for sender in again))
        for sender in again:
            assert sender.acknowledged or (sender.told[-1][0] == GONE and sender.words in stored)
        expected += [sender.words for sender in senders]
        assert sorted(await read_stored_without_name(house)) == sorted(expected)
        await asyncio.gather(*(sender.session.close() for sender in senders))
    assert cut_short, "the kills came too late to prove anything"
