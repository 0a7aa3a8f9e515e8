"""From the tables to facts about reviews and visits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import col

from admin.measures.facts import NOTHING_SAID, Facts, OwnForm, ReviewFact, VisitFact
from admin.summary.between import read_between
from admin.summary.own import read_carers, read_own_forms, read_wish_outcomes
from admin.summary.scope import STATUTORY, was_held
from forms.participation import parse_code
from forms.records import Child, Review, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import RowMapping

    from admin.periods import Period
    from forms.library import Library
    from forms.store import Store

MEETING_KINDS = (STATUTORY, "icpc", "rcpc", "pathway", "secure", "other")

_COPIED = (
    Review.child_ref,
    Review.review_type,
    Review.due_on,
    Review.held_on,
    Review.mode,
    Review.reason_not_attending,
    Review.co_chaired,
    Review.parent_attended,
    Review.parent_consulted,
    Review.iro_contact,
    Review.reason_no_views,
    Review.child_reason,
    Review.parent_invited,
    Review.parent_not_invited_reason,
    Review.carer_attended,
    Review.child_joined,
    Review.iro_contact_how,
    Review.iro_contact_alone,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard about the reviews of a period, by review; `between` by child and day held."""

    own: Mapping[str, OwnForm]
    wishes: Mapping[str, Mapping[str, str]]
    carers: frozenset[str]
    between: Mapping[tuple[str, date], bool]


async def read_facts(store: Store, library: Library, period: Period, today: date) -> Facts:
    """Read the statutory reviews held or due in the period, and its visits: some 5,000 rows a year."""
    in_period = was_held(period, today)
    heard = Heard(
        await read_own_forms(store, library, in_period),
        await read_wish_outcomes(store, in_period),
        await read_carers(store, library, in_period),
        await read_between(store, library, in_period),
    )
    held = await _read_reviews(store, in_period, heard)
    due_in = col(Review.due_on).between(period.first_on, period.last_on)
    due = await _read_reviews(store, and_(due_in, col(Review.stood_down).is_not(True)), heard)
    return Facts(
        held=held,
        due=due,
        last_on=period.last_on,
        today=today,
        stood_down=await _count_stood_down(store, period),
        visits=await _read_visits(store, period, today),
        meetings=await _count_meetings(store, in_period),
    )


async def _read_reviews(store: Store, condition: ColumnElement[bool], heard: Heard) -> tuple[ReviewFact, ...]:
    named = (col(Review.review_ref), col(Review.participation_code), col(Child.date_of_birth))
    columns: tuple[Any, ...] = (*named, *(col(column) for column in _COPIED))
    rows = await store.read(
        select(*columns)
        .join(Child, col(Child.child_ref) == col(Review.child_ref))
        .where(col(Review.meeting_kind) == STATUTORY, condition)
    )
    return tuple(_make_fact(row, heard) for row in rows)


def _make_fact(row: RowMapping, heard: Heard) -> ReviewFact:
    values = {name: value for name, value in row.items() if name not in {"review_ref", "participation_code"}}
    ref = row["review_ref"]
    return ReviewFact(
        **values,
        code=parse_code(row["participation_code"]),
        sent_views=ref in heard.own,
        own=heard.own.get(ref, NOTHING_SAID),
        wishes=heard.wishes.get(ref, {}),
        carer_sent=ref in heard.carers,
        heard_between=heard.between.get((row["child_ref"], row["held_on"])),
    )


async def _count_stood_down(store: Store, period: Period) -> int:
    """Count what was called off: by the due date, or by the planned one where there is no other."""
    planned_on = func.coalesce(col(Review.due_on), col(Review.held_on))
    rows = await store.read(
        select(func.count().label("found")).where(
            col(Review.meeting_kind) == STATUTORY,
            col(Review.stood_down).is_(True),
            planned_on.between(period.first_on, period.last_on),
        )
    )
    return int(rows[0]["found"])


async def _count_meetings(store: Store, held: ColumnElement[bool]) -> dict[str, int]:
    """Count the meetings held, of every kind; a kind we do not know stands at the end."""
    kind = col(Review.meeting_kind)
    rows = await store.read(select(kind, func.count().label("found")).where(held).group_by(kind))
    found = Counter({row["meeting_kind"]: row["found"] for row in rows})
    return {kind: found[kind] for kind in (*MEETING_KINDS, *sorted(set(found) - set(MEETING_KINDS)))}


async def _read_visits(store: Store, period: Period, today: date) -> tuple[VisitFact, ...]:
    until = min(period.last_on, today)
    columns = (col(Visit.outcome), col(Visit.views_recorded))
    rows = await store.read(select(*columns).where(col(Visit.visited_on).between(period.first_on, until)))
    return tuple(VisitFact(**row) for row in rows)
