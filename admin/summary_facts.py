"""From the tables to facts about reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlmodel import col

from admin.facts import Facts, ReviewFact
from forms.definition import Audience, Timing
from forms.participation import parse_code
from forms.records import Child, Invitation, Response, Review

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import RowMapping

    from admin.periods import Period
    from forms.library import Library
    from forms.store import Store

STATUTORY = "cla_review"
"""The only kind of meeting that participation codes and statutory measures are about."""

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
)


async def read_facts(store: Store, library: Library, period: Period, today: date) -> Facts:
    """Read the statutory reviews held or due in the period: two queries, some 4,000 rows a year."""
    within = (period.first_on, period.last_on)
    rows = await store.read(
        select(
            col(Review.review_ref),
            col(Review.participation_code),
            col(Child.date_of_birth),
            *(col(column) for column in _COPIED),
        )
        .join(Child, col(Child.child_ref) == col(Review.child_ref))
        .where(
            col(Review.meeting_kind) == STATUTORY,
            or_(col(Review.held_on).between(*within), col(Review.due_on).between(*within)),
        )
    )
    told = await _find_reviews_told_about(store, library)
    facts = [_make_fact(row, told) for row in rows]
    return Facts(
        held=tuple(fact for fact in facts if _is_within(fact.held_on, period)),
        due=tuple(fact for fact in facts if _is_within(fact.due_on, period)),
        last_on=period.last_on,
        today=today,
    )


async def _find_reviews_told_about(store: Store, library: Library) -> frozenset[str]:
    """Find the reviews about which the child's own form was sent."""
    forms = map(library.current, library.keys())
    own = [form.key for form in forms if form.audience is Audience.CHILD and form.timing is Timing.BEFORE]
    rows = await store.read(
        select(col(Invitation.review_ref))
        .distinct()
        .join(Response, col(Response.invitation_id) == col(Invitation.id))
        .where(col(Response.submitted_at).is_not(None), col(Response.form_key).in_(own))
    )
    return frozenset(row["review_ref"] for row in rows)


def _make_fact(row: RowMapping, told: frozenset[str]) -> ReviewFact:
    values = {name: value for name, value in row.items() if name not in {"review_ref", "participation_code"}}
    return ReviewFact(
        **values, code=parse_code(row["participation_code"]), sent_views=row["review_ref"] in told
    )


def _is_within(day: date | None, period: Period) -> bool:
    return day is not None and period.first_on <= day <= period.last_on
