"""What was published of the figures."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotations at run time

from sqlalchemy import Text
from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class PublishedFigures(Record, table=True):
    """One report that was published with small numbers hidden, and what its readers know since.

    Nobody's words, no reference of anybody, and no small number: those were hidden.
    """

    __tablename__ = "publishedfigures"

    id: str = Field(primary_key=True)
    """A running number, so that two who publish at once are noticed: `000001`."""
    first_on: date
    last_on: date
    definition: str
    hidden_below: int
    published_at: datetime = Field(sa_type=UtcTime)
    published_by: str
    """The account; empty where it was done at the command line."""
    known: str = Field(sa_type=Text)
    """Of each period in the report, of each table, how many are in each block: as JSON."""
