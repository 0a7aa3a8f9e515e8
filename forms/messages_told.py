"""That a message has come: the person opened it, or somebody told them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.messages import may_be_opened
from forms.records import Action, Message
from forms.units import Key, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from forms.units import Row, Rows, Write


@dataclass(frozen=True, slots=True)
class SeenUnit:
    """The person opened messages themselves: of what was done about something they said, they know now."""

    messages: tuple[Row, ...]
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return tuple(key for message in self.messages for key in list_told_keys(message))

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        return Writes(True, tuple(write_seen(rows, self.messages, self.now)))  # noqa: FBT003 - nothing else


def list_told_keys(message: Row) -> tuple[Key, ...]:
    """Name the rows that change when somebody learns of a message."""
    action = (Key(Action, "id", message["action_id"]),) if message["action_id"] else ()
    return (Key(Message, "id", message["id"]), *action)


def write_seen(rows: Rows, messages: Sequence[Row], now: datetime) -> Iterator[Write]:
    """Write that the person opened these themselves, those that they had not opened before."""
    for message in messages:
        row, *action = (rows.get(key) for key in list_told_keys(message))
        if row is not None and row["seen_at"] is None and may_be_opened(row):
            yield Update(Message, {"id": row["id"]}, {"seen_at": now})
            yield from _tell(action, {"told_at": now})


@dataclass(frozen=True, slots=True)
class ToldUnit:
    """Somebody told the person: rang, posted the letter, spoke with them. False: there is no such message."""

    message: Row
    by: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return list_told_keys(self.message)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it, once."""
        row, *action = (rows.get(key) for key in self.reads)
        if row is None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        if row["done_at"] is not None:
            return Writes(True)  # noqa: FBT003 - the result is the answer
        told = Update(Message, {"id": row["id"]}, {"done_at": self.now, "done_by": self.by})
        also = _tell(action, {"told_at": self.now, "told_by": self.by})
        return Writes(True, (told, *also))  # noqa: FBT003 - the result is the answer


def _tell(action: Sequence[Row | None], values: dict[str, Any]) -> Iterator[Write]:
    for row in action:
        if row is not None and row["told_at"] is None:
            yield Update(Action, {"id": row["id"]}, values)
