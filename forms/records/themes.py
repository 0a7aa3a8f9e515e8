"""What people told us, by what it is about: the council's book of themes, and what a person found."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime

CODED = ""
"""In place of a theme's key: somebody coded the answer. Alone, there was nothing in it to code."""


class BookTheme(Record, table=True):
    """A theme of the council's book. Its key stays for good: a new title keeps what was coded.

    A theme that was put into another one names it in `merged_into`; what was coded is counted there.
    """

    __tablename__ = "theme"

    key: str = Field(primary_key=True)
    title: str
    belongs: str
    """What belongs in it, with an example."""
    does_not: str = ""
    """What looks as if it did and does not, with an example."""
    circles: str
    """Whose answers it is for, several parted by spaces: see `admin.themes.book.Circle`."""
    place: int
    added_at: datetime = Field(sa_type=UtcTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)
    merged_into: str = ""


class Coding(Record, table=True):
    """One theme that a person found in one answer; and, with the key `CODED`, that they looked at all.

    It belongs to the response and goes with its words: then it is counted by the quarter, without whose it
    was (`forms.coding`). `is_second` is a colleague's, to see whether two people find the same.
    """

    response_id: str = Field(primary_key=True, foreign_key="response.id")
    question_key: str = Field(primary_key=True)
    is_second: bool = Field(primary_key=True)
    theme_key: str = Field(primary_key=True, index=True)
    coded_by: str
    coded_at: datetime = Field(sa_type=UtcTime)


class AnonymousCoding(Record, table=True):
    """Likewise of an answer without a name: the theme, and nothing of who found it or when.

    It begins only once the answer keeps its id for good (`forms.mixing`). Like the answers, its rows lie in
    the order of ids by chance.
    """

    __tablename__ = "anonymouscoding"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy wants it

    response_id: str = Field(primary_key=True, foreign_key="anonymousresponse.id")
    question_key: str = Field(primary_key=True)
    theme_key: str = Field(primary_key=True, index=True)
