"""What is left over: tables that carry messages, and tables that no other chapter speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.documents.model import Chapter, Entry, Section
from admin.subject_access.saying import say_value
from forms.records import (
    Action,
    Alert,
    AlertStep,
    Attachment,
    Chat,
    ChatMessage,
    Child,
    Coding,
    Complaint,
    ComplaintStep,
    HandedOver,
    HandOver,
    InboxUpdate,
    Invitation,
    InvitationCode,
    Message,
    NoReminder,
    OutboxMessage,
    Quote,
    Reminder,
    Response,
    ResponseAnswer,
    Review,
    ReviewMove,
    Sitting,
    Visit,
    WishOutcome,
    WorkerNote,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import SQLModel

    from forms.belongings import Belongings
    from forms.units import Row

TOLD: frozenset[type[SQLModel]] = frozenset(
    {
        *(Child, Review, Sitting, Visit, Invitation, InvitationCode),
        *(Response, ResponseAnswer, Attachment, WorkerNote, Alert, AlertStep, Action, Message),
        *(Complaint, ComplaintStep, Quote, Coding, WishOutcome),
        *(HandOver, HandedOver, ReviewMove, Reminder, NoReminder),
    }
)
"""Tables that a chapter of their own tells of."""
ONLY_COUNTED: dict[type[SQLModel], str] = {
    Chat: "Telegram chats that are in a conversation about this child",
    ChatMessage: "Numbers of messages in such chats, so that they can be cleared (kept two days)",
    InboxUpdate: "Messages from such chats that wait to be handled, sealed",
    OutboxMessage: "Messages to such chats that wait to be sent, sealed",
}
"""Tables of which only a number can be told: what they hold is gone within minutes, or says nothing."""
INTRO = (
    "Answers that were given without a name cannot be told apart by anybody, so they are not in this file. "
    "Neither are compliments, sessions and pledges that staff wrote down: they are tied to no child. Who "
    "knows of one about this child looks for it by its day. Nor is what the council holds elsewhere: "
    "plans, minutes and decisions."
)


def write_rest(held: Belongings) -> Chapter:
    """Write how many rows carry messages, and every row of a table that has no chapter."""
    counts = tuple(Entry(said, str(len(held.of(record)))) for record, said in ONLY_COUNTED.items())
    others = (
        Section(f"{record.__name__}", tuple(_list_plain(row)))
        for record, rows in held.rows.items()
        if record not in TOLD and record not in ONLY_COUNTED
        for row in rows
    )
    return Chapter("The rest", INTRO, (Section("How messages are carried", counts), *others))


def _list_plain(row: Row) -> Iterator[Entry]:
    """Yield what can be read of a row: not keys, and not what is sealed."""
    for name, value in row.items():
        if not isinstance(value, bytes) and not str(name).endswith("_hash"):
            yield Entry(str(name).replace("_", " "), say_value(value))
