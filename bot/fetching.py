"""Fetches what people sent from Telegram and makes it anew, while other chats are answered.

An update that brings a file is put off until its file is there; the rest of its chat waits with it. Nothing
is stored meanwhile: after a crash the update is still in the inbox, and is begun again.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.api import ApiError, NotAcceptedError, TooFastError, TooLargeError
from bot.wording import NOT_FETCHED
from forms.attachments.made import MadeFile
from forms.attachments.sealed import SealedFile, seal_file
from forms.given_files import MAX_FILE, Refusal
from forms.wording import explain_file

if TYPE_CHECKING:
    from bot.api import BotApi
    from bot.parts import BotParts

LOG = logging.getLogger(__name__)

AT_ONCE = 2
"""Files on their way at the same time: each may take 10 MB."""
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0)
"""Seconds between tries: a fault of Telegram's has mostly passed within a minute."""
LONGEST_WAIT = 30.0
"""Seconds that Telegram may tell us to wait for one file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that an update brought. `file_id` is what Telegram calls it; `size` in bytes, 0 if unsaid."""

    update_hash: str
    chat_hash: str
    file_id: str
    size: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of it: the file, ready to be stored, or a sentence on why there is none."""

    file: SealedFile | None = None
    why_not: str = ""


@dataclass(slots=True)
class Fetcher:
    """Fetches files. `news` is set whenever one is there, or is known not to come."""

    parts: BotParts
    api: BotApi
    news: asyncio.Event
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _waiting_chats: dict[str, str] = field(default_factory=dict)
    _there: dict[str, Fetched] = field(default_factory=dict)

    def begin(self, wanted: Wanted) -> None:
        """Begin to fetch; the chat waits until it is done."""
        self._waiting_chats[wanted.update_hash] = wanted.chat_hash
        task = asyncio.create_task(self._fetch(wanted), name="fetching")
        self._under_way[wanted.update_hash] = task

    def find(self, update_hash: str) -> Fetched | None:
        """Return what became of an update's file; None if nobody asked for it yet."""
        return self._there.get(update_hash)

    def forget(self, update_hash: str) -> None:
        """Let go of a file that was stored, or refused."""
        self._there.pop(update_hash, None)

    def keeps_waiting(self, chat_hash: str | None) -> bool:
        """Tell whether this chat waits for a file."""
        return chat_hash in self._waiting_chats.values()

    async def wait(self) -> None:
        """Wait until nothing is under way."""
        await asyncio.gather(*self._under_way.values())

    async def close(self) -> None:
        """Stop fetching: the updates are still in the inbox."""
        tasks = tuple(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, wanted: Wanted) -> None:
        try:
            async with self._turns:
                self._there[wanted.update_hash] = await self._make(wanted)
        except Exception as fault:  # noqa: BLE001 - the chat must go on, and its words must be taken
            LOG.error("a file could not be fetched (%s)", type(fault).__name__)  # noqa: TRY400 - a traceback may carry its address
            self._there[wanted.update_hash] = Fetched(why_not=NOT_FETCHED)
        finally:
            self._under_way.pop(wanted.update_hash, None)
            self._waiting_chats.pop(wanted.update_hash, None)
            self.news.set()

    async def _make(self, wanted: Wanted) -> Fetched:
        content = await self._download(wanted)
        if isinstance(content, str):
            return Fetched(why_not=content)
        made = await self.parts.remaker.remake(content)
        if not isinstance(made, MadeFile):
            return Fetched(why_not=explain_file(made))
        return Fetched(seal_file(self.parts.keys.mac("file", wanted.update_hash), made))

    async def _download(self, wanted: Wanted) -> bytes | str:
        """Return the file, or a sentence. What is too large is not asked for."""
        if wanted.size > MAX_FILE:
            return explain_file(Refusal.TOO_LARGE)
        for pause in PAUSES:
            try:
                return await self.api.download(wanted.file_id, MAX_FILE)
            except TooLargeError:
                return explain_file(Refusal.TOO_LARGE)
            except NotAcceptedError as refused:
                return explain_file(Refusal.TOO_LARGE) if refused.too_large else NOT_FETCHED
            except TooFastError as told:
                await asyncio.sleep(min(told.seconds, LONGEST_WAIT))
            except ApiError as fault:
                LOG.warning("a file did not come (%s); trying again", type(fault).__name__)
                await asyncio.sleep(pause)
        return NOT_FETCHED
