"""Responses and their answers, and the exact form each one answered."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field, SQLModel

from forms.records.types import UtcTime


class FormVersion(SQLModel, table=True):
    """The tables of one version of a form, kept as long as a response refers to it."""

    form_key: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    source: str
    """The form's own text (Markdown tables), as it was read."""


class Response(SQLModel, table=True):
    """One person's answers: a sealed draft until `submitted_at`, answer rows from then on.

    `owner` is a keyed hash of who can go on with it: of the browser's secret, or of the chat, together
    with the invitation. It is the idempotency key as well: a second submission by the same owner meets the
    same row and gets the same receipt. No name, address, device or Telegram identity is kept here.
    """

    id: str = Field(primary_key=True)
    owner: str | None = Field(default=None, unique=True)
    invitation_id: str = Field(foreign_key="invitation.id", index=True)
    form_key: str = Field(index=True)
    form_version: str
    audience: str
    channel: str
    language: str = "en"
    opened_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    draft: bytes | None = None
    """The conversation so far, under the owner's draft key; gone once submitted."""
    draft_day: str | None = None
    """For bot drafts: which day's key."""
    sealed_key: bytes | None = None
    """The data key of the answers, sealed to the service's public key."""
    receipt: str | None = Field(default=None, unique=True)


class ResponseAnswer(SQLModel, table=True):
    """One answer. Both `value` and `sealed` empty: a deliberate skip.

    `value` is what may be counted: an option value, several parted by spaces, a number, an ISO date.
    """

    __tablename__ = "answer"

    response_id: str = Field(primary_key=True, foreign_key="response.id")
    question_key: str = Field(primary_key=True)
    kind: str
    value: str | None = None
    sealed: bytes | None = None
