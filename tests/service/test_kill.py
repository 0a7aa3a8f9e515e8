"""kill -9 amid 200 submissions, twenty times over in one folder: what was thanked for is there once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from tests.service.house import House
from tests.service.sender import Sender, read_stored

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

FORM = "feedback_professional"
ROUNDS = 20
PEOPLE = 200


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


async def hold_round(house: House, number: int) -> list[Sender]:
    codes = await house.invite(PEOPLE, FORM, datetime.now(UTC))
    senders = [Sender(house, code, f"words {number}-{place}") for place, code in enumerate(codes)]
    with house.serving() as process:
        await asyncio.gather(*(sender.open() for sender in senders))
        await send_and_kill(senders, process, after=1 + number * PEOPLE // ROUNDS)
    return senders


async def test_submissions_survive_kill_nine_twenty_times(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    expected: list[str] = []
    cut_short = 0
    for number in range(ROUNDS):
        senders = await hold_round(house, number)
        thanked = [sender.words for sender in senders if sender.acknowledged]
        stored = await read_stored(house)
        assert set(thanked) <= set(stored), "thanked and not stored"
        assert len(stored) == len(set(stored)), "stored twice"
        cut_short += len(thanked) < PEOPLE
        with house.serving():
            await asyncio.gather(*(sender.send() for sender in senders if not sender.acknowledged))
        expected += [sender.words for sender in senders]
        assert all(sender.acknowledged for sender in senders)
        assert sorted(await read_stored(house)) == sorted(expected)
        await asyncio.gather(*(sender.session.close() for sender in senders))
    assert cut_short >= ROUNDS // 2, "the kills came too late to prove anything"
