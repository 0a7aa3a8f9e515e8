"""Invitations, and the codes that open them. A code itself is never stored."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field, SQLModel

from forms.records.types import UtcTime


class Invitation(SQLModel, table=True):
    """One person (or, for professionals, one meeting) asked to answer one form.

    `takes` responses may be sent on it; `submitted` have been. Status follows from the times.
    """

    id: str = Field(primary_key=True)
    form_key: str
    audience: str
    review_ref: str | None = Field(default=None, foreign_key="review.review_ref", index=True)
    takes: int = 1
    submitted: int = 0
    created_at: datetime = Field(sa_type=UtcTime, index=True)
    expires_at: datetime = Field(sa_type=UtcTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcTime)


class InvitationCode(SQLModel, table=True):
    """One printed or sent code of an invitation, as a keyed hash. `made_for`: letter, qr, list, demo."""

    code_hash: str = Field(primary_key=True)
    invitation_id: str = Field(foreign_key="invitation.id", index=True)
    made_for: str
    created_at: datetime = Field(sa_type=UtcTime)
    scans: int = 0
