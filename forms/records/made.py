"""Files that staff asked for and that took long to make, until they are saved or an hour is over."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class MadeFile(Record, table=True):
    """One file that is made, or was. Once it is there it lies sealed; if it failed, there is none."""

    __tablename__ = "madefile"

    id: str = Field(primary_key=True)
    account_id: str
    """Who asked for it: nobody else sees it."""
    role: str
    """As what they asked: who is that no more does not get it."""
    title: str
    """What it is, in words that name nobody."""
    asked_at: datetime = Field(sa_type=UtcTime)
    worked_at: datetime = Field(sa_type=UtcTime)
    """When a process last said that it works on it: every few seconds, while one does."""
    done: int = 0
    of_all: int = 0
    """How far it had come by then; of 0, nothing is counted."""
    said: str = ""
    """Why it could not be made."""
    gives_back: str = ""
    """As JSON: what was minted for it, to be taken back if nobody ever saves it."""
    saved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    sealed_key: bytes | None = None
    sealed: bytes | None = None
    """Name, media type and content."""
