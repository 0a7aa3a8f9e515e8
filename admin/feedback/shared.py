"""What the manager shares in supervision: in the manager's words, for one IRO alone, sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.accounts.accounts import ACCOUNTS
from admin.accounts.roles import Role, read_roles
from forms.keys import seal, unseal
from forms.records import Shared
from forms.units import Insert, Key, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row, Rows


@dataclass(frozen=True, slots=True)
class Sharing:
    """Something to share: with whom, by whom, and in which words."""

    to_account: str
    by: str
    words: str


def write_shared(keys: Keys, shared_id: str, sharing: Sharing, now: datetime) -> Insert:
    """Make the row. Its words open for no other account, even if the row were moved there."""
    data_key = keys.new_data_key()
    row = {
        "id": shared_id,
        "to_account": sharing.to_account,
        "shared_at": now,
        "by": sharing.by,
        "seen_at": None,
        "sealed_key": data_key.sealed,
        "sealed": seal(data_key.plain, sharing.words.encode(), _name(shared_id, sharing.to_account)),
    }
    return Insert(Shared, row)


def open_shared(keys: Keys, row: Row) -> str:
    """Open it. Raises TamperedError."""
    key = keys.open_data_key(row["sealed_key"])
    return unseal(key, row["sealed"], _name(row["id"], row["to_account"])).decode()


def _name(shared_id: str, to_account: str) -> str:
    return f"shared/{shared_id}/{to_account}"


@dataclass(frozen=True, slots=True)
class ShareUnit:
    """Share something. False: it was shared already."""

    row: Insert

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Shared, "id", self.row.values["id"]),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it is new."""
        is_new = rows.get(self.reads[0]) is None
        return Writes(is_new, (self.row,) if is_new else ())


@dataclass(frozen=True, slots=True)
class ReadSharedUnit:
    """Hand something over to the account it was shared with, and note that it was read. None: not theirs."""

    shared_id: str
    account_id: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Shared, "id", self.shared_id),)

    def decide(self, rows: Rows) -> Writes[Row | None]:
        """Return the row."""
        row = rows.get(self.reads[0])
        if row is None or row["to_account"] != self.account_id:
            return Writes(None)
        seen = () if row["seen_at"] else (Update(Shared, {"id": self.shared_id}, {"seen_at": self.now}),)
        return Writes(row, seen)


async def list_shared(store: Store, account_id: str) -> Sequence[Row]:
    """List what was shared with an account, the latest first, without the words."""
    columns = (col(Shared.id), col(Shared.shared_at), col(Shared.seen_at))
    mine = select(*columns).where(col(Shared.to_account) == account_id)
    return await store.read(mine.order_by(col(Shared.shared_at).desc(), col(Shared.id)))


async def list_iros(store: Store) -> list[Row]:
    """List the accounts of those who run meetings: whom something can be shared with."""
    wanted: Any = select(ACCOUNTS.c.id, ACCOUNTS.c.name, ACCOUNTS.c.roles, ACCOUNTS.c.iro_ref)
    rows = await store.read(wanted.where(ACCOUNTS.c.ended_at.is_(None)).order_by(ACCOUNTS.c.name))
    return [row for row in rows if Role.IRO in read_roles(row["roles"])]
