"""What staff did: append-only, a chain for each process that writes."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class AuditChain(Record, table=True):
    """One process's chain: how long it is, and the mark of its last entry. `seal` is a keyed hash of both."""

    __tablename__ = "auditchain"

    id: str = Field(primary_key=True)
    length: int
    last_mark: str
    seal: str


class AuditEntry(Record, table=True):
    """One thing that was done: `action` is noun.verb. Never any words.

    `mark` is a keyed hash of the entry and of the mark before it: none can be changed, moved or left out.
    """

    __tablename__ = "auditentry"

    chain_id: str = Field(primary_key=True, foreign_key="auditchain.id")
    number: int = Field(primary_key=True)
    done_at: datetime = Field(sa_type=UtcTime)
    action: str
    role: str
    """As what they did it: a role, or `command_line`."""
    by: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """Whose account it was; empty for what was done before there were accounts, and on the command line."""
    about: str = Field(index=True)
    """The id of what it was done to."""
    reason: str = ""
    mark: str
