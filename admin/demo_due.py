"""Who in the demo is due a reminder today, so that the room of letters has something in it at every start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.demo_reviews import find_birth, write_review
from admin.invitation_rules import Ask
from admin.invitations import find_invitation_id, make_code, make_invitation
from forms.definition import Audience
from forms.london import london_day, start_of_day
from forms.records import Invitation, Review
from forms.units import PutUnit, Update

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Write

ASKED_AGO, OPEN_AFTER = timedelta(days=24), timedelta(days=28)
"""When they were asked, and how long after the meeting they may answer: as councils do by default."""


@dataclass(frozen=True, slots=True)
class Soon:
    """A meeting so many days away, of a child who turned so many `years`, and who has not answered."""

    review_ref: str
    years: int
    away: timedelta
    asked: tuple[tuple[str, Audience], ...]


SOON = (
    Soon(
        "DEMO-SOON-1",
        14,
        timedelta(days=10),
        (("have_your_say_12_17", Audience.CHILD), ("carer_before", Audience.CARER)),
    ),
    Soon("DEMO-SOON-2", 10, timedelta(days=2), (("have_your_say_8_11", Audience.CHILD),)),
)
"""One is due the reminder, with the carer; one the last call."""
WAITING = frozenset(soon.review_ref for soon in SOON)


async def keep_reminders_due(store: Store, keys: Keys, now: datetime) -> None:
    """Write those meetings and whom they ask, or move them to where they are due again today.

    One that a visitor recorded as held stays as it is. Raises StoreUnavailableError.
    """
    held = select(col(Review.review_ref)).where(col(Review.held_on).is_not(None))
    asked = select(col(Invitation.id)).where(col(Invitation.review_ref).in_(WAITING))
    done = {row["review_ref"] for row in await store.read(held.where(col(Review.review_ref).in_(WAITING)))}
    there = {row["id"] for row in await store.read(asked)}
    for soon in SOON:
        if soon.review_ref not in done:
            await store.write(PutUnit(tuple(_list_rows(keys, soon, now, there))))


def _list_rows(keys: Keys, soon: Soon, now: datetime, there: set[str]) -> Iterator[Write]:
    today = london_day(now)
    due_on = today + soon.away
    child = {"child_ref": f"{soon.review_ref}-CHILD", "date_of_birth": find_birth(today, soon.years)}
    yield from write_review(soon.review_ref, child, None, {"due_on": due_on})
    yield Update(Review, {"review_ref": soon.review_ref}, {"due_on": due_on})
    for form_key, audience in soon.asked:
        ask = Ask(soon.review_ref, form_key, audience, 1, due_on + OPEN_AFTER)
        yield from _list_asked(keys, ask, now - ASKED_AGO, there)


def _list_asked(keys: Keys, ask: Ask, asked_at: datetime, there: set[str]) -> Iterator[Write]:
    invitation_id = find_invitation_id(keys, ask.form_key, ask.review_ref, *ask.whom)
    if invitation_id not in there:
        yield from make_invitation(keys, ask, asked_at, made_for="letter")[0]
        return
    yield make_code(keys, invitation_id, asked_at, made_for="letter")[0]
    yield Update(Invitation, {"id": invitation_id}, {"expires_at": _find_end(ask.closes_on)})


def _find_end(closes_on: date) -> datetime:
    return start_of_day(closes_on + timedelta(days=1))
