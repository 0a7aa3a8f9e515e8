"""A child, erased: nothing of what was said is left, and nothing leads to the child.

The figures of past periods stay true, so what they count is written anew under references of chance: that
there was a meeting, how the child took part, that somebody answered, that somebody visited. Everything else
goes, rows of tables that are not known here as well. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from forms.alert_steps import unlink_alert
from forms.coding import end_of_quarter, start_of_quarter
from forms.erasing import UNLINKED
from forms.erasing import WORDLESS as SAYS_NOTHING
from forms.london import london_day
from forms.participation import find_birthday
from forms.records import (
    Action,
    Alert,
    AlertStep,
    Chat,
    Child,
    Complaint,
    ComplaintStep,
    Erased,
    Invitation,
    Message,
    Quote,
    Response,
    ResponseAnswer,
    Review,
    Sitting,
    Visit,
    WishOutcome,
)
from forms.store.statements import table_of
from forms.units import Delete, Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlmodel import SQLModel

    from forms.belongings import Belongings
    from forms.erasing import Told

ERASED_CHILD, ERASED_REVIEW = "child", "review"
"""Kinds of references that no import brings back."""
FOUR = 4
"""The only age that the figures look at, in full years."""
BLANK_OF_REVIEW: Mapping[str, Any] = {"iro_ref": "", "team": "", "parents_safe_to_invite": ""}
LEFT_OUT_OF_CHAT: Mapping[str, Any] = dict.fromkeys(
    ("response_id", "invitation_id", "shown_question", "earlier_question", "sealed_id")
)
BARE_COMPLAINT: Mapping[str, Any] = dict.fromkeys(("response_id", "review_ref", "sealed_key", "sealed"))
WORDLESS: Mapping[str, Any] = {"sealed_key": None, "sealed": None}
BARE_ACTION: Mapping[str, Any] = {"sealed_key": b"", "sealed": b"", "by": "", "told_by": ""}
GONE = "gone"
"""What was done, where nothing of it is left: the message that told of it is no reply, and is not counted."""
BARE: Mapping[type[SQLModel], Mapping[str, Any]] = {
    Chat: LEFT_OUT_OF_CHAT,
    Complaint: BARE_COMPLAINT,
    ComplaintStep: WORDLESS,
}
"""What is never deleted, and what is taken out of it."""
STAYS: frozenset[type[SQLModel]] = frozenset({Alert, AlertStep, Chat, Complaint, ComplaintStep})
"""Tables whose rows are changed, or kept, and not deleted."""


@dataclass(frozen=True, slots=True)
class Unlinking:
    """Everything of one child, and what stands in its place. `told` is by response, with its counts.

    With `is_uncounted` nothing stands in its place: as if the child had never been here.
    """

    held: Belongings
    told: Mapping[str, Told]
    now: datetime
    new_id: Callable[[], str]
    is_uncounted: bool = False
    names: dict[tuple[type[SQLModel], str], str] = field(default_factory=dict)

    def list_writes(self) -> Iterator[Write]:
        """Yield it all, and that no import is to bring any of it back."""
        yield from self._list_marks(Child, ERASED_CHILD)
        yield from self._list_marks(Review, ERASED_REVIEW)
        if not self.is_uncounted:
            yield from self._list_counted()
            yield from self._list_anew()
        yield from list_parting(self.held)

    def _list_marks(self, record: type[SQLModel], kind: str) -> Iterator[Write]:
        for row in self.held.of(record):
            mark = {"kind": kind, "ref": row[f"{kind}_ref"], "erased_at": self.now}
            yield Insert(Erased, mark, unless_there=True)

    def _list_counted(self) -> Iterator[Write]:
        for told in self.told.values():
            yield from told.counted

    def _list_anew(self) -> Iterator[Write]:
        """Yield what past figures are made of, written anew."""
        reviews = [row for row in self.held.of(Review) if is_past(row, london_day(self.now))]
        visits = self.held.of(Visit)
        if not reviews and not visits:
            return
        child = {"child_ref": self._rename(Child, "")}
        born_on = next((row["date_of_birth"] for row in self.held.of(Child)), None)
        days = [row["held_on"] for row in reviews if row["held_on"]]
        yield Insert(Child, {**child, "date_of_birth": coarsen_birth(born_on, days)})
        for row in visits:
            yield Insert(Visit, {**row, **child, "id": self.new_id(), "iro_ref": ""})
        for row in reviews:
            review = {"review_ref": self._rename(Review, row["review_ref"])}
            yield Insert(Review, {**row, **child, **BLANK_OF_REVIEW, **review})
        yield from self._list_about({row["review_ref"] for row in reviews})

    def _list_about(self, kept: set[str]) -> Iterator[Write]:
        """Yield what hangs on the meetings that are kept."""
        for row in self.held.of(Sitting):
            if row["review_ref"] in kept:
                yield Insert(Sitting, {**row, **self._of_review(row)})
        for row in self.held.of(WishOutcome):
            if row["review_ref"] in kept:
                named = {**self._of_review(row), "id": self.new_id()}
                yield Insert(WishOutcome, {**row, **WORDLESS, **named})
        for row in self.held.of(Invitation):
            if row["review_ref"] in kept:
                named = {"id": self._rename(Invitation, row["id"]), "person": ""}
                yield Insert(Invitation, {**row, **self._of_review(row), **named})
        yield from self._list_responses()
        yield from self._list_told()

    def _list_told(self) -> Iterator[Write]:
        """Yield what was said back and done, without a word: when the child knew of it is counted."""
        for row in self.held.of(Action):
            review_ref = self.names.get((Review, row["review_ref"]))
            if review_ref is not None:
                named = {"id": self._rename(Action, row["id"]), "review_ref": review_ref}
                response_id = self.names.get((Response, row["response_id"] or ""))
                yield Insert(Action, {**row, **BARE_ACTION, **named, "response_id": response_id})
        for row in self.held.of(Message):
            response_id = self.names.get((Response, row["response_id"]))
            if response_id is not None:
                deed = self.names.get((Action, row["action_id"]), row["action_id"] and GONE)
                named = {"id": self.new_id(), "response_id": response_id, "action_id": deed}
                yield Insert(Message, {**row, **SAYS_NOTHING, **named})

    def _list_responses(self) -> Iterator[Write]:
        """Yield the bare responses, and the choices that figures of the meeting are made of."""
        for row in self.held.of(Response):
            invitation_id = self.names.get((Invitation, row["invitation_id"]))
            if invitation_id is None:
                continue
            told, response_id = self.told.get(row["id"]), self.new_id()
            self.names[Response, row["id"]] = response_id
            coded_on = told.coded_on if told else row["coded_on"]
            named = {"id": response_id, "invitation_id": invitation_id, "coded_on": coded_on}
            yield Insert(Response, {**row, **UNLINKED, **named})
            yield from self._list_choices(row["id"], response_id)

    def _list_choices(self, old_id: str, new_id: str) -> Iterator[Write]:
        told = self.told.get(old_id)
        for row in self.held.of(ResponseAnswer):
            is_stays = told is None or row["question_key"] in told.stays
            if row["response_id"] == old_id and row["sealed"] is None and is_stays:
                yield Insert(ResponseAnswer, {**row, "response_id": new_id})

    def _of_review(self, row: Row) -> dict[str, str]:
        return {"review_ref": self.names[Review, row["review_ref"]]}

    def _rename(self, record: type[SQLModel], old: str) -> str:
        return self.names.setdefault((record, old), f"erased-{self.new_id()}")


def list_parting(held: Belongings, *, keeps_quotes: bool = False) -> Iterator[Write]:
    """Yield what takes everything away: what is never deleted stays, and leads nowhere any more."""
    yield from (write for row in held.of(Alert) for write in unlink_alert(row["id"]))
    for record, bare in BARE.items():
        yield from (Update(record, _name_row(record, row), bare) for row in held.of(record))
    if keeps_quotes:
        free = {"response_id": None, "action_id": None}
        yield from (Update(Quote, {"id": row["id"]}, free) for row in held.of(Quote))
    for record, rows in held.rows.items():
        if record not in STAYS and not (keeps_quotes and record is Quote):
            yield from (Delete(record, _name_row(record, row)) for row in rows)


def is_past(review: Row, today: date) -> bool:
    """Tell whether a meeting is in the figures of days gone by: what is still to come will not be."""
    day = review["held_on"] or review["due_on"]
    return day is not None and day < today


def coarsen_birth(born_on: date | None, days: Iterable[date]) -> date | None:
    """Return a birth day of the same quarter that leaves the child as old at its meetings as figures ask.

    They ask whether a meeting was before, on or after the fourth birthday; the true day always fits.
    """
    if born_on is None:
        return None
    seen = set(days)
    wanted = _compare(born_on, seen)
    first = start_of_quarter(born_on)
    size = (end_of_quarter(first) - first).days
    candidates = (first + timedelta(days=number) for number in range(size))
    return next(day for day in candidates if _compare(day, seen) == wanted)


def _compare(born_on: date, days: set[date]) -> dict[date, tuple[bool, bool]]:
    birthday = find_birthday(born_on, FOUR)
    return {day: (day < birthday, day > birthday) for day in days}


def _name_row(record: type[SQLModel], row: Row) -> dict[str, Any]:
    return {column.name: row[column.name] for column in table_of(record).primary_key}


@dataclass(frozen=True, slots=True)
class EraseChildUnit:
    """Erase a child. False: there is none any more."""

    child_ref: str
    writes: tuple[Write, ...]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Child, "child_ref", self.child_ref),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether there was one."""
        if rows.get(self.reads[0]) is None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        return Writes(True, self.writes)  # noqa: FBT003 - likewise
