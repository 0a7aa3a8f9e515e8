"""What was said, what was done about it, and what came of it."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlalchemy import false
from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class Action(Record, table=True):
    """One thing that was done because somebody said something at or before a review. Its words are sealed.

    With `tells_child` the child reads the words that were written for them, the next time they are asked.
    """

    id: str = Field(primary_key=True)
    review_ref: str = Field(foreign_key="review.review_ref", index=True)
    written_at: datetime = Field(sa_type=UtcTime)
    role: str
    """Who wrote it, as far as that is known: a role, until there were accounts."""
    by: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """The account that wrote it."""
    response_id: str | None = Field(default=None, foreign_key="response.id", index=True)
    """The response it follows from, if it does from one: the person is told by the way chosen there."""
    tells_child: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    outcome: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """What came of it, as a code of `forms.last_time.Outcome`; empty while that is open."""
    promised_on: date | None = None
    """By which day the child was to be told."""
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When they were: they opened it themselves, or somebody told them."""
    told_by: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """The account that told them; empty where they opened it."""
    sealed_key: bytes
    sealed: bytes
