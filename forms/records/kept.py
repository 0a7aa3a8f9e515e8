"""What is kept of people whose words are gone: counts of choices, and what was erased."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotations at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class CodedCount(Record, table=True):
    """So many responses of a quarter gave this very answer to this question. Nobody's answers hang together.

    `said` is value, words or skipped, or theme: found by a person in the words of so many responses, whatever
    the question. `value` is empty but for the first and the last. `age_band` is that of the child who
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


class Erased(Record, table=True):
    """A child who was erased, or a meeting of theirs: no import brings it back. `kind`: child or review.

    Nothing but the council's reference is kept.
    """

    kind: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    erased_at: datetime = Field(sa_type=UtcTime)
