"""In which state a meeting is: to come, overdue, held, held without a code, stood down. Pure, and as SQL.

Worked out from its dates, never stored. A day in the future is a plan.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_
from sqlmodel import col

from forms.records import Review

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

STATUTORY = "cla_review"


class State(StrEnum):
    """One of five; every meeting is in exactly one."""

    TO_COME = "to_come"
    OVERDUE = "overdue"
    HELD = "held"
    NO_CODE = "no_code"
    STOOD_DOWN = "stood_down"


NAMES = {
    State.TO_COME: "To come",
    State.OVERDUE: "Overdue",
    State.HELD: "Held",
    State.NO_CODE: "Held, no code yet",
    State.STOOD_DOWN: "Stood down",
}


def find_state(  # noqa: PLR0913 - the columns that decide it, each by name
    *,
    stood_down: bool | None,
    held_on: date | None,
    due_on: date | None,
    meeting_kind: str,
    participation_code: str,
    today: date,
) -> State:
    """Return the state. Without any date a meeting is still to come."""
    if stood_down:
        return State.STOOD_DOWN
    if held_on is not None and held_on <= today:
        is_coded = bool(participation_code) or meeting_kind != STATUTORY
        return State.HELD if is_coded else State.NO_CODE
    return State.OVERDUE if due_on is not None and due_on < today else State.TO_COME


def in_state(state: State, today: date) -> ColumnElement[bool]:
    """Say the same to the database."""
    held_on, due_on = col(Review.held_on), col(Review.due_on)
    is_off = col(Review.stood_down).is_(True)
    goes_on = col(Review.stood_down).is_not(True)
    is_held = and_(goes_on, held_on <= today)
    is_open = and_(goes_on, or_(held_on.is_(None), held_on > today))
    no_code = and_(col(Review.participation_code) == "", col(Review.meeting_kind) == STATUTORY)
    return {
        State.STOOD_DOWN: is_off,
        State.HELD: and_(is_held, ~no_code),
        State.NO_CODE: and_(is_held, no_code),
        State.OVERDUE: and_(is_open, due_on < today),
        State.TO_COME: and_(is_open, or_(due_on.is_(None), due_on >= today)),
    }[state]
