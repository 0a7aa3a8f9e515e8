"""Alerts: somebody may need a person."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class Alert(Record, table=True):
    """One signal. `cause`: choice, words, help (the button was pressed), worker, or test (nobody waits).

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
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    """When somebody took it on. None while it waits: again, once it is handed on or somebody asks anew."""
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    """When its outcome was written down. Status is worked out of both; see `AlertStep` for who did what."""
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


class AlertStep(Record, table=True):
    """One thing that happened to an alert since it was raised. Written once, never changed, never deleted.

    `kind`: see `forms.alert_steps`. The id is a keyed hash of what makes the step the same step, so two
    processes that see the same need write it once.
    """

    __tablename__ = "alertstep"

    id: str = Field(primary_key=True)
    alert_id: str = Field(foreign_key="alert.id", index=True)
    happened_at: datetime = Field(sa_type=UtcTime)
    kind: str
    by: str = ""
    """The account of whoever did it; empty: the service itself."""
    to_account: str = ""
    to_role: str = ""
    """As what somebody was told, or to whom it was handed on."""
    way: str = ""
    level: int = 0
    """How often its time had run out by then."""
    code: str = ""
    """What came of it, as a code."""
    sealed_key: bytes | None = None
    sealed: bytes | None = None
    """Words of staff, sealed like an action's."""


class StaffReach(Record, table=True):
    """How somebody at work is told of an alert besides by e-mail: they say so themselves."""

    __tablename__ = "staffreach"

    account_id: str = Field(primary_key=True)
    mobile: str = ""
    changed_at: datetime = Field(sa_type=UtcTime)
