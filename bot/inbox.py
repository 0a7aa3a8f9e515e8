"""Updates made durable before Telegram is told that we have them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from bot.needed import find_chat_id, find_id, identify, keep_needed
from forms.records import InboxUpdate
from forms.units import Insert, Key, Row, Rows, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store

AT_ONCE = 50
"""Updates the worker takes in one look."""


@dataclass(frozen=True, slots=True)
class KeepUnit:
    """Store updates; those that are there already, under this id or another, are left as they are."""

    rows: tuple[Row, ...]
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        """Insert them all."""
        del rows
        return Writes(None, tuple(Insert(InboxUpdate, row, unless_there=True) for row in self.rows))


@dataclass(frozen=True, slots=True)
class AttemptUnit:
    """Note that an update is being tried once more."""

    update_hash: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(InboxUpdate, "update_hash", self.update_hash),)

    def decide(self, rows: Rows) -> Writes[int]:
        """Count it, and tell how often it was tried."""
        row = rows.get(self.reads[0])
        attempts = row["attempts"] + 1 if row else 1
        update = Update(InboxUpdate, {"update_hash": self.update_hash}, {"attempts": attempts})
        return Writes(attempts, (update,))


def make_row(keys: Keys, raw: Any, now: datetime) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Make the row of one update, stripped and sealed. What is no update at all is set aside at once."""
    update_id = find_id(raw)
    kept = keep_needed(raw) if update_id is not None else {"not_an_update": type(raw).__name__}
    event, chat_id = identify(kept), find_chat_id(kept)
    named = ("update", str(update_id)) if update_id is not None else ("odd", json.dumps(raw, sort_keys=True))
    return {
        "update_hash": keys.mac(*named),
        "message_hash": keys.mac("event", *event) if event else None,
        "position": update_id or 0,
        "chat_hash": keys.mac("chat", str(chat_id)) if chat_id is not None else None,
        "sealed": keys.seal_message(json.dumps(kept).encode()),
        "received_at": now,
        "done_at": None,
        "attempts": 0,
        "set_aside_at": None if update_id is not None else now,
    }


def open_row(keys: Keys, row: Row) -> dict[str, Any]:
    """Open a stored update. Raises TamperedError."""
    kept: dict[str, Any] = json.loads(keys.open_message(row["sealed"]))
    return kept


async def list_waiting(store: Store) -> Sequence[Row]:
    """Return updates that nobody has handled yet: the first of every chat, then the second, and so on.

    However many one chat sends, any other waits for one look at most.
    """
    waiting = select(InboxUpdate.__table__, _TURN.label("turn")).where(  # type: ignore[attr-defined]  # SQLModel sets it on every table
        col(InboxUpdate.done_at).is_(None), col(InboxUpdate.set_aside_at).is_(None)
    )
    ordered = waiting.order_by("turn", col(InboxUpdate.position), col(InboxUpdate.update_hash))
    return await store.read(ordered.limit(AT_ONCE))


_TURN = func.row_number().over(
    partition_by=func.coalesce(col(InboxUpdate.chat_hash), col(InboxUpdate.update_hash)),
    order_by=(col(InboxUpdate.position), col(InboxUpdate.update_hash)),
)
"""Place among what waits of the same chat. What names no chat stands for itself."""
