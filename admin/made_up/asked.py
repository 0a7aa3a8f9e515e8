"""Who of the made-up people is asked about a meeting, when, and by which form: by the rules of `invite`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from admin.invitation_rules import Ask, Asking, MeetingRow, choose_asks, choose_audiences
from forms.definition import Timing
from forms.london import LONDON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.made_up.reviews import MadeReview
    from forms.library import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was invited, about a review, at a moment."""

    review: MadeReview
    ask: Ask
    timing: Timing
    at: datetime


def ask_about(review: MadeReview, rules: Asking, library: Library, now: datetime) -> Iterator[Asked]:
    """Ask before the meeting, after it, and some three months later, as `invite` would have until now."""
    for timing, day in _list_days(review, rules):
        at = at_hour(day, 9)
        if at >= now:
            continue
        asking = replace(rules, today=day)
        meeting = _describe(review, timing)
        for audience in choose_audiences(meeting, asking):
            for choice in choose_asks(meeting, audience, asking):
                if isinstance(choice, Ask):
                    yield Asked(review, choice, library.current(choice.form_key).timing, at)


def _list_days(review: MadeReview, rules: Asking) -> Iterator[tuple[Timing, date]]:
    yield Timing.BEFORE, (review.held_on or review.due_on) - timedelta(days=30)
    if review.held_on:
        yield Timing.AFTER, review.held_on + timedelta(days=1)
        yield Timing.BETWEEN, review.held_on + timedelta(days=rules.check_in_days + 1)


def _describe(review: MadeReview, timing: Timing) -> MeetingRow:
    """Describe a meeting as it was known at that time."""
    return MeetingRow(
        review_ref=review.ref,
        meeting_kind=review.kind,
        due_on=review.due_on,
        held_on=None if timing is Timing.BEFORE else review.held_on,
        date_of_birth=review.child.born,
        parents_safe_to_invite=review.row.get("parents_safe_to_invite", ""),
    )


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of a London day."""
    return datetime.combine(day, time(hour, minute), LONDON)
