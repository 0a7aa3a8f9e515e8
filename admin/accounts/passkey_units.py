"""What is written of passkeys: added, used, removed. Each by its owner alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.accounts.passkeys import hash_credential
from admin.accounts.sessions import end
from forms.records import Account, Passkey, StaffSession
from forms.units import Delete, Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from admin.accounts.passkeys import NewKey
    from forms.keys import Keys
    from forms.store import Store

MAX_NAME = 40
NO_NAME = "Passkey"
_SESSIONS: Any = StaffSession.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
_PASSKEYS: Any = Passkey.__table__  # type: ignore[attr-defined]  # likewise


def name_passkey(typed: str) -> str:
    """Return what its owner calls it, on one short line."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())
    return name[:MAX_NAME].strip() or NO_NAME


@dataclass(frozen=True, slots=True)
class AddPasskeyUnit:
    """Add a passkey. False: it is there already, or its owner's account was ended."""

    keys: Keys
    account_id: str
    name: str
    new: NewKey
    now: datetime

    @property
    def passkey_id(self) -> str:
        """Its id."""
        return hash_credential(self.keys, self.new.credential_id)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Passkey, "id", self.passkey_id), Key(Account, "id", self.account_id))

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was added."""
        held, account = (rows.get(key) for key in self.reads)
        if held is not None or account is None or account["ended_at"] is not None:
            return Writes(result=False)
        row = {
            "id": self.passkey_id,
            "account_id": self.account_id,
            "name": name_passkey(self.name),
            "credential_id": self.new.credential_id,
            "public_key": self.new.public_key,
            "sign_count": self.new.sign_count,
            "is_synced": self.new.is_synced,
            "made_at": self.now,
            "used_at": None,
        }
        return Writes(True, (Insert(Passkey, row),))  # noqa: FBT003 - what the caller is told


@dataclass(frozen=True, slots=True)
class UsePasskeyUnit:
    """Note that a passkey was used, with what that opens. False: it was removed, or used meanwhile."""

    held: Row
    count: int
    now: datetime
    rewards: tuple[Write, ...] = ()

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Passkey, "id", self.held["id"]), Key(Account, "id", self.held["account_id"]))

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was taken."""
        row, account = (rows.get(key) for key in self.reads)
        is_same = row is not None and row["sign_count"] == self.held["sign_count"]
        if not is_same or account is None or account["ended_at"] is not None:
            return Writes(result=False)
        used = Update(Passkey, {"id": self.held["id"]}, {"sign_count": self.count, "used_at": self.now})
        return Writes(True, (used, *self.rewards))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class RefusePasskeyUnit:
    """Refuse a passkey of which there may be a copy: nothing is changed but the record of it."""

    passkey_id: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Passkey, "id", self.passkey_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether there is such a passkey."""
        return Writes(rows.get(self.reads[0]) is not None)


@dataclass(frozen=True, slots=True)
class RemovePasskeyUnit:
    """Remove somebody's own passkey, and end their `other_sessions`. False: they have none like that."""

    passkey_id: str
    account_id: str
    other_sessions: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Passkey, "id", self.passkey_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was removed."""
        row = rows.get(self.reads[0])
        if row is None or row["account_id"] != self.account_id:
            return Writes(result=False)
        ended = map(end, self.other_sessions)
        return Writes(True, (Delete(Passkey, {"id": self.passkey_id}), *ended))  # noqa: FBT003 - likewise


async def list_passkeys(store: Store, account_id: str) -> Sequence[Row]:
    """List somebody's passkeys, the oldest first. Raises StoreUnavailableError."""
    mine = select(_PASSKEYS).where(_PASSKEYS.c.account_id == account_id)
    return await store.read(mine.order_by(_PASSKEYS.c.made_at))


async def list_other_sessions(store: Store, account_id: str, this: str) -> tuple[str, ...]:
    """List somebody's sessions but this one. Raises StoreUnavailableError."""
    mine = select(_SESSIONS.c.token_hash).where(_SESSIONS.c.account_id == account_id)
    rows = await store.read(mine.where(_SESSIONS.c.token_hash != this))
    return tuple(row["token_hash"] for row in rows)


async def find_passkey(store: Store, keys: Keys, credential_id: bytes) -> Row | None:
    """Find a passkey by what the browser shows. Raises StoreUnavailableError."""
    passkey_id = hash_credential(keys, credential_id)
    rows = await store.read(select(_PASSKEYS).where(_PASSKEYS.c.id == passkey_id))
    return rows[0] if rows else None
