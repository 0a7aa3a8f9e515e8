"""A file that was brought in: how it lies here, sealed, until it is imported or an hour is over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.imports.preview import Preview, read_preview, write_preview
from forms.keys import seal, unseal
from forms.records import ImportFile
from forms.units import Delete, Insert, Key, PutUnit, Rows, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row

KEPT_FOR = timedelta(hours=1)
ALIVE_FOR = timedelta(seconds=20)
"""A process that works on a file says so every two seconds: after so long, none does."""
FORGOTTEN_AFTER = timedelta(days=30)
"""What came of an import: its numbers alone are kept so long."""
FILES: Any = ImportFile.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time


STOPPED_AT = "stopped_at"
"""Among the numbers of an import that was done again: how many rows an earlier try had read."""


class State(StrEnum):
    """Where a file is on its way."""

    READING = "reading"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNDER_WAY = (State.READING.value, State.RUNNING.value)
_WITHOUT_CONTENT = {"sealed_key": None, "sealed": None, "sealed_preview": None}


@dataclass(frozen=True, slots=True)
class Given:
    """Who brought what, and when."""

    file_id: str
    kind: str
    account_id: str
    given_at: datetime


def write_file(keys: Keys, given: Given, content: bytes) -> Insert:
    """Make the row of a file that was brought in: its content sealed under a key of its own."""
    data_key = keys.new_data_key()
    row = {
        "id": given.file_id,
        "kind": given.kind,
        "account_id": given.account_id,
        "given_at": given.given_at,
        "state": State.READING.value,
        "worked_at": given.given_at,
        "counts": "",
        "sealed_key": data_key.sealed,
        "sealed": seal(data_key.plain, content, _name(given.file_id)),
        "sealed_preview": None,
    }
    return Insert(ImportFile, row)


def open_content(keys: Keys, row: Row) -> bytes:
    """Open the content of a file. Raises TamperedError."""
    return unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"]))


def open_preview(keys: Keys, row: Row) -> Preview:
    """Open what a file will do. Raises TamperedError."""
    key = keys.open_data_key(row["sealed_key"])
    return read_preview(unseal(key, row["sealed_preview"], f"{_name(row['id'])}/preview").decode())


def seal_preview(keys: Keys, row: Row, found: Preview) -> dict[str, Any]:
    """Return the columns that keep what a file will do."""
    key = keys.open_data_key(row["sealed_key"])
    sealed = seal(key, write_preview(found).encode(), f"{_name(row['id'])}/preview")
    return {
        "state": State.WAITING.value,
        "counts": json.dumps(dict(found.counts)),
        "sealed_preview": sealed,
    }


def _name(file_id: str) -> str:
    return f"import/{file_id}"


def end(state: State, counts: Mapping[str, int], *, said: str = "") -> dict[str, Any]:
    """Return the columns of a file that is done with: numbers alone are left, and a sentence about it."""
    return {"state": state.value, "counts": json.dumps({**counts, "said": said}), **_WITHOUT_CONTENT}


@dataclass(frozen=True, slots=True)
class StepUnit:
    """Let a file go from one state to the next. False: it is somewhere else by now, or gone."""

    file_id: str
    before: State
    values: Mapping[str, Any]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(ImportFile, "id", self.file_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it went."""
        row = rows.get(self.reads[0])
        if row is None or row["state"] != self.before.value:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        return Writes(True, (Update(ImportFile, {"id": self.file_id}, self.values),))  # noqa: FBT003 - likewise


def begin(now: datetime) -> dict[str, Any]:
    """Return the columns of a file whose import begins."""
    return {"state": State.RUNNING.value, "worked_at": now, "rows_read": 0, "rows_all": 0}


@dataclass(frozen=True, slots=True)
class WorkUnit:
    """Say that this process works on a file, and how far it has come. False: nobody need do so.

    `instead_of`: it takes over from a process that was heard of then, and not since.
    """

    file_id: str
    now: datetime
    progress: tuple[int, int] | None = None
    instead_of: Row | None = None

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(ImportFile, "id", self.file_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None or row["state"] not in UNDER_WAY:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        if self.instead_of is not None and row["worked_at"] != self.instead_of["worked_at"]:
            return Writes(False)  # noqa: FBT003 - likewise
        values: dict[str, Any] = {"worked_at": self.now}
        if self.progress:
            values |= {"rows_read": self.progress[0], "rows_all": self.progress[1]}
        return Writes(True, (Update(ImportFile, {"id": self.file_id}, values),))  # noqa: FBT003 - likewise


async def list_left(store: Store, now: datetime) -> list[Row]:
    """List the files that a process was working on and none does any more. Raises StoreUnavailableError."""
    is_left = FILES.c.worked_at.is_(None) | (FILES.c.worked_at < now - ALIVE_FOR)
    wanted = select(FILES).where(FILES.c.state.in_(UNDER_WAY), FILES.c.sealed.is_not(None), is_left)
    return list(await store.read(wanted.order_by(FILES.c.given_at, FILES.c.id)))


async def find_file(store: Store, file_id: str, account_id: str) -> Row | None:
    """Find a file that this account brought in. Raises StoreUnavailableError."""
    rows = await store.read(select(FILES).where(FILES.c.id == file_id, FILES.c.account_id == account_id))
    return rows[0] if rows else None


async def clear_files(store: Store, now: datetime) -> None:
    """Delete files that nobody imported within the hour, and numbers of long ago.

    One that is being imported stays until it is done, or is found to be left. Raises StoreUnavailableError.
    """
    waits = FILES.c.sealed.is_not(None) & (FILES.c.state != State.RUNNING.value)
    is_old = waits & (FILES.c.given_at < now - KEPT_FOR)
    is_forgotten = FILES.c.given_at < now - FORGOTTEN_AFTER
    rows = await store.read(select(FILES.c.id).where(is_old | is_forgotten))
    if rows:
        await store.write(PutUnit(tuple(Delete(ImportFile, {"id": row["id"]}) for row in rows)))
