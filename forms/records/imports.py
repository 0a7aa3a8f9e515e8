"""Files that staff brought in by the console, until they are imported."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_ZERO, UtcTime


class ImportFile(Record, table=True):
    """One file that was looked at before it is imported. `state`: reading, waiting, running, done, failed.

    The file and what it will change lie sealed: an hour at most, or until an import that runs is done.
    """

    __tablename__ = "importfile"

    id: str = Field(primary_key=True)
    kind: str
    account_id: str
    """Who brought it: nobody else sees it."""
    given_at: datetime = Field(sa_type=UtcTime)
    state: str = "waiting"
    worked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When a process last said that it works on it: every few seconds, while one does."""
    rows_read: int = Field(default=0, sa_column_kwargs=LATER_ZERO)
    rows_all: int = Field(default=0, sa_column_kwargs=LATER_ZERO)
    """How far it had come by then."""
    counts: str = ""
    """Numbers, as JSON: how many rows came to what."""
    sealed_key: bytes | None = None
    sealed: bytes | None = None
    """Name and content."""
    sealed_preview: bytes | None = None
