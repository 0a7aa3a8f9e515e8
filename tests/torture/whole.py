"""Web and bot together in one process, the people who use both, and what must hold after every fault."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.service.sender import Sender, read_stored
from tests.torture.talkers import Talkers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from pathlib import Path

    from tests.bot.telegram_client import TelegramClient
    from tests.service.house import House, Process

BOTH_WAYS = pytest.mark.parametrize("whole", ["polling", "webhook"], indirect=True)
"""Injects the fault into a service that asks Telegram, and into one that Telegram calls."""
WEB_FORM = "feedback_professional"
WORDS = "WORDS-CANARY-Tq4wLm9"
HEALED_SECONDS = 10
PATIENCE_SECONDS = 60
READY = (200, None)
NOT_READY = (503, "10")


@dataclass
class Whole:
    """The service on its own folder; `senders` use the web, `talkers` the bot."""

    house: House
    telegram: TelegramClient
    log: Path
    senders: list[Sender] = field(default_factory=list)
    talkers: Talkers = field(init=False)

    def __post_init__(self) -> None:
        self.talkers = Talkers(self.house, self.telegram)

    @property
    def database(self) -> Path:
        return self.house.folder / "haveyoursay.db"

    @contextmanager
    def serving(self) -> Iterator[Process]:
        """Run it until the block ends, which kills what is left of it: every next start follows a kill."""
        with self.house.serving("--log-level", "debug", log=self.log) as process:
            yield process

    async def open_web(self, count: int) -> list[Sender]:
        """Let so many more professionals open the page with all questions, ready to be sent."""
        codes = await self.house.invite(count, WEB_FORM, datetime.now(UTC))
        first = len(self.senders)
        new = [Sender(self.house, code, f"{WORDS} {first + place}") for place, code in enumerate(codes)]
        self.senders += new
        await asyncio.gather(*(open_patiently(sender) for sender in new))
        return new

    async def send_unthanked(self) -> None:
        """Let everybody who was not thanked yet send again, as the page tells them to."""
        await send_all(sender for sender in self.senders if not sender.acknowledged)

    async def ask_whether_ready(self) -> tuple[int, str | None]:
        """Return what /readyz says, and when to ask again."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.house.base}/readyz") as answer:
            return answer.status, answer.headers.get("Retry-After")

    async def wait_until_ready(self, seconds: float = HEALED_SECONDS) -> None:
        """Wait until it can commit again by itself."""
        end = time.monotonic() + seconds
        while (told := await self.ask_whether_ready()) != READY:
            assert time.monotonic() < end, f"not healed within {seconds} s: {told}"
            await asyncio.sleep(0.2)

    async def expect_kept(self) -> None:
        """Expect what was thanked for to be stored, as it was sent, and nothing to be there twice."""
        stored = await read_stored(self.house)
        thanked = {sender.words for sender in self.senders if sender.acknowledged}
        assert sorted(stored) == sorted(set(stored)), "stored twice"
        assert thanked - set(stored) == set(), "thanked and not stored"

    async def expect_all_kept_at_next_start(self) -> None:
        """Start again as it is, let everybody finish, and expect everything there exactly once."""
        await self.expect_kept()
        with self.serving():
            await self.wait_until_ready()
            await self.send_unthanked()
            await asyncio.to_thread(self.talkers.wait_until_answered)
        assert [sender.acknowledged for sender in self.senders] == [True] * len(self.senders)
        assert sorted(await read_stored(self.house)) == sorted(sender.words for sender in self.senders)
        await self.talkers.expect_answers_kept()

    async def close(self) -> None:
        await asyncio.gather(*(sender.session.close() for sender in self.senders))


async def open_patiently(sender: Sender) -> None:
    """Open the page, and again if it does not come: in bad times people press "reload"."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not sender.fields:
            try:
                await sender.open()
            except aiohttp.ClientError:
                await asyncio.sleep(1)


async def send_all(senders: Iterable[Sender], each_after: float = 0.0) -> None:
    """Let them send, each so many seconds after the one before.

    A connection that is cut is no answer: they stay without thanks.
    """

    async def send(place: int, sender: Sender) -> None:
        await asyncio.sleep(place * each_after)
        with suppress(aiohttp.ClientError, TimeoutError):
            await sender.send()

    await asyncio.gather(*(send(place, sender) for place, sender in enumerate(senders)))


@asynccontextmanager
async def sending_amid(senders: list[Sender]) -> AsyncIterator[None]:
    """Run the block while some were thanked and others are still to send; end when all have sent."""
    sending = asyncio.create_task(send_all(senders, each_after=2 / len(senders)))
    await asyncio.sleep(1)
    assert 0 < sum(sender.acknowledged for sender in senders) < len(senders)
    yield
    await sending


def list_told_instead(senders: Iterable[Sender]) -> set[tuple[int, str | None]]:
    """Return what people were told who were not thanked."""
    return {told for sender in senders for told in sender.told if told[0] != 303}
