"""kill -9 amid submissions, over and over in one folder: what was thanked for is there once.

Each start comes after a kill: it first takes again what that cut short, and is then killed amid the next.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from tests.service.sender import Sender, read_stored, read_stored_without_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.service.house import House, Process

FORM = "feedback_professional"
GONE = 410
"""What a browser is told that has sent without a name, was not thanked, and sends again after a crash."""


@dataclass
class Killed:
    """A service that is killed, and the people who send to it: with a name, or in another way."""

    house: House
    people: int
    rounds: int
    way: str = "named"
    cut_short: int = 0
    """How many kills came before everybody was thanked."""
    left: list[Sender] = field(default_factory=list)
    """Those the last kill cut short."""
    sent: list[str] = field(default_factory=list)
    """The words of everybody who has sent to the end."""
    stored: list[str] = field(default_factory=list)
    """What the last kill left in the database."""

    async def go_through(self) -> None:
        for number in range(self.rounds):
            await self._hold_round(number)
        with self.house.serving():
            await self._send_again()
        assert sorted(await self._read()) == sorted(self.sent)

    async def _hold_round(self, number: int) -> None:
        codes = await self.house.invite(self.people, FORM, datetime.now(UTC))
        senders = [Sender(self.house, code, f"words {number}-{n}", self.way) for n, code in enumerate(codes)]
        with self.house.serving() as process:
            await self._send_again()
            await asyncio.gather(*(sender.open() for sender in senders))
            await send_and_kill(senders, process, after=1 + number * self.people // self.rounds)
        self.stored = stored = await self._read()
        thanked = [sender.words for sender in senders if sender.acknowledged]
        assert {*self.sent, *thanked} <= set(stored), "thanked and not stored"
        assert len(stored) == len(set(stored)), "stored twice"
        self.cut_short += len(thanked) < self.people
        self.sent += thanked
        self.left = [sender for sender in senders if not sender.acknowledged]
        await close(sender for sender in senders if sender.acknowledged)

    async def _send_again(self) -> None:
        await asyncio.gather(*(sender.send() for sender in self.left))
        for sender in self.left:
            is_gone = self.way == "unnamed" and sender.told[-1][0] == GONE and sender.words in self.stored
            assert sender.acknowledged or is_gone
        self.sent += [sender.words for sender in self.left]
        await close(self.left)
        self.left = []

    async def _read(self) -> list[str]:
        read = read_stored if self.way == "named" else read_stored_without_name
        return await read(self.house)


async def send_and_kill(senders: list[Sender], process: Process, after: int) -> None:
    """Send all at once; kill -9 as soon as `after` of them were thanked."""

    async def one(sender: Sender) -> None:
        try:
            await sender.send()
        except aiohttp.ClientError:
            return
        if sum(other.acknowledged for other in senders) >= after:
            process.kill()

    await asyncio.gather(*(one(sender) for sender in senders))


async def close(senders: Iterable[Sender]) -> None:
    await asyncio.gather(*(sender.session.close() for sender in senders))
