"""Reviews: one row a `review_ref`, as the council's file has it."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field, SQLModel

from forms.records.types import LATER_TEXT


class Review(SQLModel, table=True):
    """One meeting. Empty text means the file left it blank; None for yes/no likewise.

    `source` is `reviews`, `ssda903` or `ssd`: which import the row was made by.
    """

    review_ref: str = Field(primary_key=True)
    child_ref: str = Field(foreign_key="child.child_ref", index=True)
    iro_ref: str = ""
    team: str = ""
    meeting_kind: str = "cla_review"
    review_type: str = ""
    due_on: date | None = None
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


class Sitting(SQLModel, table=True):
    """One sitting of a meeting held in several. The review counts as held once the last one was."""

    review_ref: str = Field(primary_key=True, foreign_key="review.review_ref")
    number: int = Field(primary_key=True)
    held_on: date | None = None
    mode: str = ""
