"""Whether a child was heard between one review and the next: by a check-in, or at a visit."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, select
from sqlmodel import col

from admin.summary.own import list_forms
from admin.summary.scope import STATUTORY
from forms.definition import Audience, Timing
from forms.london import london_day
from forms.records import Invitation, Response, Review, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import RowMapping

    from forms.library import Library
    from forms.store import Store

BEFORE_THE_REVIEW = timedelta(days=42)
"""Six weeks: a talk within them is the one that prepares the review, not one at the midpoint."""


async def read_between(
    store: Store, library: Library, held: ColumnElement[bool]
) -> dict[tuple[str, date], bool]:
    """Tell for each review held in the period that follows another: by child and day held."""
    statutory = col(Review.meeting_kind) == STATUTORY
    counted = select(col(Review.child_ref)).where(statutory, held)
    columns: tuple[Any, ...] = (col(Review.child_ref), col(Review.held_on).label("day"))
    on_record = select(*columns).where(
        statutory,
        col(Review.held_on).is_not(None),
        col(Review.stood_down).is_not(True),
        col(Review.child_ref).in_(counted),
    )
    reviews = _group(await store.read(on_record))
    visits = _group(await store.read(_select_visits(counted)))
    check_ins = await _read_check_ins(store, library, counted)
    return {
        (child, day): any(before < sent < day for sent in check_ins[child])
        or any(before < visited < day - BEFORE_THE_REVIEW for visited in visits[child])
        for child, days in reviews.items()
        for before, day in _pair(days)
    }


def _pair(days: Iterable[date]) -> Iterable[tuple[date, date]]:
    """Pair each day with the one before it."""
    ordered = sorted(set(days))
    return pairwise(ordered)


def _group(rows: Iterable[RowMapping | Mapping[str, Any]]) -> Mapping[str, list[date]]:
    days: dict[str, list[date]] = defaultdict(list)
    for row in rows:
        days[row["child_ref"]].append(row["day"])
    return days


def _select_visits(children: Select[Any]) -> Select[Any]:
    columns: tuple[Any, ...] = (col(Visit.child_ref), col(Visit.visited_on).label("day"))
    return select(*columns).where(
        col(Visit.outcome) == "done",
        col(Visit.views_recorded).is_(True),
        col(Visit.child_ref).in_(children),
    )


async def _read_check_ins(store: Store, library: Library, children: Select[Any]) -> Mapping[str, list[date]]:
    forms = list_forms(library, Audience.CHILD, Timing.BETWEEN)
    rows = await store.read(
        select(col(Review.child_ref), col(Response.submitted_at))
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(
            col(Response.submitted_at).is_not(None),
            col(Response.form_key).in_(forms),
            col(Review.child_ref).in_(children),
        )
    )
    return _group({"child_ref": row["child_ref"], "day": london_day(row["submitted_at"])} for row in rows)
