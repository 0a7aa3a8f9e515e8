"""One update handled: what it changes, what is said, and that it is done, in one unit of work."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.keyboards import put_help_under
from bot.messages import Message, write_call
from forms.records import Chat, ChatMessage, InboxUpdate, OutboxMessage
from forms.speaking import ENGLISH, Language, speaking
from forms.units import Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from forms.keys import Keys

CHANNEL = "telegram"

NEW_CHAT: Mapping[str, Any] = {
    "response_id": None,
    "invitation_id": None,
    "shown_question": None,
    "shown_revision": 0,
    "shown_message": None,
    "earlier_question": None,
    "earlier_revision": 0,
    "blocked_at": None,
    "language": None,
    "sealed_id": None,
}


@dataclass(frozen=True, slots=True)
class Reaction:
    """What an update leads to. `chat`: columns to set on the chat's row, which is made if it is missing."""

    messages: tuple[Message, ...] = ()
    writes: tuple[Write, ...] = ()
    chat: Mapping[str, Any] | None = None
    calls: tuple[Mapping[str, Any], ...] = ()
    """Calls of the Bot API that go out in front of the messages."""


class Act(Protocol):
    """What is to be done about an update, as a pure decision over the rows it reads."""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows it reads, beside the chat's."""
        ...

    def decide(self, rows: Rows, chat: Row | None) -> Reaction:
        """Decide."""
        ...


@dataclass(frozen=True, slots=True)
class Say:
    """Just say something."""

    messages: tuple[Message, ...] = ()
    chat: Mapping[str, Any] | None = None
    writes: tuple[Write, ...] = ()
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows, chat: Row | None) -> Reaction:
        """Say it, whatever the rows."""
        del rows, chat
        return Reaction(self.messages, self.writes, self.chat)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where an update came from and when: all that its unit needs beside the act.

    `position` orders what is said within the chat. `chat_id` is None where nobody can be answered.
    """

    update_hash: str
    chat_id: int | None
    chat_hash: str
    position: int
    now: datetime
    message_id: int | None = None
    """Of the message that came."""


def note_number(chat_hash: str, message_id: int, now: datetime) -> Insert:
    """Note the number of a message."""
    row = {"chat_hash": chat_hash, "message_id": message_id, "noted_at": now}
    return Insert(ChatMessage, row, unless_there=True)


@dataclass(frozen=True, slots=True)
class HandleUnit:
    """An act, its messages in the outbox, and the inbox row emptied: all, or nothing."""

    keys: Keys
    envelope: Envelope
    act: Act
    set_aside: bool = False
    earlier: tuple[int, ...] = ()
    """Numbers of messages from before the chat said OK, which until then were noted nowhere."""
    language: Language = ENGLISH
    """In which it is said: it is decided in the store, where no language is spoken."""
    _inbox: Key = field(init=False)
    _chat: Key = field(init=False)

    def __post_init__(self) -> None:
        """Name the two rows that every update reads."""
        object.__setattr__(self, "_inbox", Key(InboxUpdate, "update_hash", self.envelope.update_hash))
        object.__setattr__(self, "_chat", Key(Chat, "chat_hash", self.envelope.chat_hash))

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self._inbox, self._chat, *self.act.reads)

    def decide(self, rows: Rows) -> Writes[None]:
        """Decide; an update that was handled before does nothing."""
        row = rows.get(self._inbox)
        if row is None or row["done_at"] or row["set_aside_at"]:
            return Writes(None)
        chat = rows.get(self._chat)
        with speaking(self.language):
            reaction = self.act.decide(rows, chat)
            posted = tuple(self._post(chat, reaction))
        return Writes(
            None,
            (
                *self._note_numbers(chat, reaction),
                *reaction.writes,
                *self._write_chat(chat, reaction),
                *posted,
                self._close(),
            ),
        )

    def _note_numbers(self, chat: Row | None, reaction: Reaction) -> Iterator[Write]:
        """Note which messages there are, so that they can be cleared; of a chat that said OK only."""
        if chat is None and reaction.chat is None:
            return
        for number in filter(None, {self.envelope.message_id, *self.earlier}):
            yield note_number(self.envelope.chat_hash, number, self.envelope.now)

    def _write_chat(self, chat: Row | None, reaction: Reaction) -> Iterator[Write]:
        key = {"chat_hash": self.envelope.chat_hash}
        if reaction.chat is not None and chat is None:
            yield Insert(Chat, {**key, **NEW_CHAT, **reaction.chat})
        elif reaction.chat:
            yield Update(Chat, key, reaction.chat)

    def _post(self, chat: Row | None, reaction: Reaction) -> Iterator[Write]:
        if self.envelope.chat_id is None:
            return
        response_id = {**(chat or {}), **(reaction.chat or {})}.get("response_id")
        for place, call in enumerate(reaction.calls):
            yield Insert(OutboxMessage, self._write_row(place, call))
        for place, message in enumerate(put_help_under(reaction.messages), len(reaction.calls)):
            call = write_call(message, self.envelope.chat_id)
            shown = message.shown and {"response_id": response_id, **asdict(message.shown)}
            yield Insert(OutboxMessage, self._write_row(place, {**call, "shown": shown}))

    def _write_row(self, place: int, call: Row) -> Row:
        return {
            "id": self.keys.mac("outbox", self.envelope.update_hash, str(place)),
            "channel": CHANNEL,
            "recipient_hash": self.envelope.chat_hash,
            "position": self.envelope.position + place,
            "sealed": self.keys.seal_message(json.dumps(call).encode()),
            "created_at": self.envelope.now,
            "due_at": self.envelope.now,
            "attempts": 0,
            "failed_at": None,
        }

    def _close(self) -> Write:
        key = {"update_hash": self.envelope.update_hash}
        if self.set_aside:
            return Update(InboxUpdate, key, {"chat_hash": None, "set_aside_at": self.envelope.now})
        return Update(InboxUpdate, key, {"sealed": None, "chat_hash": None, "done_at": self.envelope.now})
