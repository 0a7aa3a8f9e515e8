"""Reviews held, held against a figure from elsewhere: what each may count that the other does not. Pure.

Each review on record stands in one part alone. Which parts the other figure goes by, only whoever made it can
say; so nothing is explained by itself. Somebody marks the parts that hold, and the rest stays unexplained.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.participation import ParticipationCode, is_under_four

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from admin.periods import Period


class Part(StrEnum):
    """Where a meeting stands, seen from the reviews held in a period."""

    COUNTED = "counted"
    TO_COME = "to_come"
    STOOD_DOWN = "stood_down"
    OTHER_KIND = "other_kind"
    NOT_HELD = "not_held"
    HELD_BEFORE = "held_before"
    HELD_AFTER = "held_after"
    TWICE = "twice"
    UNCODED = "uncoded"
    UNDER_FOUR = "under_four"
    DUE_OUTSIDE = "due_outside"


ADDED = {
    Part.OTHER_KIND: "Meetings of another kind held in these days: conferences, pathway reviews",
    Part.STOOD_DOWN: "Reviews called off, due or planned in these days",
    Part.NOT_HELD: "Reviews due in these days for which no day is recorded on which they were held",
    Part.HELD_BEFORE: "Reviews due in these days, held before them",
    Part.HELD_AFTER: "Reviews due in these days, held after them",
    Part.TO_COME: "Reviews of these days that are still to come",
}
"""What the other figure may count and we do not."""
TAKEN_OFF = {
    Part.TWICE: "Reviews of a child on a day on which it has another one",
    Part.UNCODED: "Reviews held without a valid participation code",
    Part.UNDER_FOUR: "Reviews held of children under four (PN0)",
    Part.DUE_OUTSIDE: "Reviews held in these days that were due on another, or without a due date",
}
"""What we count and the other figure may not."""


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One meeting that a period has to do with: held in it, or due in it."""

    child_ref: str
    is_review: bool
    due_on: date | None
    held_on: date | None
    is_stood_down: bool
    code: ParticipationCode | None
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One part: how many, added or taken off; `is_marked` where it is said to be what the other goes by."""

    part: Part
    words: str
    count: int
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Reconciled:
    """From our figure to the other: the steps, and what no marked step explains."""

    ours: int
    theirs: int
    steps: tuple[Step, ...]

    @property
    def gap(self) -> int:
        """How many more the other figure has."""
        return self.theirs - self.ours

    @property
    def explained(self) -> int:
        """What the marked parts come to."""
        return sum(step.count for step in self.steps if step.is_marked)

    @property
    def rest(self) -> int:
        """What is not explained."""
        return self.gap - self.explained


def reconcile(
    meetings: Sequence[MeetingFact], period: Period, today: date, theirs: int, marked: Collection[str]
) -> Reconciled:
    """Hold the reviews held in a period against another figure, by the parts that are marked."""
    found = Counter(_find_parts(meetings, period, today))
    counted = (Part.COUNTED, *TAKEN_OFF)
    steps = (
        *(Step(part, words, found[part], part in marked) for part, words in ADDED.items()),
        *(Step(part, words, -found[part], part in marked) for part, words in TAKEN_OFF.items()),
    )
    return Reconciled(sum(found[part] for part in counted), theirs, tuple(one for one in steps if one.count))


def _find_parts(meetings: Iterable[MeetingFact], period: Period, today: date) -> Iterable[Part]:
    """Tell for each meeting where it stands; the second of a child on a day is there twice."""
    seen: set[tuple[str, date | None]] = set()
    for meeting in meetings:
        part = find_part(meeting, period, today)
        if part in {Part.COUNTED, *TAKEN_OFF}:
            place = (meeting.child_ref, meeting.held_on)
            part = Part.TWICE if place in seen else part
            seen.add(place)
        yield part


def find_part(meeting: MeetingFact, period: Period, today: date) -> Part:
    """Tell where one meeting stands."""
    held = meeting.held_on is not None and period.first_on <= meeting.held_on <= period.last_on
    if not meeting.is_review:
        return Part.OTHER_KIND
    if meeting.is_stood_down:
        return Part.STOOD_DOWN
    if held:
        return _find_held_part(meeting, period, today)
    if meeting.held_on is None:
        is_late = meeting.due_on is not None and meeting.due_on < today
        return Part.NOT_HELD if is_late else Part.TO_COME
    return Part.HELD_BEFORE if meeting.held_on < period.first_on else Part.HELD_AFTER


def _find_held_part(meeting: MeetingFact, period: Period, today: date) -> Part:
    if meeting.held_on is not None and meeting.held_on > today:
        return Part.TO_COME
    if meeting.code is None:
        return Part.UNCODED
    if meeting.code is ParticipationCode.PN0:
        return Part.UNDER_FOUR
    is_due_inside = meeting.due_on is not None and period.first_on <= meeting.due_on <= period.last_on
    return Part.COUNTED if is_due_inside else Part.DUE_OUTSIDE


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the reviews held to those that participation is counted over."""

    held: int
    uncoded: int
    uncoded_young: int
    under_four: int

    @property
    def eligible(self) -> int:
        """E = R - U - Z, and the uncoded who are known to be under four."""
        return self.held - self.uncoded - self.uncoded_young - self.under_four


def make_bridge(meetings: Iterable[MeetingFact], period: Period, today: date) -> Bridge:
    """Count the steps from all reviews held to the eligible ones."""
    parts = {Part.COUNTED, *TAKEN_OFF}
    held = [one for one in meetings if find_part(one, period, today) in parts]
    uncoded = [one for one in held if one.code is None]
    young = sum(_is_known_young(one) for one in uncoded)
    under_four = sum(one.code is ParticipationCode.PN0 for one in held)
    return Bridge(len(held), len(uncoded) - young, young, under_four)


def _is_known_young(meeting: MeetingFact) -> bool:
    born, held_on = meeting.date_of_birth, meeting.held_on
    return born is not None and held_on is not None and is_under_four(born, held_on)
