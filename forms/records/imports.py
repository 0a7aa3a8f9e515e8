"""Files that staff brought in by the console, until they are imported."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class ImportFile(Record, table=True):
    """One file that was looked at before it is imported. `state`: waiting, running, done, failed.

    The file and what it will change lie sealed, and only while the file waits: an hour at most.
    """

    __tablename__ = "importfile"

    id: str = Field(primary_key=True)
    kind: str
    account_id: str
    """Who brought it: nobody else sees it."""
    given_at: datetime = Field(sa_type=UtcTime)
    state: str = "waiting"
    counts: str = ""
    """Numbers, as JSON: how many rows came to what."""
    sealed_key: bytes | None = None
    sealed: bytes | None = None
    """Name and content."""
    sealed_preview: bytes | None = None
