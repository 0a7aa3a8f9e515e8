"""What staff say to the person behind one response."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class Message(Record, table=True):
    """One thing that is said to the person who sent a response. `kind`: see `forms.answering.MessageKind`.

    Its words are sealed; where the kind says it all there are none. Whether the person knows of it follows
    from the times: `seen_at` is when they opened it themselves, `done_at` when somebody told them.
    """

    id: str = Field(primary_key=True)
    response_id: str = Field(foreign_key="response.id", index=True)
    kind: str
    way: str
    """By which way it goes, as codes of `forms.answering`. Empty: the person is not told."""
    written_at: datetime = Field(sa_type=UtcTime)
    by: str
    """The account that wrote it."""
    reason: str = ""
    """Why somebody else opened what was sent, where that is what is told: a code."""
    action_id: str = ""
    """What was done, where that is what is told."""
    promised_on: date | None = None
    """By which day the person was promised to hear more."""
    seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    done_by: str = ""
    sealed_key: bytes | None = None
    sealed: bytes | None = None
