"""What is kept of people whose words are gone: counts of choices, and which children were erased."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotations at run time

from sqlmodel import Field, SQLModel

from forms.records.types import UtcTime


class CodedCount(SQLModel, table=True):
    """So many responses of a quarter gave this very answer to this question. Nobody's answers hang together.

    `said` is value, words or skipped; `value` is empty but for the first. `age_band` is that of the child who
    answered, `8-11`; empty for everybody else, and where no date of birth is known.
    """

    __tablename__ = "codedcount"

    quarter_on: date = Field(primary_key=True)
    """The first day of the calendar quarter that it is counted in."""
    form_key: str = Field(primary_key=True)
    age_band: str = Field(primary_key=True)
    question_key: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    said: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    responses: int


class ErasedChild(SQLModel, table=True):
    """A child who was erased: no import brings them back. Nothing but the council's reference is kept."""

    __tablename__ = "erasedchild"

    child_ref: str = Field(primary_key=True)
    erased_at: datetime = Field(sa_type=UtcTime)
