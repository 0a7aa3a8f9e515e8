"""What must arrive and what must go out: the durable edges of the service."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlalchemy import BigInteger
from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class InboxUpdate(Record, table=True):
    """A Telegram update, sealed before it is stored; emptied to the hash of its id once handled."""

    update_hash: str = Field(primary_key=True)
    message_hash: str | None = Field(default=None, unique=True)
    """Of chat and message id: the same message under a new update id is handled once."""
    position: int = Field(sa_type=BigInteger, index=True)
    """The update id: handled in this order within a chat."""
    chat_hash: str | None = None
    """Which chat it came from, until it is handled: chats take turns."""
    sealed: bytes | None = None
    received_at: datetime = Field(sa_type=UtcTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    attempts: int = 0
    set_aside_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """A poison update: tried often enough, kept sealed for a person to look at."""


class Chat(Record, table=True):
    """A chat that said OK: which conversation it is in and which question it was last shown.

    Words sent before the last question reached the chat (their message id is lower than `shown_message`)
    belong to the question before it: `earlier_question`, as it was shown with `earlier_revision`.
    """

    chat_hash: str = Field(primary_key=True)
    response_id: str | None = None
    invitation_id: str | None = None
    shown_question: str | None = None
    shown_revision: int = 0
    shown_message: int | None = Field(default=None, sa_type=BigInteger)
    earlier_question: str | None = None
    earlier_revision: int = 0
    blocked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    language: str | None = None
    """The code of the language that was chosen here."""
    sealed_id: bytes | None = None
    """How to write to this chat, sealed to the service's public key: only of a chat that asked for an answer
    here (`forms.answering`) and has not told us to stop."""


class ChatMessage(Record, table=True):
    """The number of one message in a chat that said OK, its own or ours, for two days: to clear the chat."""

    chat_hash: str = Field(primary_key=True)
    message_id: int = Field(primary_key=True, sa_type=BigInteger)
    noted_at: datetime = Field(sa_type=UtcTime, index=True)


class OutboxMessage(Record, table=True):
    """Something that must be sent. `channel`: telegram or email. Deleted when delivered."""

    id: str = Field(primary_key=True)
    channel: str = Field(index=True)
    recipient_hash: str
    """Keeps the order of one chat's messages; for e-mail, empty."""
    position: int = Field(sa_type=BigInteger)
    """Order within the recipient: time in nanoseconds, then place in the turn."""
    sealed: bytes
    """Method and parameters, or subject and text, sealed."""
    created_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime, index=True)
    attempts: int = 0
    failed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Given up: the recipient is gone, or the request can never be accepted."""
