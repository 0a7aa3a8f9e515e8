"""What is remembered of answers that another system gathered: how its columns are read, which rows are in."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field, SQLModel

from forms.records.types import UtcTime


class AnswerMapping(SQLModel, table=True):
    """A mapping of columns to the questions of one form, by the headings. Sealed: values may be words."""

    __tablename__ = "answermapping"

    id: str = Field(primary_key=True)
    """A keyed hash of the form and the headings."""
    form_key: str
    kept_at: datetime = Field(sa_type=UtcTime)
    kept_by: str
    sealed_key: bytes
    sealed: bytes


class ImportedAnswer(SQLModel, table=True):
    """That a row of a file is in: a keyed hash of it and nothing else, which leads to no response."""

    __tablename__ = "importedanswer"
    __table_args__ = {"sqlite_with_rowid": False}

    digest: str = Field(primary_key=True)
