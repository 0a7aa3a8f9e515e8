"""Visits between reviews."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record


class Visit(Record, table=True):
    """One visit, or a try at one. `outcome`: done, failed or declined.

    The id is a digest of child, IRO, day, outcome and how many like it came earlier in the file: visits have
    no reference of their own.
    """

    id: str = Field(primary_key=True)
    child_ref: str = Field(foreign_key="child.child_ref", index=True)
    iro_ref: str = ""
    visited_on: date = Field(index=True)
    mode: str = ""
    outcome: str = ""
    views_recorded: bool | None = None
