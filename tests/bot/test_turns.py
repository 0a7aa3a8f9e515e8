"""One chat that writes without end: everything is stored, and nobody else waits for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.inbox import AT_ONCE, list_waiting, open_row
from bot.needed import find_chat_id

if TYPE_CHECKING:
    from tests.bot.talk import Talk

FLOOD = 500


async def flood(talk: Talk) -> list[Talk]:
    """Let one chat send very much, and then three others one message each."""
    for start in range(0, FLOOD, 100):
        await talk.keep(*(talk.write(f"flood {start + number}") for number in range(100)))
    others = [replace(talk, chat=talk.chat + number, next_id=10_000 * number) for number in (1, 2, 3)]
    for other in others:
        await other.keep(other.write("/privacy"))
    return others


async def test_chat_that_floods_keeps_nobody_waiting(talk: Talk) -> None:
    others = await flood(talk)
    assert await talk.count("inboxupdate") == FLOOD + 3, "all of it is stored"
    await talk.handle()
    texts = await talk.deliver()
    assert sum(text.startswith("Have Your Say belongs to") for text in texts) == len(others)
    assert await talk.count("inboxupdate", "done_at IS NULL") == FLOOD + 3 - AT_ONCE


async def test_messages_of_one_chat_stay_in_their_order(talk: Talk) -> None:
    await flood(talk)
    rows = await list_waiting(talk.parts.store)
    kept = [open_row(talk.parts.keys, row) for row in rows]
    mine = [update["message"]["text"] for update in kept if find_chat_id(update) == talk.chat]
    assert mine == [f"flood {number}" for number in range(len(mine))]
    assert len(mine) == AT_ONCE - 3


async def test_whatever_was_sent_is_handled_in_the_end(talk: Talk) -> None:
    await flood(talk)
    while await talk.worker.handle_waiting(asyncio.Event()):
        pass
    assert await talk.count("inboxupdate", "done_at IS NULL OR chat_hash IS NOT NULL") == 0
