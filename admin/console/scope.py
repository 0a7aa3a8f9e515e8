"""Whose something is: the IRO whose child it is about.

A child's IRO is the one of the child's newest review: who takes a child over sees what was said before, and
who gave one up no longer does. Feedback that the manager reads belongs to no IRO.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.console.access import About
from forms.definition import Reader
from forms.records import Action, Alert, Child, Invitation, Response, Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select

    from forms.units import Row
    from forms.web.parts import Parts

NOBODYS = ""
"""Belongs to no IRO."""


def own_children(iro_refs: Iterable[str]) -> Select[Any]:
    """Select the children who are theirs: those whose newest review has one of these IROs."""
    refs = list(iro_refs)
    theirs = select(col(Review.child_ref)).where(col(Review.iro_ref).in_(refs))
    newest = _rank_reviews(col(Review.child_ref).in_(theirs)).subquery()
    return select(newest.c.child_ref).where(newest.c.place == 1, newest.c.iro_ref.in_(refs))


def _rank_reviews(which: ColumnElement[bool]) -> Select[Any]:
    """Give each child's reviews a place, the newest first."""
    day = func.coalesce(col(Review.due_on), col(Review.held_on))
    place = func.row_number().over(
        partition_by=col(Review.child_ref), order_by=(day.desc().nulls_last(), col(Review.review_ref).desc())
    )
    return select(col(Review.child_ref), col(Review.iro_ref), place.label("place")).where(which)


async def find_iro_ref(parts: Parts, about: About, named: str) -> str | None:
    """Return whose child it is about, `NOBODYS` if no IRO's, None if there is no such thing.

    Raises StoreUnavailableError.
    """
    rows = await parts.store.read(_FIND[about].where(_KEYS[about] == named))
    if not rows:
        return None
    row = rows[0]
    if row.get("form_key") and is_the_managers(parts, row):
        return NOBODYS
    return await _find_iro_of_child(parts, row["child_ref"]) if row["child_ref"] else NOBODYS


def is_the_managers(parts: Parts, row: Row) -> bool:
    """Tell whether the manager alone reads it; a form that is not there any more is no IRO's either."""
    key, version = row["form_key"], row.get("form_version")
    if version is None and key not in set(parts.library.keys()):
        return True
    form = parts.library.find(key, version) if version else parts.library.current(key)
    return form is None or form.reader is Reader.MANAGER


async def _find_iro_of_child(parts: Parts, child_ref: str) -> str:
    newest = _rank_reviews(col(Review.child_ref) == child_ref).subquery()
    rows = await parts.store.read(select(newest.c.iro_ref).where(newest.c.place == 1))
    return str(rows[0]["iro_ref"]) if rows else NOBODYS


def _through_review(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns as SQLModel types them
    """Select rows that name a review, with the child it is about."""
    table = columns[0].class_
    joined = select(col(Review.child_ref), *columns).select_from(table)
    outer: Select[Any] = joined.outerjoin(Review, col(Review.review_ref) == table.review_ref)
    return outer


_FIND: dict[About, Any] = {
    About.REVIEW: select(col(Review.child_ref)),
    About.CHILD: select(col(Child.child_ref)),
    About.RESPONSE: select(col(Review.child_ref), col(Response.form_key), col(Response.form_version))
    .select_from(Response)
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref)),
    About.INVITATION: _through_review(col(Invitation.form_key)),
    About.ALERT: _through_review(col(Alert.id), col(Invitation.form_key), col(Response.form_version))
    .outerjoin(Invitation, col(Invitation.id) == col(Alert.invitation_id))
    .outerjoin(Response, col(Response.id) == col(Alert.response_id)),
    About.ACTION: _through_review(col(Action.id)),
}
_KEYS: dict[About, Any] = {
    About.REVIEW: col(Review.review_ref),
    About.CHILD: col(Child.child_ref),
    About.RESPONSE: col(Response.id),
    About.INVITATION: col(Invitation.id),
    About.ALERT: col(Alert.id),
    About.ACTION: col(Action.id),
}
