"""Which rows belong to a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from forms.coding import end_of_quarter, start_of_quarter
from forms.definition import Timing
from forms.records import AnonymousResponse, Invitation, Response, Review

if TYPE_CHECKING:
    from datetime import date

    from admin.periods import Period

STATUTORY = "cla_review"
"""The only kind of meeting that participation codes and statutory measures are about."""


def was_held(period: Period, today: date) -> ColumnElement[bool]:
    """Make the condition of a meeting held in the period: neither called off nor still to come."""
    until = min(period.last_on, today)
    return and_(col(Review.held_on).between(period.first_on, until), col(Review.stood_down).is_not(True))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which invitations and responses belong to a period, for the forms of one timing."""

    invited: ColumnElement[bool]
    opened: ColumnElement[bool]
    submitted: ColumnElement[bool]
    anonymous: ColumnElement[bool]
    quarters: tuple[date, ...] = ()
    """The first days of the quarters that lie in the period as a whole."""


def make_scope(timing: Timing, period: Period, today: date) -> Scope:
    """Make the conditions: a consultation goes by its review's day, everything else by its own.

    An anonymous response goes by the Monday of its week: nothing nearer is known of it.
    """
    invited, opened, submitted = (
        _is_in(column, period)
        for column in (Invitation.created_at, Response.opened_at, Response.submitted_at)
    )
    anonymous = col(AnonymousResponse.week_on).between(period.first_on, period.last_on)
    if timing is not Timing.BEFORE:
        return Scope(invited, opened, submitted, anonymous, list_quarters(period))
    held, no_review = was_held(period, today), col(Invitation.review_ref).is_(None)
    return Scope(
        or_(held, and_(no_review, invited)),
        or_(held, and_(no_review, opened)),
        or_(and_(held, col(Response.submitted_at).is_not(None)), and_(no_review, submitted)),
        anonymous,
        list_quarters(period),
    )


def list_quarters(period: Period) -> tuple[date, ...]:
    """List the quarters of a period: counts of choices whose answers are gone are kept by the quarter."""
    found = []
    first = start_of_quarter(period.first_on)
    quarter_on = first if first == period.first_on else end_of_quarter(first)
    while end_of_quarter(quarter_on) <= period.last_on + timedelta(days=1):
        found.append(quarter_on)
        quarter_on = end_of_quarter(quarter_on)
    return tuple(found)


def _is_in(column: Any, period: Period) -> ColumnElement[bool]:  # noqa: ANN401 - a column as SQLModel types it
    return and_(col(column) >= period.starts_at, col(column) < period.ends_at)
