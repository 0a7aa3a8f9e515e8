"""What was handed over to the case system, and whether it said that it has it."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class HandOver(Record, table=True):
    """One part of what was said before a review, written into files. `part`: record or restricted.

    Nothing is deleted here until somebody says, for both parts, that the case system has it: the receipt.
    """

    __tablename__ = "handover"

    id: str = Field(primary_key=True)
    review_ref: str = Field(index=True)
    part: str
    made_at: datetime = Field(sa_type=UtcTime)
    made_by: str = ""
    """The account; empty for the command line."""
    files: int
    checksum: str
    """Of the list of checksums: by it the files can be told from any others."""
    receipted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    receipted_by: str = ""


class HandedOver(Record, table=True):
    """One response that was in a hand-over, with how many rows it had then.

    `pieces` counts answers, files and notes: what has more by now was not handed over whole.
    """

    __tablename__ = "handedover"

    hand_over_id: str = Field(primary_key=True, foreign_key="handover.id")
    response_id: str = Field(primary_key=True, index=True)
    pieces: int
