"""What is remembered of answers that another system gathered: how its columns are read, which rows are in."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class AnswerMapping(Record, table=True):
    """A mapping of columns to the questions of one form, by the headings. Sealed: values may be words."""

    __tablename__ = "answermapping"

    id: str = Field(primary_key=True)
    """A keyed hash of the form and the headings."""
    form_key: str
    kept_at: datetime = Field(sa_type=UtcTime)
    kept_by: str
    sealed_key: bytes
    sealed: bytes


class AnswerImport(Record, table=True):
    """One file that was brought in: it can be taken out again as a whole, while its answers are here."""

    __tablename__ = "answerimport"

    id: str = Field(primary_key=True)
    form_key: str
    brought_at: datetime = Field(sa_type=UtcTime)
    brought_by: str
    """The account; or that it was done where commands are run."""
    rows: int
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ImportedAnswer(Record, table=True):
    """That a row of a file is in: a keyed hash of it, and with which file.

    It leads to no response, but where the other system numbers what it gathered: then a keyed hash of that
    number stands beside the answer as well, so that a row which was corrected takes the place of the first.
    """

    __tablename__ = "importedanswer"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy wants it

    digest: str = Field(primary_key=True)
    import_id: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    source_hash: str | None = Field(default=None, index=True)
