"""Alerts: somebody may need a person."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field, SQLModel

from forms.records.types import LATER_TEXT, UtcTime


class Alert(SQLModel, table=True):
    """One signal. `cause`: choice, words, help (the button was pressed) or worker.

    The id is a digest of response, cause and question, so the same signal is raised once; pressing help is
    a new alert each minute. Codes are parted by spaces; see `forms.contact` for what was asked.
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
    must_not_know: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """Roles that follow from the answers: see `forms.must_not_know`."""
    answer_by: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """The one safe way to answer a child, by their answers: see `forms.answering`."""
    contact_how: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    contact_through: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    contact_when: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    contact_not_when: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    contact_must_not_know: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """Roles that the person named when asking for help."""
    contact_words: bytes | None = None
    """A number, or how to reach them: notes, each sealed to the service's public key. See `forms.calls`."""
