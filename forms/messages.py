"""What staff say to the person behind a response: sealed, and by the one way that is safe.

A message that is read where the person answered counts as told once they opened it themselves. Every other
one, somebody has to print, say or pass on, and says so.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.answering import MessageKind, find_way_back, read_safe_way
from forms.keys import seal, unseal
from forms.london import london_day
from forms.message_words import More, name_author, show_words
from forms.owners import hash_chat_owner
from forms.records import Account, Chat, Message, OutboxMessage, Response
from forms.units import Insert, Key, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from forms.answering import SafeWay
    from forms.definition import Form
    from forms.keys import Keys
    from forms.message_words import Shown
    from forms.store import Store
    from forms.units import Row, Rows, Write

TELEGRAM = "telegram"
NOTICE = "notice"
"""What waits in the outbox of a chat: no words, and the bot says that there is a message."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was written for the person; of something that was done, also what they had said."""

    words: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be said, and who says it. `is_told` is False where it is noted for staff alone."""

    kind: MessageKind
    by: str
    words: Words = Words()
    reason: str = ""
    action_id: str = ""
    promised_on: date | None = None
    is_told: bool = True


def write_message(keys: Keys, message_id: str, response: Row, saying: Saying, now: datetime) -> Insert:
    """Make the row of a message. Its words open beside no other response."""
    row: dict[str, Any] = {
        "id": message_id,
        "response_id": response["id"],
        "kind": str(saying.kind),
        "way": find_way_back(response["answer_by"], response["channel"]).codes if saying.is_told else "",
        "written_at": now,
        "by": saying.by,
        "reason": saying.reason,
        "action_id": saying.action_id,
        "promised_on": saying.promised_on,
        "seen_at": None,
        "done_at": None,
        "done_by": "",
        "sealed_key": None,
        "sealed": None,
    }
    return Insert(Message, {**row, **_seal_words(keys, row, saying.words)}, unless_there=True)


def _seal_words(keys: Keys, row: Row, words: Words) -> dict[str, bytes]:
    if not words.words:
        return {}
    data_key = keys.new_data_key()
    plain = json.dumps(asdict(words), ensure_ascii=False).encode()
    return {"sealed_key": data_key.sealed, "sealed": seal(data_key.plain, plain, _name(row))}


def read_words(keys: Keys, row: Row) -> Words:
    """Open a message. Raises TamperedError."""
    if row["sealed"] is None:
        return Words()
    return Words(**json.loads(unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row))))


def _name(row: Row) -> str:
    return f"message/{row['response_id']}/{row['id']}"


def show_message(keys: Keys, form: Form, row: Row) -> Shown:
    """Return a message of `list_messages` as its person reads it. Raises TamperedError."""
    opened = read_words(keys, row)
    saying = Saying(
        MessageKind(row["kind"]), row["by"], opened, row["reason"], promised_on=row["promised_on"]
    )
    return show_saying(form, saying, row["author"] or "", london_day(row["written_at"]))


def show_saying(form: Form, saying: Saying, author: str, written_on: date) -> Shown:
    """Return what is to be said as its person will read it."""
    words = (saying.words.words, saying.words.said)
    who, more = name_author(form, author), More(saying.reason, saying.promised_on)
    return show_words(saying.kind, who, written_on, words, more)


def find_message_way(row: Row) -> SafeWay | None:
    """Return by which way a message goes; None if the person is not told."""
    return read_safe_way(row["way"]) if row["way"] else None


def is_for_here(row: Row) -> bool:
    """Tell whether a message is shown where the person answered."""
    way = find_message_way(row)
    return way is not None and way.is_here


def may_be_opened(row: Row) -> bool:
    """Tell whether the person can open it there: of any other they see at most that there is one."""
    way = find_message_way(row)
    return way is not None and way.shows_words_here


async def list_messages(store: Store, response_id: str) -> Sequence[Row]:
    """List what was said to whoever sent a response, the oldest first, with the `author`'s name.

    Raises StoreUnavailableError.
    """
    return await store.read(_MESSAGES.where(col(Message.response_id) == response_id))


async def list_shown_here(store: Store, response_id: str) -> list[Row]:
    """List what is shown where they answered, as far as it may be."""
    return [row for row in await list_messages(store, response_id) if is_for_here(row)]


async def find_chat_of(store: Store, keys: Keys, response: Row) -> Row | None:
    """Find the chat that sent a response and asked for an answer in it; None if there is none.

    No list says who is in which chat: each that asked for an answer is held against the response.
    """
    if response["channel"] != TELEGRAM or not response["owner"]:
        return None
    invitation_id = response["invitation_id"]
    chats = await store.read(_CHATS)
    owners = ((chat, hash_chat_owner(keys, chat["chat_hash"], invitation_id)) for chat in chats)
    return next((chat for chat, owner in owners if owner == response["owner"]), None)


def may_be_written_to(chat: Row | None) -> bool:
    """Tell whether the bot may write to a chat first: it asked for that, and took it back in no way."""
    return bool(chat and chat["sealed_id"] and not chat["blocked_at"])


def write_notice(keys: Keys, message: Row, chat: Row | None, now: datetime) -> tuple[Write, ...]:
    """Write what tells a chat that there is a message, where the message is for there; nothing otherwise."""
    if chat is None or not may_be_written_to(chat) or not is_for_here(message):
        return ()
    notice = {
        NOTICE: may_be_opened(message),
        "chat_id": int(keys.open_message(chat["sealed_id"])),
        "language": chat["language"],
    }
    row = {
        "id": keys.mac("outbox", "message", message["id"]),
        "channel": TELEGRAM,
        "recipient_hash": chat["chat_hash"],
        "position": int(now.timestamp() * 1_000_000) * 1_000,
        "sealed": keys.seal_message(json.dumps(notice).encode()),
        "created_at": now,
        "due_at": now,
        "attempts": 0,
        "failed_at": None,
    }
    return (Insert(OutboxMessage, row, unless_there=True),)


def seal_chat(keys: Keys, chat_id: int) -> bytes:
    """Seal how to write to a chat."""
    return keys.seal_message(str(chat_id).encode())


@dataclass(frozen=True, slots=True)
class SayUnit:
    """Say something to whoever sent a response; their chat learns of it in the same transaction.

    False: the response is gone. `chat_hash` is that of `find_chat_of`, or empty.
    """

    keys: Keys
    message_id: str
    response_id: str
    saying: Saying
    now: datetime
    chat_hash: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        chat = (Key(Chat, "chat_hash", self.chat_hash),) if self.chat_hash else ()
        return (Key(Response, "id", self.response_id), Key(Message, "id", self.message_id), *chat)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Write it, unless it is there."""
        response, there, *chat = (rows.get(key) for key in self.reads)
        if response is None or not response["sealed_key"]:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        if there is not None:
            return Writes(True)  # noqa: FBT003 - the result is the answer
        said = write_message(self.keys, self.message_id, response, self.saying, self.now)
        notice = write_notice(self.keys, said.values, chat[0] if chat else None, self.now)
        return Writes(True, (said, *notice))  # noqa: FBT003 - the result is the answer


