"""Recording something of a meeting: the review, what stands beside it, and the invitations that follow it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from admin.following import FollowUnit
from admin.moves import list_moves
from forms.records import Review
from forms.units import Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from admin.following import Change


def mark_review(review: Row) -> str:
    """Make a mark of a review's row: it differs once anything in the row does."""
    told = "\x1f".join(f"{name}={review[name]}" for name in sorted(Review.model_fields))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class RecordUnit:
    """Set columns of a review, if it still is as the page showed it. False: it changed meanwhile, or is gone.

    `beside` are writes about its sittings and wishes, `follow` what becomes of its invitations.
    """

    review_ref: str
    seen: str
    values: Mapping[str, Any]
    now: datetime
    today: date
    beside: tuple[Write, ...] = ()
    follow: tuple[Change, ...] = field(default=())

    @property
    def review_key(self) -> Key:
        """The review."""
        return Key(Review, "review_ref", self.review_ref)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.review_key, *FollowUnit(self.follow).reads)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was recorded."""
        review = rows.get(self.review_key)
        if review is None or mark_review(review) != self.seen:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        moves = list_moves(review, self.values.get("due_on"), self.today)
        values = {**self.values, "recorded_at": self.now}
        kept = Update(Review, {"review_ref": self.review_ref}, values)
        follow = FollowUnit(self.follow).decide(rows).writes
        return Writes(True, (kept, *moves, *self.beside, *follow))  # noqa: FBT003 - likewise
