"""Accounts: added by somebody who may, set up by the person themselves, changed, ended. Never deleted.

Whatever changes what somebody may do, or how they prove who they are, ends their sessions in the same
transaction.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.accounts.roles import Role, write_roles
from admin.accounts.second_factor import find_step, hash_recovery_code
from admin.accounts.sessions import end_all
from forms.records import Account, Cover, Passkey, RecoveryCode, SetupLink
from forms.units import Delete, Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.store import Store

LINK_DAYS = 3
TOKEN_BYTES = 20


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who is added: their e-mail address, name, roles, and whose children are theirs."""

    sign_in: str
    name: str
    roles: frozenset[Role]
    iro_ref: str = ""


def normalise_sign_in(typed: str) -> str:
    """Return an e-mail address as accounts are found by."""
    return typed.strip().casefold()


def find_account_id(keys: Keys, sign_in: str) -> str:
    """Return the id of an address's account: the same address is never two people."""
    return keys.mac("account", normalise_sign_in(sign_in))


@dataclass(frozen=True, slots=True)
class AddAccountUnit:
    """Add an account. False: somebody has that address already."""

    keys: Keys
    new: NewAccount
    now: datetime

    @property
    def account_id(self) -> str:
        """Its id."""
        return find_account_id(self.keys, self.new.sign_in)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Account, "id", self.account_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was added."""
        if rows.get(self.reads[0]) is not None:
            return Writes(result=False)
        row = {
            "id": self.account_id,
            "sign_in": normalise_sign_in(self.new.sign_in),
            "name": self.new.name,
            "roles": write_roles(self.new.roles),
            "iro_ref": self.new.iro_ref,
            "created_at": self.now,
        }
        return Writes(True, (Insert(Account, {**EMPTY, **row}),))  # noqa: FBT003 - what the caller is told


EMPTY = {
    "roles": "",
    "iro_ref": "",
    "password_hash": "",
    "totp_sealed": None,
    "totp_step": 0,
    "open_id": None,
    "ended_at": None,
}
"""An account that cannot sign in yet."""


@dataclass(frozen=True, slots=True)
class ChangeAccountUnit:
    """Change columns of an account, and end its sessions. False: there is none."""

    account_id: str
    values: Row
    also: tuple[Write, ...] = ()

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Account, "id", self.account_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was there."""
        if rows.get(self.reads[0]) is None:
            return Writes(result=False)
        change = (Update(Account, {"id": self.account_id}, self.values),) if self.values else ()
        return Writes(True, (*change, end_all(self.account_id), *self.also))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True, repr=False)
class MadeLink:
    """A link for somebody to set their account up: what they are given, and the row."""

    token: str
    insert: Insert


def make_setup_link(keys: Keys, account_id: str, now: datetime) -> MadeLink:
    """Make a link that lasts three days and works until the account is set up."""
    token = secrets.token_hex(TOKEN_BYTES)
    row = {
        "token_hash": hash_link(keys, token),
        "account_id": account_id,
        "expires_at": now + timedelta(days=LINK_DAYS),
    }
    return MadeLink(token, Insert(SetupLink, row))


def hash_link(keys: Keys, token: str) -> str:
    """Return what is stored of a link."""
    return keys.mac("setup link", token)


def reset(keys: Keys, account_id: str, now: datetime) -> tuple[ChangeAccountUnit, str]:
    """Take away how somebody signs in, and make a link to set it up anew.

    Links made before are closed by `CloseLinksUnit` first: a unit deletes last, and would take this one too.
    """
    link = make_setup_link(keys, account_id, now)
    gone: tuple[Write, ...] = tuple(
        Delete(table, {"account_id": account_id}) for table in (RecoveryCode, Passkey)
    )
    also = (*gone, link.insert)
    values = {"password_hash": "", "totp_sealed": None, "totp_step": 0, "open_id": None, "ended_at": None}
    return ChangeAccountUnit(account_id, values, also), link.token


@dataclass(frozen=True, slots=True)
class CloseLinksUnit:
    """Close every link of an account."""

    account_id: str
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[bool]:
        """Close them."""
        del rows
        return Writes(True, (Delete(SetupLink, {"account_id": self.account_id}),))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True, repr=False)
class ProveUnit:
    """Take a code of the second factor, or one from paper, once. None: it is none, or was taken before.

    `rewards` are written with it: the session it opens, the tries that are forgotten.
    """

    keys: Keys
    account_id: str
    typed: str
    now: datetime
    rewards: tuple[Write, ...] = ()

    @property
    def account_key(self) -> Key:
        """Whose code it is."""
        return Key(Account, "id", self.account_id)

    @property
    def code_key(self) -> Key:
        """The code from paper that it may be."""
        return Key(RecoveryCode, "code_hash", hash_recovery_code(self.keys, self.account_id, self.typed))

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.account_key, self.code_key)

    def decide(self, rows: Rows) -> Writes[str | None]:
        """Return how it was proved: `code` or `recovery_code`."""
        account, code = rows.get(self.account_key), rows.get(self.code_key)
        if account is None or account["ended_at"] is not None or account["totp_sealed"] is None:
            return Writes(None)
        if code is not None and code["account_id"] == self.account_id:
            spent = Delete(RecoveryCode, {"code_hash": code["code_hash"]})
            return Writes("recovery_code", (spent, *self.rewards))
        secret = self.keys.open_message(account["totp_sealed"]).decode()
        step = find_step(secret, self.typed, self.now, account["totp_step"])
        if step is None:
            return Writes(None)
        taken = Update(Account, {"id": self.account_id}, {"totp_step": step})
        return Writes("code", (taken, *self.rewards))


def add_cover(account_id: str, iro_ref: str, first_on: date, last_on: date) -> Insert:
    """Make somebody's leave cover: those children are theirs too while it lasts."""
    row = {
        "id": secrets.token_hex(16),
        "account_id": account_id,
        "iro_ref": iro_ref,
        "first_on": first_on,
        "last_on": last_on,
    }
    return Insert(Cover, row)


def name_state(account: Row) -> str:
    """Say whether an account is in use."""
    if account["ended_at"]:
        return "ended"
    return "in use" if account["totp_sealed"] or account["open_id"] else "not set up yet"


async def find_account(store: Store, account_id: str) -> Row | None:
    """Find an account by its id. Raises StoreUnavailableError."""
    rows = await store.read(select(ACCOUNTS).where(ACCOUNTS.c.id == account_id))
    return rows[0] if rows else None


async def list_iro_refs(store: Store, account_id: str, own: str, today: date) -> frozenset[str]:
    """List whose children are somebody's today: their own, and those they cover for."""
    covered = select(COVERS.c.iro_ref).where(
        COVERS.c.account_id == account_id, COVERS.c.first_on <= today, COVERS.c.last_on >= today
    )
    rows = await store.read(covered)
    return frozenset(filter(None, (own, *(row["iro_ref"] for row in rows))))


ACCOUNTS: Any = Account.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
COVERS: Any = Cover.__table__  # type: ignore[attr-defined]  # likewise
