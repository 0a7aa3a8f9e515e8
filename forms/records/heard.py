"""What children are told of what was heard and what changed: "you said, we did"."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotations at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class HeardPage(Record, table=True):
    """One page for one age band in one language, about one period; its words are sealed until it is up.

    It is up from `approved_at` until `taken_down_at`, or until a later one for the same band and language.
    Who approves is never who wrote it.
    """

    __tablename__ = "heardpage"

    id: str = Field(primary_key=True)
    band: str = Field(index=True)
    """From and to which age, as `8-11`."""
    language: str
    first_on: date
    last_on: date
    written_at: datetime = Field(sa_type=UtcTime)
    written_by: str
    approved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    approved_by: str = ""
    taken_down_at: datetime | None = Field(default=None, sa_type=UtcTime)
    taken_down_by: str = ""
    sealed_key: bytes
    sealed: bytes
