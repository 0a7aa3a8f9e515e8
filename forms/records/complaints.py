"""Complaints: raised by somebody's own choice, or written down by staff; never deleted."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class Complaint(Record, table=True):
    """One complaint. `source`: see `forms.complaints`. Its words, if it has any, are sealed.

    How it stands follows from the times; by when it must be answered follows from `raised_at` as well.
    """

    id: str = Field(primary_key=True)
    source: str
    response_id: str | None = Field(default=None, index=True)
    """Where it was said, if in a response."""
    review_ref: str | None = Field(default=None, index=True)
    audience: str
    """From whom: as the audiences of forms, or `other`."""
    raised_at: datetime = Field(sa_type=UtcTime, index=True)
    """When the council had it: a letter is written down days after it came."""
    written_at: datetime = Field(sa_type=UtcTime)
    by: str = ""
    """The account that wrote it down; empty where the person chose it themselves."""
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcTime)
    extended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    outcome: str = ""
    sealed_key: bytes | None = None
    sealed: bytes | None = None


class ComplaintStep(Record, table=True):
    """One thing that was done about a complaint. Written once, never changed, never deleted."""

    __tablename__ = "complaintstep"

    id: str = Field(primary_key=True)
    complaint_id: str = Field(foreign_key="complaint.id", index=True)
    kind: str
    done_at: datetime = Field(sa_type=UtcTime)
    by: str
    """The account of whoever did it."""
    sealed_key: bytes | None = None
    sealed: bytes | None = None
    """Words of staff."""
