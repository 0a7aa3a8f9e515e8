"""What was said, what was done about it, and what came of it."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from forms.records.types import UtcTime


class Action(SQLModel, table=True):
    """One thing that was done because somebody said something at or before a review. Its words are sealed.

    With `tells_child` the child reads the words that were written for them, the next time they are asked.
    """

    id: str = Field(primary_key=True)
    review_ref: str = Field(foreign_key="review.review_ref", index=True)
    written_at: datetime = Field(sa_type=UtcTime)
    role: str
    """Who wrote it, as far as that is known: a role, until there are accounts."""
    tells_child: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    sealed_key: bytes
    sealed: bytes
