"""Sends what the outbox says must be sent: in order within a chat, many chats side by side.

A message leaves the outbox only when Telegram took it, so a crash in between repeats it once at most.
Waiting is measured on the monotonic clock: setting the clock back or forth delays nothing.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bot.api import ApiError, BlockedError, NotAcceptedError, TokenError, TooFastError
from bot.noticing import write_out
from bot.outbox import BlockedUnit, FailedUnit, SentUnit, SplitUnit, list_next, open_call
from bot.tongues import Tongues
from forms.keys import TamperedError
from forms.problems import StoreUnavailableError

if TYPE_CHECKING:
    from bot.api import BotApi
    from bot.parts import BotParts
    from forms.units import Row

LOG = logging.getLogger(__name__)

A_SECOND_OVERALL = 30
A_CHAT_SECONDS = 1.0
"""Telegram's limits: 30 messages a second overall, one a second in a chat."""
AT_ONCE = 30
LOOK_EVERY_SECONDS = 0.5
FIRST_PAUSE = 0.5
LAST_PAUSE = 4.0
"""Seconds between attempts in one chat: together with the time of a call, healed within ten."""
GOODBYE_SECONDS = 5.0
"""How long what is on its way may take when we are told to stop."""


class Sender:
    """Sends at most one message of a chat at a time. `post` wakes it."""

    def __init__(self, parts: BotParts, api: BotApi, post: asyncio.Event) -> None:
        self._parts = parts
        self._api = api
        self._post = post
        self._tongues = Tongues(parts.settings)
        self._ready_at: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._sent: dict[str, SentUnit] = {}
        self._alarmed = False

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; what is on its way is finished."""
        try:
            while not stop.is_set():
                self._post.clear()
                try:
                    await self._send_ready(stop)
                except StoreUnavailableError:
                    LOG.warning("the outbox cannot be reached; trying again")
                await self._wait()
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way.values(), timeout=GOODBYE_SECONDS)

    async def _send_ready(self, stop: asyncio.Event) -> None:
        for row in await list_next(self._parts.store):
            chat = row["recipient_hash"]
            if stop.is_set() or len(self._under_way) >= AT_ONCE:
                return
            if chat in self._under_way or self._ready_at.get(chat, 0.0) > _now():
                continue
            self._under_way[chat] = asyncio.create_task(self._send(row), name="send")
            await asyncio.sleep(1 / A_SECOND_OVERALL)

    async def _wait(self) -> None:
        """Wait for news, for the next chat that may be written to, or for the next look."""
        now = _now()
        self._ready_at = {chat: at for chat, at in self._ready_at.items() if at > now}
        soonest = min(self._ready_at.values(), default=now + LOOK_EVERY_SECONDS) - now
        with suppress(TimeoutError):
            await asyncio.wait_for(self._post.wait(), min(LOOK_EVERY_SECONDS, soonest))

    async def _send(self, row: Row) -> None:
        """Send one message and settle it. Lets nothing out: what failed is tried again."""
        chat = row["recipient_hash"]
        try:
            await self._deliver(row)
            self._pauses.pop(chat, None)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the message is still in the outbox
            self._put_off(chat, fault)
        finally:
            del self._under_way[chat]
            self._post.set()

    async def _deliver(self, row: Row) -> None:
        try:
            call = write_out(self._tongues, open_call(self._parts.keys, row))
            await self._call_or_split(row, call)
        except TamperedError:
            LOG.critical("a message in the outbox cannot be opened: is the key file the right one?")
            await self._parts.store.write(FailedUnit(row["id"], self._parts.clock()))
        except BlockedError:
            await self._parts.store.write(BlockedUnit(row["recipient_hash"], self._parts.clock()))
        except NotAcceptedError as fault:
            LOG.error("Telegram never accepts a message of ours: %s", fault)  # noqa: TRY400 - a traceback may quote it
            await self._parts.store.write(FailedUnit(row["id"], self._parts.clock()))

    async def _call_or_split(self, row: Row, call: dict[str, Any]) -> None:
        try:
            await self._call(row, call)
        except NotAcceptedError:
            if call["method"] != "deleteMessages":
                raise
            await self._parts.store.write(SplitUnit(self._parts.keys, row["id"], call))

    async def _call(self, row: Row, call: dict[str, Any]) -> None:
        """Send it and note that it was sent. What was sent is not sent again while it cannot be noted."""
        if row["id"] not in self._sent:
            message_id = await self._send_call(row, call)
            self._sent[row["id"]] = SentUnit(
                row["id"], row["recipient_hash"], call["shown"], message_id, self._parts.clock()
            )
        await self._parts.store.write(self._sent[row["id"]])
        del self._sent[row["id"]]
        self._alarmed = False

    async def _send_call(self, row: Row, call: dict[str, Any]) -> int | None:
        """Send it; return the number of a new message. Buttons that already look so count as sent."""
        try:
            result = await self._api.call(call["method"], call["parameters"])
        except NotAcceptedError as fault:
            if not fault.unchanged and call["method"] != "deleteMessage":
                raise
            return (
                None  # a message that is gone, or that Telegram keeps: there is nothing more to do about it
            )
        if call["method"] != "sendMessage":  # marks on buttons change as fast as they are pressed
            return None
        self._ready_at[row["recipient_hash"]] = _now() + A_CHAT_SECONDS
        return int(result["message_id"])

    def _put_off(self, chat: str, fault: Exception) -> None:
        pause = min(LAST_PAUSE, self._pauses.get(chat, FIRST_PAUSE / 2) * 2)
        self._pauses[chat] = pause
        self._ready_at[chat] = _now() + (fault.seconds if isinstance(fault, TooFastError) else pause)
        if isinstance(fault, TokenError) and not self._alarmed:
            self._alarmed = True
            LOG.critical(
                "Telegram refuses the bot: please check SAY_TELEGRAM_TOKEN. Nobody gets an answer now."
            )
        elif not isinstance(fault, ApiError | StoreUnavailableError):
            LOG.error("a message was not sent (%s)", type(fault).__name__)


def _now() -> float:
    return asyncio.get_running_loop().time()
