"""A meeting moved: it is due on another day, and the day before is kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from forms.records import ReviewMove
from forms.units import Insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forms.units import Row


def list_moves(review: Row, new_due_on: date | None, today: date) -> Iterator[Insert]:
    """Yield what is to be kept of the day that a review was due, if it moves to another.

    A day for the first time is no move, nor is a correction once it was held.
    """
    old_due_on = review["due_on"]
    if new_due_on is None or old_due_on in {None, new_due_on} or review["held_on"] is not None:
        return
    row = {
        "id": _make_id(review["review_ref"], today, old_due_on, new_due_on),
        "review_ref": review["review_ref"],
        "moved_on": today,
        "old_due_on": old_due_on,
        "new_due_on": new_due_on,
    }
    yield Insert(ReviewMove, row, unless_there=True)


def _make_id(review_ref: str, *days: date) -> str:
    return hashlib.sha256("\x1f".join((review_ref, *map(str, days))).encode()).hexdigest()[:32]
