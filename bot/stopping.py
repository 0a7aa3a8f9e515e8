"""Somebody in a chat told us to stop: no reminder goes out to them, by letter either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.reminders import TELEGRAM, find_one_person, write_no_reminder

if TYPE_CHECKING:
    from datetime import datetime

    from bot.parts import BotParts
    from forms.units import Row, Write


async def write_stop(parts: BotParts, chat: Row, now: datetime) -> tuple[Write, ...]:
    """Write that whoever the chat's invitation is for wants no reminders, where it is for one person.

    Raises StoreUnavailableError.
    """
    if not chat["invitation_id"]:
        return ()
    whom = await find_one_person(parts.store, chat["invitation_id"])
    if whom is None:
        return ()
    return (write_no_reminder(parts.keys, whom, now, TELEGRAM),)
