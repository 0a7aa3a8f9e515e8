"""Handles stored updates, one at a time, a chat's own in their order. Also what a crash left behind."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.desk import Handling
from bot.handled import Envelope, HandleUnit, Say
from bot.inbox import AttemptUnit, list_waiting, open_row
from bot.messages import Message, join_blocks
from bot.needed import find_chat_id, find_message_id
from bot.wording import NOT_TAKEN
from forms.keys import TamperedError
from forms.problems import StoreUnavailableError
from forms.speaking import say, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram.ext import Application

    from bot.courtesy import Courtesy
    from bot.desk import Desk
    from bot.outbox import Positions
    from bot.parts import BotParts
    from forms.units import Row

LOG = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
"""How often one update is tried: a fault of the moment has passed by then, a poison never will."""
LOOK_EVERY_SECONDS = 1.0
PAUSE_SECONDS = 1.0
"""After the database could not be reached: nothing is lost, and nothing counts as an attempt."""


class PutOffError(Exception):
    """A file that it brought is on its way: it is handled when that is there."""


class MalformedError(Exception):
    """It cannot be read as an update, today or ever."""


class Worker:
    """Takes updates from the inbox. `news` wakes it, `post` tells the sender that there is something."""

    def __init__(  # noqa: PLR0913 - what it works with, each its own thing
        self,
        parts: BotParts,
        desk: Desk,
        application: Application[Any, Any, Any, Any, Any, Any],
        positions: Positions,
        courtesy: Courtesy,
        *,
        news: asyncio.Event,
        post: asyncio.Event,
    ) -> None:
        self._parts = parts
        self._desk = desk
        self._application = application
        self._positions = positions
        self._courtesy = courtesy
        self._fetcher = desk.fetcher
        self._news = news
        self._post = post
        self._found_at_start: frozenset[str] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; the update in hand is finished."""
        while not stop.is_set():
            self._news.clear()
            try:
                handled = await self.handle_waiting(stop)
            except StoreUnavailableError:
                LOG.warning("the inbox cannot be reached; trying again")
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if not handled:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), LOOK_EVERY_SECONDS)

    async def handle_waiting(self, stop: asyncio.Event) -> int:
        """Handle what waits now; return how many there were. Raises StoreUnavailableError."""
        rows = await list_waiting(self._parts.store)
        self._note_start(rows)
        handled = 0
        for row in rows:
            if stop.is_set():
                break
            if not self._fetcher.keeps_waiting(row["chat_hash"]):
                await self._handle(row)
                handled += 1
        return handled

    def _note_start(self, rows: Sequence[Row]) -> None:
        if self._found_at_start is None:
            self._found_at_start = frozenset(row["update_hash"] for row in rows)

    async def _handle(self, row: Row) -> None:
        """Handle one update until it is done or set aside. Raises StoreUnavailableError."""
        attempts = row["attempts"]
        is_new = self._fetcher.find(row["update_hash"]) is None
        if is_new and self._found_at_start and row["update_hash"] in self._found_at_start:
            # It may be what ended the last process: counted before, so that it cannot end every next one.
            attempts = await self._parts.store.write(AttemptUnit(row["update_hash"])) - 1
        while attempts < MAX_ATTEMPTS:
            fault = await self._try(row)
            if isinstance(fault, PutOffError):
                return
            if fault is None:
                self._fetcher.forget(row["update_hash"])
                self._post.set()
                return
            LOG.warning("an update was not handled (%s)", type(fault).__name__)
            if isinstance(fault, MalformedError):
                break
            attempts = await self._parts.store.write(AttemptUnit(row["update_hash"]))
        await self._set_aside(row)

    async def _try(self, row: Row) -> BaseException | None:
        """Try once; return what went wrong. Raises StoreUnavailableError."""
        try:
            kept = open_row(self._parts.keys, row)
            update = Update.de_json(kept, self._application.bot)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it will be no better next time
            return MalformedError()
        handling = self._desk.handling = Handling(self._address(row, kept))
        with speaking(await self._desk.find_language(handling.envelope.chat_hash)):
            await self._application.process_update(update)
            if handling.wanted:
                self._fetcher.begin(handling.wanted)
        if isinstance(handling.fault, StoreUnavailableError):
            raise handling.fault
        if handling.wanted:
            return PutOffError()
        if handling.done:
            self._courtesy.thank_for_press(kept)
            return None
        return handling.fault or MalformedError()

    def _address(self, row: Row, kept: dict[str, Any]) -> Envelope:
        chat_id = find_chat_id(kept)
        return Envelope(
            update_hash=row["update_hash"],
            chat_id=chat_id,
            chat_hash=self._parts.hash_chat(chat_id) if chat_id is not None else "",
            position=self._positions.take(),
            now=self._parts.clock(),
            message_id=find_message_id(kept),
        )

    async def _set_aside(self, row: Row) -> None:
        """Keep it for a person to look at, and tell whoever sent it, if that can be seen."""
        self._fetcher.forget(row["update_hash"])
        try:
            kept = open_row(self._parts.keys, row)
        except (TamperedError, ValueError):
            kept = {}
        envelope = self._address(row, kept)
        language = await self._desk.find_language(envelope.chat_hash)
        with speaking(language):
            sorry = Say((Message(join_blocks(say(NOT_TAKEN))),))
        await self._parts.store.write(
            HandleUnit(self._parts.keys, envelope, sorry, set_aside=True, language=language)
        )
        self._post.set()
        LOG.error("an update was set aside: it could not be handled")
