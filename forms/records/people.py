"""Children and the Independent Reviewing Officers who chair their reviews."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record


class Child(Record, table=True):
    """A looked-after child, by the council's reference."""

    child_ref: str = Field(primary_key=True)
    date_of_birth: date | None = None
    language: str | None = None
    """The code of the language the child reads best; None where nobody said."""
    parent_language: str | None = None
    """Likewise of the child's parents: one for all of them, since they are known by a reference alone."""


class Iro(Record, table=True):
    """An Independent Reviewing Officer, by the council's reference."""

    iro_ref: str = Field(primary_key=True)
    name: str = ""
