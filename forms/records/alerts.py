"""Alerts: somebody may need a person."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field, SQLModel

from forms.records.types import UtcTime


class Alert(SQLModel, table=True):
    """One signal. `cause`: choice, words, help (the button was pressed) or worker. Never any words.

    The id is a digest of response, cause and question, so the same signal is raised once;
    pressing help is a new alert each time.
    """

    id: str = Field(primary_key=True)
    cause: str
    question_key: str | None = None
    response_id: str | None = Field(default=None, index=True)
    invitation_id: str | None = None
    review_ref: str | None = None
    audience: str
    raised_at: datetime = Field(sa_type=UtcTime, index=True)
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcTime)
