"""What the manager shares, in supervision, of what was said about an IRO."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class Shared(Record, table=True):
    """One thing shared with one account, in the manager's own words. What was said itself is never here."""

    id: str = Field(primary_key=True)
    to_account: str = Field(foreign_key="account.id", index=True)
    shared_at: datetime = Field(sa_type=UtcTime)
    by: str
    seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed_key: bytes
    sealed: bytes
