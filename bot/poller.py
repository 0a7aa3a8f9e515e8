"""Asks Telegram for updates, stores them, and only then lets Telegram forget them.

The offset is sent with one request only: the one right after a batch was stored. So nothing is
confirmed that was not stored, and when Telegram starts its ids anew (it does after a quiet week) a high
offset of ours cannot confirm low ids that we never saw. After a restart we ask without one: whatever
comes again is known by its hash.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from bot.api import CALL_SECONDS, ApiError, ConflictError
from bot.inbox import KeepUnit, make_row
from bot.needed import ALLOWED, find_id
from bot.trouble import FIRST_PAUSE, Trouble
from forms.problems import StoreUnavailableError

if TYPE_CHECKING:
    from bot.api import BotApi
    from bot.parts import BotParts

LOG = logging.getLogger(__name__)

POLL_SECONDS = 4
"""How long Telegram may keep the question open. Short: that it hangs is noticed only afterwards."""
BATCH = 100


class Poller:
    """One question after another. `news` is set whenever something was stored."""

    def __init__(self, parts: BotParts, api: BotApi, news: asyncio.Event) -> None:
        self._parts = parts
        self._api = api
        self._news = news
        self._offset: int | None = None
        self._trouble = Trouble("no updates from Telegram")

    async def run(self) -> None:
        """Poll until cancelled. Cancelling is safe: what is not confirmed comes again."""
        while True:
            await asyncio.sleep(self._trouble.pause)
            try:
                await self._poll()
            except (ApiError, StoreUnavailableError) as fault:
                self._trouble.note(fault)
                await self._clear_the_way(fault)

    async def _poll(self) -> None:
        updates = await self._ask()
        if not isinstance(updates, list):
            raise ApiError("the answer is not a list")
        if updates:
            await self._keep(updates)
        stored = [found for raw in updates if (found := find_id(raw)) is not None]
        self._offset = max(stored) + 1 if stored else None
        # Without an id nothing can be confirmed, and the same comes again at once.
        self._trouble.end(FIRST_PAUSE if updates and not stored else 0.0)

    async def _ask(self) -> Any:  # noqa: ANN401 - JSON
        offset = {} if self._offset is None else {"offset": self._offset}
        asked = {"timeout": POLL_SECONDS, "limit": BATCH, "allowed_updates": ALLOWED, **offset}
        return await self._api.call("getUpdates", asked, POLL_SECONDS + CALL_SECONDS)

    async def _keep(self, updates: list[Any]) -> None:
        now = self._parts.clock()
        rows = tuple(make_row(self._parts.keys, raw, now) for raw in updates)
        await self._parts.store.write(KeepUnit(rows))
        self._news.set()

    async def _clear_the_way(self, fault: Exception) -> None:
        """Remove a webhook that somebody set once: it keeps every update from us."""
        if isinstance(fault, ConflictError):
            try:
                await self._api.call("deleteWebhook", {"drop_pending_updates": False})
            except ApiError as other:
                LOG.warning("a webhook cannot be removed (%s)", type(other).__name__)
