"""'Clear this chat': the messages of a conversation are deleted from it, where Telegram allows.

What must be known for it are the numbers of the messages. They are noted only of a chat that said OK, hold
nothing else, and are destroyed before Telegram would refuse them anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from bot import wording
from bot.callbacks import Action, Press
from bot.handled import Reaction
from bot.messages import Button, Message, join_blocks
from forms.records import ChatMessage
from forms.speaking import gettext, ngettext
from forms.units import Delete, Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.parts import BotParts
    from forms.units import Row, Rows, Write

CLEARABLE = timedelta(hours=47)
"""Telegram deletes for 48 hours. Numbers are forgotten hourly, so that none is there for longer."""
AT_ONCE = 100
"""Messages of one call: Telegram takes no more."""
MAX_NUMBERS = 3_000
"""Of one turn, in 30 calls: more than anybody sends in two days. What is beyond can be cleared next."""


async def list_numbers(parts: BotParts, chat_hash: str) -> tuple[int, ...]:
    """List the numbers of a chat's messages that can still be cleared, the latest first."""
    numbers = (
        select(col(ChatMessage.message_id))
        .where(col(ChatMessage.chat_hash) == chat_hash, col(ChatMessage.noted_at) > parts.clock() - CLEARABLE)
        .order_by(col(ChatMessage.message_id).desc())
        .limit(MAX_NUMBERS)
    )
    return tuple(row["message_id"] for row in await parts.store.read(numbers))


def build_clear_button() -> Button:
    """Return the button that offers it."""
    return Button(gettext(wording.CLEAR), Press(Action.CLEAR))


def write_clearing(chat_id: int, numbers: Sequence[int]) -> tuple[dict[str, Any], ...]:
    """Write the calls that delete these messages."""
    batches = (numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE))
    return tuple(
        {
            "method": "deleteMessages",
            "parameters": {"chat_id": chat_id, "message_ids": list(batch)},
            "shown": None,
        }
        for batch in batches
    )


def forget_numbers(chat_hash: str, numbers: Sequence[int]) -> tuple[Write, ...]:
    """Forget the numbers that are on their way to be deleted: another that comes meanwhile stays noted."""
    return tuple(Delete(ChatMessage, {"chat_hash": chat_hash, "message_id": number}) for number in numbers)


@dataclass(frozen=True, slots=True)
class ClearAct:
    """Have a chat's messages deleted, forget their numbers, and say what stays."""

    chat_id: int
    chat_hash: str
    numbers: tuple[int, ...]
    go_on: bool = False
    """Whether a conversation is under way that would be out of sight."""
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows, chat: Row | None) -> Reaction:
        """Put the calls into the outbox, in front of what is said."""
        del rows, chat
        on = ((Button(gettext(wording.GO_ON), Press(Action.RESUME)),),) if self.go_on else ()
        said = gettext(wording.CLEARED if self.numbers else wording.NOTHING_TO_CLEAR)
        stays = (gettext(wording.CLEARED_STAYS), gettext(wording.CLEARED_HELD))
        message = Message(join_blocks(said, stays), on)
        calls = write_clearing(self.chat_id, self.numbers)
        return Reaction((message,), forget_numbers(self.chat_hash, self.numbers), calls=calls)


def describe_numbers(count: int) -> str:
    """Say how many numbers are held; empty for none."""
    if not count:
        return ""
    said = ngettext(
        "We also hold the number of {count} message here, so that you can clear this chat. "
        "It is gone after two days at most.",
        "We also hold the numbers of {count} messages here, so that you can clear this chat. "
        "They are gone after two days at most.",
        count,
    )
    return said.format(count=count)
