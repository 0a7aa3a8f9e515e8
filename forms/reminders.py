"""Reminders as rows: that somebody had one, and that somebody asked not to be reminded.

Who asks once is reminded of nothing about this child any more, by any way, until they say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from forms.definition import Audience
from forms.records import Invitation, NoReminder, Review
from forms.units import Insert

if TYPE_CHECKING:
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store

CONSOLE, TELEGRAM, WEB = "console", "telegram", "web"
"""Where somebody said that they want no reminders."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """Somebody who may be reminded: of which child, as who. `person` is which parent, by reference."""

    child_ref: str
    audience: str
    person: str

    def name(self, keys: Keys) -> str:
        """Return the id of their one wish not to be reminded."""
        return keys.mac("no-reminder", self.child_ref, self.audience, self.person)


def write_no_reminder(keys: Keys, whom: Reminded, now: datetime, said_in: str) -> Insert:
    """Make the row that says they asked not to be reminded; the first one stays."""
    row = {
        "id": whom.name(keys),
        "child_ref": whom.child_ref,
        "audience": whom.audience,
        "person": whom.person,
        "said_in": said_in,
        "asked_at": now,
    }
    return Insert(NoReminder, row, unless_there=True)


async def find_reminded(store: Store, invitation_id: str) -> Reminded | None:
    """Find whom an invitation is for. None: it is about no meeting, so nobody is reminded of it."""
    rows = await store.read(
        select(col(Review.child_ref), col(Invitation.audience), col(Invitation.person))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(col(Invitation.id) == invitation_id)
    )
    return Reminded(**rows[0]) if rows else None


async def find_one_person(store: Store, invitation_id: str) -> Reminded | None:
    """Find whom an invitation is for, where it is for one person, who may say for themselves what they want.

    None where many share it: one professional cannot stop the reminders of the others.
    """
    whom = await find_reminded(store, invitation_id)
    return None if whom is None or whom.audience == Audience.PROFESSIONAL.value else whom


async def asked_for_none(store: Store, keys: Keys, whom: Reminded) -> bool:
    """Tell whether they asked already not to be reminded."""
    return bool(await store.read(select(col(NoReminder.id)).where(col(NoReminder.id) == whom.name(keys))))
