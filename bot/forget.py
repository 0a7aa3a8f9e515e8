"""Forgets what is not needed any more: hashes of handled updates, and the keys of old drafts."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from bot.clearing import CLEARABLE
from bot.handled import CHANNEL
from bot.wording import DRAFT_DAYS
from forms.problems import StoreUnavailableError
from forms.records import Attachment, ChatMessage, InboxUpdate, OutboxMessage, Response
from forms.units import Delete, Key, Rows, Writes

if TYPE_CHECKING:
    from sqlalchemy import Select

    from bot.parts import BotParts

LOG = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0
KEEP_HASHES = timedelta(days=3)
"""Telegram delivers an update again for a day at most; its ids start anew after a week at the earliest."""
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class ForgetUnit:
    """Rows to remove."""

    rows: tuple[Delete, ...]
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        """Remove them."""
        del rows
        return Writes(None, self.rows)


async def forget_old(parts: BotParts) -> None:
    """Forget once. Raises StoreUnavailableError."""
    destroyed = parts.keys.destroy_draft_keys(parts.today - timedelta(days=DRAFT_DAYS))
    if destroyed:
        LOG.info("the draft keys of %d days are destroyed", destroyed)
    now = parts.clock()
    hashes = now - KEEP_HASHES
    aside = now - timedelta(days=parts.settings.keep_days)
    old_updates: Select[Any] = select(col(InboxUpdate.update_hash).label("key")).where(
        (col(InboxUpdate.done_at) < hashes) | (col(InboxUpdate.set_aside_at) < aside)
    )
    old_messages: Select[Any] = select(col(OutboxMessage.id).label("key")).where(
        col(OutboxMessage.channel) == CHANNEL, col(OutboxMessage.failed_at) < hashes
    )
    updates = await parts.store.read(old_updates.limit(AT_ONCE))
    messages = await parts.store.read(old_messages.limit(AT_ONCE))
    unreadable = await parts.store.read(_list_unreadable_files(parts))
    old_numbers = select(col(ChatMessage.chat_hash), col(ChatMessage.message_id)).where(
        col(ChatMessage.noted_at) < now - CLEARABLE
    )
    numbers = await parts.store.read(old_numbers.limit(AT_ONCE))
    rows = [Delete(Attachment, {"id": row["key"]}) for row in unreadable]
    rows += [Delete(InboxUpdate, {"update_hash": row["key"]}) for row in updates]
    rows += [Delete(OutboxMessage, {"id": row["key"]}) for row in messages]
    rows += [Delete(ChatMessage, dict(row)) for row in numbers]
    if rows:
        await parts.store.write(ForgetUnit(tuple(rows)))


def _list_unreadable_files(parts: BotParts) -> Select[Any]:
    """List files of drafts whose day's key is destroyed: nobody can open them any more."""
    oldest = (parts.today - timedelta(days=DRAFT_DAYS)).isoformat()
    return (
        select(col(Attachment.id).label("key"))
        .join(Response, col(Response.id) == col(Attachment.response_id))
        .where(col(Response.submitted_at).is_(None), col(Response.draft_day) < oldest)
        .limit(AT_ONCE)
    )


async def run_forgetting(parts: BotParts) -> None:
    """Forget at the start and every hour, until cancelled."""
    while True:
        try:
            await forget_old(parts)
        except StoreUnavailableError:
            LOG.warning("forgetting is put off: the database cannot be reached")
        await asyncio.sleep(EVERY_SECONDS)
