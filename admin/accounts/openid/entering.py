"""Whose account it is: the one that belongs to somebody at the provider, or is to belong to them from now on.

Nobody gets in whom no administrator has added. The first time, an account is found by an e-mail address that
the provider vouches for; from then on by who they are there, whatever becomes of the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from admin.accounts.accounts import ACCOUNTS, find_account_id
from admin.accounts.openid.refusals import Refusal, RefusedError
from forms.records import Account
from forms.units import Key, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.accounts.openid.identity import Identity
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row


def hash_subject(keys: Keys, identity: Identity) -> str:
    """Return what an account keeps of who its owner is at the provider."""
    return keys.mac("openid", identity.issuer, identity.subject)


async def find_owned(store: Store, keys: Keys, identity: Identity) -> Row:
    """Find their account, whether it is theirs already or is to be. Raises RefusedError."""
    subject = hash_subject(keys, identity)
    by_address = find_account_id(keys, identity.email) if identity.email else ""
    rows = await store.read(
        select(ACCOUNTS).where(or_(ACCOUNTS.c.open_id == subject, ACCOUNTS.c.id == by_address))
    )
    return choose_account(rows, subject, has_address=bool(identity.email))


def choose_account(rows: Sequence[Row], subject: str, *, has_address: bool) -> Row:
    """Choose between the account that is theirs, and the one of their address. Raises RefusedError."""
    owned = next((row for row in rows if row["open_id"] == subject), None)
    found = owned or next(iter(rows), None)
    if found is None:
        raise RefusedError(Refusal.NOBODY if has_address else Refusal.UNVERIFIED)
    if found["ended_at"] is not None:
        raise RefusedError(Refusal.NOBODY)
    if owned is None and found["open_id"] is not None:
        raise RefusedError(Refusal.OTHER)
    return found


@dataclass(frozen=True, slots=True)
class LinkUnit:
    """Let an account belong to somebody at the provider. False: one of the two belongs elsewhere by now."""

    account_id: str
    subject: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Account, "id", self.account_id), Key(Account, "open_id", self.subject))

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it is theirs now."""
        account, other = (rows.get(key) for key in self.reads)
        if account is None or account["ended_at"] is not None or account["open_id"] is not None or other:
            return Writes(result=False)
        return Writes(True, (Update(Account, {"id": self.account_id}, {"open_id": self.subject}),))  # noqa: FBT003 - what the caller is told


@dataclass(frozen=True, slots=True)
class EnterUnit:
    """Begin a session of an account. False: it was ended meanwhile, or belongs to somebody else."""

    account_id: str
    subject: str
    rewards: tuple[Write, ...]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Account, "id", self.account_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it has begun."""
        account = rows.get(self.reads[0])
        if account is None or account["ended_at"] is not None or account["open_id"] != self.subject:
            return Writes(result=False)
        return Writes(True, self.rewards)  # noqa: FBT003 - likewise
