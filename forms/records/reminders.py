"""Who was reminded, and who asked not to be. Codes that reminders carry stand with the others."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class Reminder(Record, table=True):
    """One reminder of an invitation. `step`: reminder, last_call or nudge; `way`: letter or told.

    The id is a digest of invitation and step: nobody is reminded of the same thing twice.
    """

    id: str = Field(primary_key=True)
    invitation_id: str = Field(foreign_key="invitation.id", index=True)
    step: str
    way: str
    sent_at: datetime = Field(sa_type=UtcTime)


class NoReminder(Record, table=True):
    """Somebody asked not to be reminded, of any meeting of this child. `said_in`: console, telegram or web.

    The id is a digest of whom it is about. Invited they still are: that is no reminder.
    """

    __tablename__ = "noreminder"

    id: str = Field(primary_key=True)
    child_ref: str = Field(foreign_key="child.child_ref", index=True)
    audience: str
    person: str = ""
    said_in: str
    asked_at: datetime = Field(sa_type=UtcTime)
