"""Other ways to sign in than a password: what is kept of passkeys, and of attempts that were used."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class Passkey(Record, table=True):
    """A key that a device or a security key holds for somebody at work. Here lies its public half alone."""

    id: str = Field(primary_key=True)
    """A keyed hash of the credential's id: the same credential is never two rows."""
    account_id: str = Field(foreign_key="account.id", index=True)
    name: str
    """What its owner calls it."""
    credential_id: bytes
    public_key: bytes
    sign_count: int
    """How often it says it was used; a lower number than before means that there is a copy of it."""
    is_synced: bool
    """Whether it lies on several devices of its owner's."""
    made_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)


class UsedAttempt(Record, table=True):
    """An attempt to sign in that was used, by a keyed hash: a second time it is worth nothing."""

    __tablename__ = "usedattempt"

    id: str = Field(primary_key=True)
    weekday: int = Field(index=True)
    """The day of the week (in UTC, Monday is 1) on which it was used: by it old ones are forgotten."""