async def prepare_saying(  # noqa: PLR0913 - to whom, what, when: each its own thing
    store: Store, keys: Keys, response: Row, saying: Saying, *, now: datetime, mark: str = ""
) -> SayUnit:
    """Make the unit that says something to whoever sent a response; of one `mark`, it is said once.

    Raises StoreUnavailableError.
    """
    chat = await find_chat_of(store, keys, response)
    message_id = keys.mac("message", response["id"], str(saying.kind), mark)
    return SayUnit(keys, message_id, response["id"], saying, now, chat["chat_hash"] if chat else "")


async def prepare_told(  # noqa: PLR0913 - likewise
    store: Store, keys: Keys, response: Row, *, reason: str, by: str, now: datetime
) -> SayUnit:
    """Make what tells a person that somebody else opened what they sent, and why.

    It belongs into the transaction that opens it: add its `reads` to that unit's, and `decide(rows).writes`
    to what that writes. Openings of one day for one reason are told once. Raises StoreUnavailableError.
    """
    saying = Saying(MessageKind.TOLD, by, reason=reason)
    return await prepare_saying(store, keys, response, saying, now=now, mark=f"{reason} {now:%Y-%m-%d}")


_MESSAGES: Any = (
    select(Message.__table__, col(Account.name).label("author"))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .outerjoin(Account, col(Account.id) == col(Message.by))
    .order_by(col(Message.written_at), col(Message.id))
)
_CHATS: Any = select(Chat.__table__).where(col(Chat.sealed_id).is_not(None))  # type: ignore[attr-defined]  # likewise
