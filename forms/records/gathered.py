"""What staff write down that came otherwise than by a form: thanks, sessions, pledges, figures of others."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class GatheredItem(Record, table=True):
    """One thing of a kind that `admin.gathering.kinds` declares. It is tied to no child and no meeting.

    Codes and numbers lie in clear, words sealed: those for a report (`sealed_shown`) apart from those that
    never stand in one (`sealed_kept`: what came, and whom it names), which go after a while.
    """

    __tablename__ = "gathered"

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    first_on: date
    """The day it came or was held; the first of what it was promised or counted for."""
    last_on: date
    """The last of those days; of one that came or was held, the same day."""
    count: int | None = None
    """How many people, or how many of them somebody else counted."""
    out_of: int | None = None
    source: str = ""
    role: str = ""
    how: str = ""
    permission: str = ""
    state: str = ""
    has_wording: bool
    """Whether there are words that may stand in a report once they are approved."""
    edition: int
    """How often it was written: whoever changes it says which one they saw."""
    entered_at: datetime = Field(sa_type=UtcTime)
    entered_by: str
    """The account that wrote it as it stands; it never approves it where a second person must."""
    approved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    approved_by: str = ""
    refused_at: datetime | None = Field(default=None, sa_type=UtcTime)
    refused_by: str = ""
    sealed_key: bytes
    sealed_kept: bytes | None = None
    sealed_shown: bytes
