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
FORGOTTEN_AFTER = timedelta(days=30)
"""What came of an import: its numbers alone are kept so long."""
FILES: Any = ImportFile.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time


class State(StrEnum):
    """Where a file is on its way."""

    READING = "reading"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


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


async def find_file(store: Store, file_id: str, account_id: str) -> Row | None:
    """Find a file that this account brought in. Raises StoreUnavailableError."""
    rows = await store.read(select(FILES).where(FILES.c.id == file_id, FILES.c.account_id == account_id))
    return rows[0] if rows else None


async def clear_files(store: Store, now: datetime) -> None:
    """Delete files that nobody imported within the hour, and numbers of long ago.

    Raises StoreUnavailableError.
    """
    is_old = FILES.c.sealed.is_not(None) & (FILES.c.given_at < now - KEPT_FOR)
    is_forgotten = FILES.c.given_at < now - FORGOTTEN_AFTER
    rows = await store.read(select(FILES.c.id).where(is_old | is_forgotten))
    if rows:
        await store.write(PutUnit(tuple(Delete(ImportFile, {"id": row["id"]}) for row in rows)))
