"""Has Telegram call us: sets the webhook at the start, sees to it that it stays, and says when calls fail.

It is not removed when we stop: Telegram keeps what it cannot deliver for a day and calls again, and so
nothing is lost while we are away.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from bot.api import ApiError, NotAcceptedError
from bot.needed import ALLOWED
from bot.trouble import Trouble

if TYPE_CHECKING:
    from bot.api import BotApi
    from bot.parts import BotParts

LOG = logging.getLogger(__name__)

WEBHOOK_PATH = "/telegram/webhook"
MAX_CALLS = 40
"""Calls Telegram may have open at once, its own default: what arrives together shares one commit, and a
database that hangs holds 40 connections of some 2,000."""
LOOK_SECONDS = 60.0
"""Between two looks whether the webhook is still ours: another program with the token may have taken it."""


class WebhookKeeper:
    """One look after another, until cancelled. Never asks for updates: Telegram allows one way at a time."""

    def __init__(self, parts: BotParts, api: BotApi) -> None:
        self._address = f"{parts.settings.public_url.rstrip('/')}{WEBHOOK_PATH}"
        self._secret = parts.settings.telegram_webhook_secret
        self._api = api
        self._trouble = Trouble("the webhook cannot be set")
        self._failed_at: Any = None

    async def run(self) -> None:
        """Set it, then look after it. Cancelling is safe."""
        step = self._set
        while True:
            try:
                await step()
            except ApiError as fault:
                self._note(fault)
            else:
                self._trouble.end(LOOK_SECONDS)
                step = self._look
            await asyncio.sleep(self._trouble.pause)

    async def _set(self) -> None:
        """Tell Telegram where to call, and the secret by which we know it. Raises ApiError."""
        await self._api.call(
            "setWebhook",
            {
                "url": self._address,
                "secret_token": self._secret,
                "allowed_updates": ALLOWED,
                "max_connections": MAX_CALLS,
                "drop_pending_updates": False,
            },
        )

    async def _look(self) -> None:
        """Set it again if it is not ours any more; say it if Telegram could not reach us. Raises ApiError."""
        info = await self._api.call("getWebhookInfo", {})
        if not isinstance(info, dict):
            raise ApiError("the answer is no object")
        if info.get("url") != self._address:
            LOG.error("somebody else has changed the bot's webhook; setting it again")
            await self._set()
        failed_at, earlier = info.get("last_error_date"), self._failed_at
        self._failed_at = failed_at
        if failed_at != earlier and info.get("pending_update_count"):
            LOG.error(
                "Telegram could not deliver messages to SAY_PUBLIC_URL lately; it calls again by itself"
            )

    def _note(self, fault: ApiError) -> None:
        self._trouble.note(fault)
        if isinstance(fault, NotAcceptedError):
            LOG.critical("Telegram does not take our webhook: is SAY_PUBLIC_URL public, with a certificate?")
