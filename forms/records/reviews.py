"""Reviews: one row a `review_ref`, as the council's file has it."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field, SQLModel


class Review(SQLModel, table=True):
    """One meeting. Empty text means the file left it blank; None for yes/no likewise.

    `source` is `reviews` or `ssda903`: which import the row was made by.
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
    source: str = "reviews"
