"""What waits to be sent: the next message of each chat, and what becomes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from bot.handled import CHANNEL, note_number
from forms.records import Chat, ChatMessage, OutboxMessage
from forms.units import Delete, Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store

ROOM = 100
"""Places between two turns: more messages than any turn has."""


class Positions:
    """Hands out places in the outbox, each after the last, even when the clock is set back."""

    def __init__(self, clock: Callable[[], datetime], last: int) -> None:
        self._clock = clock
        self._last = last

    @classmethod
    async def after_those_in(cls, store: Store, clock: Callable[[], datetime]) -> Positions:
        """Go on after what is waiting. Raises StoreUnavailableError."""
        rows = await store.read(select(func.max(col(OutboxMessage.position)).label("last")).where(_WAITING))
        return cls(clock, rows[0]["last"] or 0)

    def take(self) -> int:
        """Return the first place of a turn: the time in nanoseconds, if the clock goes on."""
        self._last = max(int(self._clock().timestamp() * 1_000_000) * 1_000, self._last + ROOM)
        return self._last


_WAITING = (col(OutboxMessage.channel) == CHANNEL) & col(OutboxMessage.failed_at).is_(None)


async def list_next(store: Store) -> Sequence[Row]:
    """Return the first waiting message of every chat, the longest waiting first."""
    first = (
        select(
            col(OutboxMessage.recipient_hash).label("chat_hash"),
            func.min(col(OutboxMessage.position)).label("first"),
        )
        .where(_WAITING)
        .group_by(col(OutboxMessage.recipient_hash))
        .subquery()
    )
    found = (
        select(OutboxMessage.__table__)  # type: ignore[attr-defined]  # SQLModel sets it on every table
        .join(
            first,
            (col(OutboxMessage.recipient_hash) == first.c.chat_hash)
            & (col(OutboxMessage.position) == first.c.first),
        )
        .where(_WAITING)
        .order_by(col(OutboxMessage.position), col(OutboxMessage.id))
    )
    return await store.read(found)


def open_call(keys: Keys, row: Row) -> dict[str, Any]:
    """Open a waiting message: method, parameters and what it shows. Raises TamperedError."""
    call: dict[str, Any] = json.loads(keys.open_message(row["sealed"]))
    return call


@dataclass(frozen=True, slots=True)
class SentUnit:
    """A message was delivered: it leaves the outbox, and the chat has now been shown what it shows.

    `message_id` is Telegram's number for it; None when only the buttons of an earlier one changed.
    """

    outbox_id: str
    chat_hash: str
    shown: Mapping[str, Any] | None
    message_id: int | None
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(OutboxMessage, "id", self.outbox_id), Key(Chat, "chat_hash", self.chat_hash))

    def decide(self, rows: Rows) -> Writes[None]:
        """Delete the message and note what was shown."""
        gone = Delete(OutboxMessage, {"id": self.outbox_id})
        chat = rows.get(self.reads[1])
        return Writes(None, (gone, *self._note_number(chat), *self._note_shown(chat)))

    def _note_number(self, chat: Row | None) -> tuple[Write, ...]:
        if chat is None or self.message_id is None:
            return ()
        return (note_number(self.chat_hash, self.message_id, self.now),)

    def _note_shown(self, chat: Row | None) -> Iterator[Write]:
        shown = self.shown
        if chat is None or shown is None or chat["response_id"] != shown["response_id"]:
            return
        values: dict[str, Any] = {"shown_question": shown["question"], "shown_revision": shown["revision"]}
        if self.message_id is not None:
            values |= {"shown_message": self.message_id}
            values |= {"earlier_question": chat["shown_question"], "earlier_revision": chat["shown_revision"]}
        yield Update(Chat, {"chat_hash": self.chat_hash}, values)


@dataclass(frozen=True, slots=True)
class SplitUnit:
    """Telegram does not delete these messages together: they are to be deleted one by one, in their place."""

    keys: Keys
    outbox_id: str
    call: Mapping[str, Any]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(OutboxMessage, "id", self.outbox_id),)

    def decide(self, rows: Rows) -> Writes[None]:
        """Put a call for each message in the place of the one."""
        row = rows.get(self.reads[0])
        if row is None:
            return Writes(None)
        numbers = self.call["parameters"]["message_ids"]
        gone = Delete(OutboxMessage, {"id": self.outbox_id})
        return Writes(None, (*(self._write_one(row, number) for number in numbers), gone))

    def _write_one(self, row: Row, number: int) -> Write:
        parameters = {"chat_id": self.call["parameters"]["chat_id"], "message_id": number}
        call = {"method": "deleteMessage", "parameters": parameters, "shown": None}
        alone = {
            "id": self.keys.mac("outbox", self.outbox_id, str(number)),
            "sealed": self.keys.seal_message(json.dumps(call).encode()),
            "attempts": 0,
        }
        return Insert(OutboxMessage, {**row, **alone}, unless_there=True)


@dataclass(frozen=True, slots=True)
class FailedUnit:
    """A message that will never be accepted: it stays behind, marked, and blocks no other."""

    outbox_id: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(OutboxMessage, "id", self.outbox_id),)

    def decide(self, rows: Rows) -> Writes[None]:
        """Mark it."""
        if rows.get(self.reads[0]) is None:
            return Writes(None)
        return Writes(None, (Update(OutboxMessage, {"id": self.outbox_id}, {"failed_at": self.now}),))


@dataclass(frozen=True, slots=True)
class BlockedUnit:
    """The person stopped the bot: the chat is flagged, and nothing more waits for it."""

    chat_hash: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Chat, "chat_hash", self.chat_hash),)

    def decide(self, rows: Rows) -> Writes[None]:
        """Flag the chat and drop its messages."""
        drop = Delete(OutboxMessage, {"recipient_hash": self.chat_hash, "channel": CHANNEL})
        chat = rows.get(self.reads[0])
        flag = (Update(Chat, {"chat_hash": self.chat_hash}, {"blocked_at": self.now}),) if chat else ()
        forget = Delete(ChatMessage, {"chat_hash": self.chat_hash})
        return Writes(None, (*flag, drop, forget))
