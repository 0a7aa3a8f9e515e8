"""Invitations, and the codes that open them. A code itself is never stored."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class Invitation(Record, table=True):
    """One person (or, for professionals, one meeting) asked to answer one form.

    `takes` responses may be sent on it; `submitted` have been. Status follows from the times.
    """

    id: str = Field(primary_key=True)
    form_key: str
    audience: str
    review_ref: str | None = Field(default=None, foreign_key="review.review_ref", index=True)
    person: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """Which parent: the council's own reference. Empty where the audience says who it is."""
    placement: str | None = None
    """The open invitation of a poster or a leaflet: about no review, for anybody."""
    takes: int = 1
    submitted: int = 0
    created_at: datetime = Field(sa_type=UtcTime, index=True)
    expires_at: datetime = Field(sa_type=UtcTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcTime)


class InvitationCode(Record, table=True):
    """One printed or sent code of an invitation, as a keyed hash.

    `made_for`: letter, reminder, paper, qr or list.
    """

    code_hash: str = Field(primary_key=True)
    invitation_id: str = Field(foreign_key="invitation.id", index=True)
    made_for: str
    created_at: datetime = Field(sa_type=UtcTime)
    scans: int = 0


class Placement(Record, table=True):
    """A poster, a leaflet, a desk card: an open code that anybody may scan. Only sums are kept of it."""

    name: str = Field(primary_key=True)
    title: str = ""
    """Where it hangs, as the council says it."""
    created_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class PlacementCount(Record, table=True):
    """What came of a placement on one London day: so a period can be summed, and no moment is kept."""

    name: str = Field(primary_key=True, foreign_key="placement.name")
    day: date = Field(primary_key=True)
    scans: int = 0
    starts: int = 0
    completions: int = 0
