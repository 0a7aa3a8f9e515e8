"""A file that takes long to make: how it lies here, sealed, until an hour is over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from forms.keys import seal, unseal
from forms.records import InvitationCode, MadeFile, Reminder
from forms.units import Delete, Insert, Key, Rows, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from admin.accounts.roles import Role
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row

KEPT_FOR = timedelta(hours=1)
ALIVE_FOR = timedelta(seconds=20)
"""A process that makes a file says so every two seconds: after so long, none does."""
FILES: Any = MadeFile.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
STOPPED = "The service was started anew meanwhile. Please ask for it again."


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is handed out."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Minted:
    """What was minted for a file, by where it lies: of no use to anybody if nobody has the file.

    A reminder that is due again lies in the same place when it is given again, so the moment counts as well.
    """

    at: datetime
    code_hashes: Sequence[str]
    reminder_ids: Sequence[str]

    def list_deletes(self) -> Iterator[Delete]:
        """List what takes it back."""
        yield from (Delete(InvitationCode, {"code_hash": each}) for each in self.code_hashes)
        yield from (Delete(Reminder, {"id": each, "sent_at": self.at}) for each in self.reminder_ids)

    def write(self) -> str:
        """Write it for its column."""
        return json.dumps([self.at.isoformat(), list(self.code_hashes), list(self.reminder_ids)])


def read_minted(written: str) -> Minted:
    """Read what was written."""
    at, code_hashes, reminder_ids = json.loads(written)
    return Minted(datetime.fromisoformat(at), code_hashes, reminder_ids)


@dataclass(slots=True)
class Progress:
    """How far a file has come, and what was minted for it: told by whoever makes it, also from a thread."""

    done: int = 0
    of_all: int = 0
    minted: Minted | None = None

    def count(self, done: int, of_all: int) -> None:
        """Say that so many of so many are made."""
        self.done, self.of_all = done, of_all

    def list_columns(self, now: datetime) -> dict[str, Any]:
        """Return the columns that keep it."""
        return {
            "worked_at": now,
            "done": self.done,
            "of_all": self.of_all,
            "gives_back": self.minted.write() if self.minted else "",
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, by whom and as what, when."""

    file_id: str
    account_id: str
    role: Role
    title: str
    asked_at: datetime


def write_asked(asked: Asked, progress: Progress) -> Insert:
    """Make the row of a file that is being made."""
    row = {
        "id": asked.file_id,
        "account_id": asked.account_id,
        "role": asked.role.value,
        "title": asked.title,
        "asked_at": asked.asked_at,
        "said": "",
        "saved_at": None,
        "sealed_key": None,
        "sealed": None,
        **progress.list_columns(asked.asked_at),
    }
    return Insert(MadeFile, row)


def seal_made(keys: Keys, file_id: str, made: Made) -> dict[str, Any]:
    """Return the columns that keep a file, sealed under a key of its own."""
    data_key = keys.new_data_key()
    head = json.dumps([made.name, made.media_type]).encode()
    packed = len(head).to_bytes(4, "big") + head + made.content
    return {"sealed_key": data_key.sealed, "sealed": seal(data_key.plain, packed, f"made/{file_id}")}


def open_made(keys: Keys, row: Row) -> Made:
    """Open a file. Raises TamperedError."""
    packed = unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], f"made/{row['id']}")
    start = 4 + int.from_bytes(packed[:4], "big")
    name, media_type = json.loads(packed[4:start])
    return Made(name, media_type, packed[start:])


@dataclass(frozen=True, slots=True)
class StepUnit:
    """Change the row of a file that is being made. False: it is there or failed by now, or it is gone."""

    file_id: str
    values: dict[str, Any]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(MadeFile, "id", self.file_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was changed."""
        row = rows.get(self.reads[0])
        if row is None or row["sealed"] is not None or row["said"]:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        return Writes(True, (Update(MadeFile, {"id": self.file_id}, self.values),))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class SaveUnit:
    """Note that a file was saved: from now on what was minted for it is in somebody's hands."""

    file_id: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(MadeFile, "id", self.file_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was still there."""
        if rows.get(self.reads[0]) is None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        noted = Update(MadeFile, {"id": self.file_id}, {"saved_at": self.now})
        return Writes(True, (noted,))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class ClearUnit:
    """Delete a file whose hour is over; what was minted for one that nobody saved is taken back with it."""

    file_id: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(MadeFile, "id", self.file_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether something was taken back."""
        row = rows.get(self.reads[0])
        if row is None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        is_left = row["gives_back"] and not row["saved_at"]
        taken = tuple(read_minted(row["gives_back"]).list_deletes()) if is_left else ()
        return Writes(bool(taken), (*taken, Delete(MadeFile, {"id": self.file_id})))


async def find_made(store: Store, file_id: str, account_id: str) -> Row | None:
    """Find a file that this account asked for. Raises StoreUnavailableError."""
    rows = await store.read(select(FILES).where(FILES.c.id == file_id, FILES.c.account_id == account_id))
    return rows[0] if rows else None


async def list_made(store: Store, account_id: str) -> list[Row]:
    """List what this account asked for and has not saved, without the files. Raises StoreUnavailableError."""
    columns = [column for column in FILES.c if column.name not in {"sealed_key", "sealed"}]
    is_there = FILES.c.sealed.is_not(None).label("is_there")
    mine = FILES.c.account_id == account_id, FILES.c.saved_at.is_(None)
    return list(await store.read(select(*columns, is_there).where(*mine).order_by(FILES.c.asked_at)))


async def clear_made(store: Store, now: datetime) -> bool:
    """Delete files whose hour is over; tell whether something that nobody saved was taken back.

    One that is still being made stays until it is there. Raises StoreUnavailableError.
    """
    is_over = (FILES.c.asked_at < now - KEPT_FOR) & (FILES.c.worked_at < now - ALIVE_FOR)
    taken = [
        await store.write(ClearUnit(row["id"])) for row in await store.read(select(FILES.c.id).where(is_over))
    ]
    return any(taken)
