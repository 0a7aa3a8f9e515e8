"""What is nice to do and may be lost: stopping the little clock on a button, the list of commands."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from bot.api import ApiError
from bot.wording import list_commands

if TYPE_CHECKING:
    from bot.api import BotApi

LOG = logging.getLogger(__name__)

MAX_WAITING = 100
"""Presses whose clock still turns. It stops by itself after some seconds."""


class Courtesy:
    """Does these things one after another; a failed one is forgotten."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._presses: asyncio.Queue[str] = asyncio.Queue(MAX_WAITING)

    def thank_for_press(self, kept: dict[str, Any]) -> None:
        """Have the clock on a pressed button stopped. Updates that are no presses are left alone."""
        query = kept.get("callback_query")
        if isinstance(query, dict) and not self._presses.full():
            self._presses.put_nowait(str(query.get("id")))

    async def run(self) -> None:
        """Work until cancelled."""
        await self._publish_commands()
        while True:
            query_id = await self._presses.get()
            try:
                await self._api.call("answerCallbackQuery", {"callback_query_id": query_id})
            except ApiError as fault:
                LOG.debug("a press was not acknowledged (%s)", type(fault).__name__)

    async def _publish_commands(self) -> None:
        commands = [{"command": name, "description": what} for name, what in list_commands().items()]
        try:
            await self._api.call("setMyCommands", {"commands": commands})
        except ApiError as fault:
            LOG.info("the list of commands is not published (%s)", type(fault).__name__)
