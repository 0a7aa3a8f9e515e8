"""What workers note beside an answer: never a person's own words, never counted."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class WorkerNote(Record, table=True):
    """One note beside a response.

    `kind`: typed (who typed a booklet in, what could not be read), observed (what was seen) or handed (from
    when on the child answered alone).

    It stands beside the response and is no part of it: what the person said is in the answers alone.
    """

    __tablename__ = "workernote"

    id: str = Field(primary_key=True)
    response_id: str = Field(foreign_key="response.id", index=True)
    kind: str
    role: str
    """What the worker is to the child: a name only where accounts exist."""
    written_at: datetime = Field(sa_type=UtcTime)
    sealed_key: bytes
    """The note's own data key, sealed to the service's public key."""
    sealed: bytes
