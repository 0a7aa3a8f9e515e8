"""What was promised to a child last time, and what came of it: actions, wishes, and replies that are owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.promises import list_promised
from admin.recording.choices import WISH_OUTCOMES
from admin.recording.wishes import WISHES, read_recorded
from admin.voice.sent import find_day
from forms.keys import TamperedError
from forms.last_time import Outcome, read_action
from forms.records import Action, Review

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from admin.recording.wishes import Said as Recorded
    from admin.voice.sent import Archive
    from forms.keys import Keys
    from forms.last_time import Deed
    from forms.store import Store
    from forms.units import Row

LATEST = 40
OUTCOMES: Mapping[str, str] = {
    "": "Still open",
    Outcome.DONE: "Done",
    Outcome.RAISED: "Raised with the team manager",
    Outcome.DISPUTE: "Raised as a formal dispute",
    Outcome.ADVOCATE: "An advocate was asked",
    Outcome.NOT_POSSIBLE: "Not possible",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that was to be done because the child said something, and what came of it so far."""

    review_ref: str
    deed: Deed
    outcome: str
    is_open: bool
    promised_on: date | None
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one wish for the meeting before."""

    about: str
    outcome: str
    because: str


@dataclass(frozen=True, slots=True)
class LastTime:
    """All of it. `owed`: by which days somebody around the child was to hear more, and did not yet."""

    promises: tuple[Promise, ...] = ()
    wishes: tuple[Came, ...] = ()
    owed: tuple[date, ...] = ()


NO_LAST_TIME = LastTime()


async def read_last_time(archive: Archive, keys: Keys, meeting: Row) -> LastTime:
    """Read what was promised before a meeting. Raises StoreUnavailableError, TamperedError."""
    before = await archive.find_meeting_before(meeting)
    recorded = await read_recorded(archive.store, keys, before["review_ref"]) if before else {}
    owed = await list_promised(archive.store, col(Review.child_ref) == meeting["child_ref"])
    return LastTime(
        tuple(await list_promises(archive.store, keys, meeting)),
        tuple(_list_came(recorded)),
        tuple(promise.promised_on for promise in owed if promise.response_id),
    )


def _list_came(recorded: Mapping[str, Recorded]) -> Iterator[Came]:
    for key, about in WISHES.items():
        if key in recorded:
            said = recorded[key]
            yield Came(about, WISH_OUTCOMES.get(said.outcome, said.outcome), said.because)


async def list_promises(store: Store, keys: Keys, meeting: Row) -> list[Promise]:
    """List what was done about what the child said at the meeting before, and all that is still open.

    Raises StoreUnavailableError.
    """
    day = find_day(meeting)
    if day is None:
        return []
    theirs = (col(Review.child_ref) == meeting["child_ref"], day > _DAY)
    return choose_promises(list(_open(keys, await store.read(_ACTIONS.where(*theirs)))))


def choose_promises(found: Sequence[Promise]) -> list[Promise]:
    """Choose those of the last meeting that has any, and of earlier ones those that are open. Pure."""
    last = found[0].review_ref if found else ""
    return [each for each in found if each.review_ref == last or each.is_open]


def _open(keys: Keys, rows: Sequence[Row]) -> Iterator[Promise]:
    """Open them; what cannot be opened is left out, as it is where the child is told."""
    for row in rows:
        try:
            deed = read_action(keys, row)
        except TamperedError:
            continue
        yield Promise(
            row["review_ref"],
            deed,
            OUTCOMES.get(row["outcome"], row["outcome"]),
            not row["outcome"] and not deed.outcome,
            row["promised_on"],
            row["told_at"],
        )


_DAY = func.coalesce(col(Review.held_on), col(Review.due_on))
_ACTIONS: Any = (
    select(Action.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .join(Review, col(Review.review_ref) == col(Action.review_ref))
    .order_by(_DAY.desc(), col(Action.review_ref), col(Action.written_at), col(Action.id))
    .limit(LATEST)
)
