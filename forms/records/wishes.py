"""What came of the wishes that a child had for a meeting."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class WishOutcome(Record, table=True):
    """Whether one wish was met, as somebody recorded it. `outcome`: met, partly or not.

    `wish` is the question of the child's own form that holds the wish; what was wished stays there. If two
    reviews became one, a wish may stand twice: the one recorded last counts.
    """

    __tablename__ = "wishoutcome"

    id: str = Field(primary_key=True)
    review_ref: str = Field(foreign_key="review.review_ref", index=True)
    wish: str
    outcome: str
    recorded_at: datetime = Field(sa_type=UtcTime)
    sealed_key: bytes | None = None
    """The key of the reason, sealed to the service's public key."""
    sealed: bytes | None = None
    """Why not, or why not all of it, in the words of whoever recorded it."""
