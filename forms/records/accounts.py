"""People at work, and how they prove who they are. Nothing here opens anybody's words by itself."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class Account(Record, table=True):
    """Somebody at work. `sign_in` is their e-mail address in small letters; `roles` are parted by spaces."""

    id: str = Field(primary_key=True)
    sign_in: str = Field(unique=True)
    name: str
    roles: str = ""
    iro_ref: str = ""
    """Whose children are theirs, by the council's reference of an IRO; empty for everybody else."""
    password_hash: str = ""
    """Argon2id. Empty until the person has chosen one."""
    totp_sealed: bytes | None = None
    """The secret of the second factor, sealed to the service's public key."""
    totp_step: int = 0
    """The last step of the second factor that was accepted: none is accepted twice."""
    open_id: str | None = Field(default=None, unique=True)
    """A keyed hash of who this is at the council's own sign-in provider."""
    created_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SetupLink(Record, table=True):
    """A link by which somebody chooses their password and second factor, once."""

    __tablename__ = "setuplink"

    token_hash: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id", index=True)
    expires_at: datetime = Field(sa_type=UtcTime)


class RecoveryCode(Record, table=True):
    """A code that stands in for the second factor, once."""

    __tablename__ = "recoverycode"

    code_hash: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id", index=True)


class Cover(Record, table=True):
    """Leave cover: while it lasts, the children of `iro_ref` are this account's too."""

    id: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id", index=True)
    iro_ref: str
    first_on: date
    last_on: date


class StaffSession(Record, table=True):
    """Somebody at work is signed in: only a keyed hash of what the browser shows is kept."""

    __tablename__ = "staffsession"

    token_hash: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id", index=True)
    begun_at: datetime = Field(sa_type=UtcTime)
    seen_at: datetime = Field(sa_type=UtcTime)
    proved_at: datetime = Field(sa_type=UtcTime)
    """When the person last proved who they are, in this session."""
    is_full: bool
    """Whether the second factor was shown too; without it a session leads to that page alone."""


class SignInTry(Record, table=True):
    """Wrong tries of one account or of one client, by a keyed hash: in the database, for all processes."""

    __tablename__ = "signintry"

    key: str = Field(primary_key=True)
    failed: int
    first_at: datetime = Field(sa_type=UtcTime)
    wait_until: datetime = Field(sa_type=UtcTime)
