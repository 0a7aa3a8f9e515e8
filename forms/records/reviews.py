"""Reviews: one row a `review_ref`, as the council's file has it."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotations at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class Review(Record, table=True):
    """One meeting. Empty text means the file left it blank; None for yes/no likewise.

    `source` is `reviews`, `ssda903` or `ssd`: which import the row was made by.
    """

    review_ref: str = Field(primary_key=True)
    child_ref: str = Field(foreign_key="child.child_ref", index=True)
    iro_ref: str = Field(default="", index=True)
    team: str = ""
    meeting_kind: str = "cla_review"
    review_type: str = ""
    due_on: date | None = Field(default=None, index=True)
    held_on: date | None = Field(default=None, index=True)
    mode: str = ""
    participation_code: str = ""
    reason_not_attending: str = ""
    co_chaired: bool | None = None
    parent_attended: bool | None = None
    parent_consulted: bool | None = None
    advocate: bool | None = None
    iro_contact: str = ""
    iro_contact_on: date | None = None
    stood_down: bool | None = None
    """Called off: it is not held, not due, and nobody is asked about it."""
    reason_no_views: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    child_reason: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """Why the child did not come, as the child put it into one of the reasons."""
    parent_invited: bool | None = None
    parent_not_invited_reason: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    parents_safe_to_invite: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """The council's references of the parents whom somebody found safe to invite, parted by spaces."""
    carer_attended: bool | None = None
    child_joined: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    iro_contact_how: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    iro_contact_alone: bool | None = None
    source: str = "reviews"
    recorded_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When somebody last recorded here what came of it: a blank in a file clears nothing from then on."""


class Sitting(Record, table=True):
    """One sitting of a meeting held in several. The review counts as held once the last one was."""

    review_ref: str = Field(primary_key=True, foreign_key="review.review_ref")
    number: int = Field(primary_key=True)
    held_on: date | None = None
    mode: str = ""


class ReviewMove(Record, table=True):
    """A meeting was due on one day and is due on another now: the day before is kept.

    The id is a digest of all of it: moved there and back on one day and there again, it is one move.
    """

    __tablename__ = "reviewmove"

    id: str = Field(primary_key=True)
    review_ref: str = Field(foreign_key="review.review_ref", index=True)
    moved_on: date
    """The day on which we were told."""
    old_due_on: date
    new_due_on: date
