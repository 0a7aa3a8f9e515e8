"""Visits, what was told back, promises and alerts as rows to be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.alerts.escalation import TEST
from admin.summary.days import LondonDay
from admin.summary.source import Source
from forms.alert_steps import StepKind
from forms.answering import MessageKind
from forms.records import Action, Alert, AlertStep, Message, Visit

if TYPE_CHECKING:
    from datetime import date

    from admin.periods import Period
    from admin.summary.source import Column

SAID_BACK = (MessageKind.REPLY, MessageKind.HAPPENED)
"""What tells somebody something; that it was read, or by whom, does not."""


def find_visits(period: Period, today: date) -> Source:
    """Find the visits made or tried."""
    table: Any = Visit.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    where = col(Visit.visited_on).between(period.first_on, min(period.last_on, today))
    return Source(
        table, where, col(Visit.id), {name: table.c[name] for name in ("outcome", "views_recorded")}
    )


def find_tellings(period: Period) -> Source:
    """Find what was written to be told, by the day it was written.

    A message that tells of a deed is the deed's: it is counted once, there.
    """
    deeds = select(
        _name("action", col(Action.id)),
        col(Action.written_at),
        col(Action.told_at).is_not(None).label("is_told"),
    ).where(col(Action.tells_child).is_(True))
    replies = select(
        _name("message", col(Message.id)), col(Message.written_at), _is_known(Message).label("is_told")
    ).where(col(Message.kind).in_(SAID_BACK), col(Message.way) != "", col(Message.action_id) == "")
    found = union_all(deeds, replies).subquery("tellings")
    where = and_(found.c.written_at >= period.starts_at, found.c.written_at < period.ends_at)
    return Source(found, where, found.c.ref, {"is_told": found.c.is_told})


def find_promises(period: Period, today: date) -> Source:
    """Find the promises for a day of the period, once it is known what became of them."""
    told_on = LondonDay(col(Action.told_at))
    deeds = select(_name("action", col(Action.id)), col(Action.promised_on), told_on.label("kept_on")).where(
        col(Action.promised_on).is_not(None)
    )
    replies = select(
        _name("message", col(Message.id)),
        col(Message.promised_on),
        LondonDay(_find_later()).label("kept_on"),
    ).where(col(Message.promised_on).is_not(None), col(Message.kind) == MessageKind.REPLY)
    found = union_all(deeds, replies).subquery("promises")
    promised_on, kept_on = found.c.promised_on, found.c.kept_on
    where = and_(
        promised_on.between(period.first_on, period.last_on),
        or_(kept_on.is_not(None), promised_on < today),
    )
    is_kept = and_(kept_on.is_not(None), kept_on <= promised_on)
    return Source(found, where, found.c.ref, {"is_kept": is_kept})


def _name(what: str, column: Column) -> Column:
    """Name a row of one of two tables."""
    return (literal(f"{what}/") + column).label("ref")


def _is_known(message: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the table, or another name for it
    return or_(col(message.seen_at).is_not(None), col(message.done_at).is_not(None))


def _find_later() -> Any:  # noqa: ANN401 - a select of one moment
    """Select when the person first knew of something that was said to them later."""
    later = aliased(Message)
    known_at = func.min(_least(col(later.seen_at), col(later.done_at)))
    return (
        select(known_at)
        .where(
            col(later.response_id) == col(Message.response_id),
            col(later.written_at) > col(Message.written_at),
            col(later.kind).in_(SAID_BACK),
        )
        .correlate(Message)
        .scalar_subquery()
    )


def _least(one: Column, other: Column) -> ColumnElement[Any]:
    """Return the earlier of two moments of which one may be missing."""
    return case((or_(other.is_(None), one <= other), one), else_=other)


def find_alerts(period: Period) -> Source:
    """Find the alerts raised, once somebody took them on or their time ran out; no trials."""
    taken_at, late_at = (_find_first(kind) for kind in (StepKind.ACKNOWLEDGED, StepKind.ESCALATED))
    found = (
        select(col(Alert.id).label("ref"), taken_at.label("taken_at"), late_at.label("late_at"))
        .where(
            col(Alert.raised_at) >= period.starts_at,
            col(Alert.raised_at) < period.ends_at,
            col(Alert.cause) != TEST,
        )
        .subquery("alerts")
    )
    is_decided = or_(found.c.taken_at.is_not(None), found.c.late_at.is_not(None))
    is_first = or_(found.c.late_at.is_(None), found.c.taken_at < found.c.late_at)
    is_in_time = and_(true(), found.c.taken_at.is_not(None), is_first)
    return Source(found, is_decided, found.c.ref, {"is_in_time": is_in_time})


def _find_first(kind: StepKind) -> Any:  # noqa: ANN401 - a select of one moment
    return (
        select(func.min(col(AlertStep.happened_at)))
        .where(col(AlertStep.alert_id) == col(Alert.id), col(AlertStep.kind) == kind)
        .correlate(Alert)
        .scalar_subquery()
    )
