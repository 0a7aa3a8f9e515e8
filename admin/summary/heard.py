"""What was heard about each review, as parts beside it: by forms, by what came of wishes, and in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, union
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.groups import Dimension
from admin.measures.facts import HOW_JOIN, MET
from admin.summary.days import DaysBetween, LondonDay
from admin.summary.own import COUNTED, list_forms
from admin.summary.scope import STATUTORY
from admin.summary.source import Part
from forms.definition import Audience, Timing
from forms.records import Invitation, Response, ResponseAnswer, Review, Visit, WishOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.summary.source import Column
    from forms.library import Library

Condition = ColumnElement[bool]
BEFORE_THE_REVIEW_DAYS = 42
"""Six weeks: a talk within them is the one that prepares the review, not one at the midpoint."""


def find_forms(library: Library, where: Condition) -> Part:
    """Find whether the child's own form was sent before, and whether a carer's was."""
    child, carer = (list_forms(library, whose, Timing.BEFORE) for whose in (Audience.CHILD, Audience.CARER))
    form = col(Response.form_key)
    counts = {
        name: func.count(case((form.in_(forms), 1))).label(name)
        for name, forms in (("sent_views", child), ("carer_sent", carer))
    }
    sent = (
        _select_of([*child, *carer], where, *counts.values())
        .group_by(col(Invitation.review_ref))
        .subquery("forms_sent")
    )
    columns = {name: func.coalesce(sent.c[name], 0) > 0 for name in counts}
    return Part(sent, sent.c.review_ref == col(Review.review_ref), columns)


def find_channel(library: Library, where: Condition) -> Part:
    """Find by which channel the child's own form came: of several, the last."""
    ranked = _select_sent(library, where, col(Response.channel), _rank(col(Invitation.review_ref))).subquery()
    last = (
        select(ranked.c.review_ref, func.max(ranked.c.channel).label("channel"))
        .where(ranked.c.place == 1)
        .group_by(
            ranked.c.review_ref
        )  # one a review as it is; but SQLite only now sees that, and makes an index
        .subquery("channels")
    )
    channel: dict[str, Any] = {Dimension.CHANNEL: func.coalesce(last.c.channel, "")}
    return Part(last, last.c.review_ref == col(Review.review_ref), channel)


def find_own(library: Library, where: Condition) -> Part:
    """Find what the child's own form said; of several, the last word counts."""
    key = col(ResponseAnswer.question_key)
    answers = _select_sent(
        library, where, key, col(ResponseAnswer.value), _rank(col(Invitation.review_ref), key)
    )
    ranked = (
        answers.join(ResponseAnswer, col(ResponseAnswer.response_id) == col(Response.id))
        .where(key.in_(COUNTED))
        .subquery()
    )
    said = {
        name: func.max(case((ranked.c.question_key == name, func.coalesce(ranked.c.value, ""))))
        for name in COUNTED
    }
    last = (
        select(ranked.c.review_ref, *(said[name].label(name) for name in COUNTED))
        .where(ranked.c.place == 1)
        .group_by(ranked.c.review_ref)
        .subquery("own")
    )
    chosen = literal(" ") + last.c.want_help + " "
    columns = {
        **{name: func.coalesce(last.c[name], "") for name in ("how_join", "could_see")},
        "asks_advocate": chosen.contains(" advocate "),
        "asks_interpreter": chosen.contains(" interpreter "),
    }
    return Part(last, last.c.review_ref == col(Review.review_ref), columns)


def find_wishes(where: Condition) -> Part:
    """Find what somebody recorded of wishes: of a wish that stands twice, the later."""
    ref, wish = col(WishOutcome.review_ref), col(WishOutcome.wish)
    newest = (col(WishOutcome.recorded_at).desc(), col(WishOutcome.id).desc())
    place = func.row_number().over(partition_by=(ref, wish), order_by=newest).label("place")
    columns: tuple[Any, ...] = (ref, wish, col(WishOutcome.outcome), place)
    ranked = select(*columns).join(Review, col(Review.review_ref) == ref).where(where).subquery()
    found = (
        select(
            ranked.c.review_ref,
            func.count(case((ranked.c.outcome != MET, 1))).label("unmet"),
            func.count(case((ranked.c.wish == HOW_JOIN, 1))).label("joining"),
        )
        .where(ranked.c.place == 1)
        .group_by(ranked.c.review_ref)
        .subquery("wishes")
    )
    columns_of_it = {
        "has_outcome": found.c.review_ref.is_not(None),
        "has_unmet": found.c.unmet > 0,
        "has_join_outcome": found.c.joining > 0,
    }
    return Part(found, found.c.review_ref == col(Review.review_ref), columns_of_it)


def _rank(*within: Any) -> ColumnElement[int]:  # noqa: ANN401 - columns as SQLModel types them
    newest = (col(Response.submitted_at).desc(), col(Response.id).desc())
    return func.row_number().over(partition_by=within, order_by=newest).label("place")


def _select_sent(library: Library, where: Condition, *columns: Any) -> Select[Any]:  # noqa: ANN401 - likewise
    return _select_of(list_forms(library, Audience.CHILD, Timing.BEFORE), where, *columns)


def _select_of(forms: Iterable[str], where: Condition, *columns: Any) -> Select[Any]:  # noqa: ANN401 - likewise
    return (
        select(col(Invitation.review_ref), *columns)
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(col(Response.submitted_at).is_not(None), col(Response.form_key).in_(list(forms)), where)
    )


def find_between(library: Library, where: Condition) -> Part:
    """Find whether the child was heard since the review before; null where none before is on record.

    A check-in counts if it was sent on a day between the two, a visit with views recorded if it was more than
    six weeks before this one.
    """
    sent_on, visited_on = LondonDay(col(Response.submitted_at)), col(Visit.visited_on)
    asked = aliased(Review)
    heard_by_form: Any = (
        select(col(Review.review_ref).label("ref"))
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(asked, col(asked.review_ref) == col(Invitation.review_ref))
        .join(Review, col(Review.child_ref) == col(asked.child_ref))
        .where(
            col(Response.form_key).in_(list_forms(library, Audience.CHILD, Timing.BETWEEN)),
            col(Response.submitted_at).is_not(None),
            where,
            *_is_next_after(sent_on),
        )
    )
    heard_at_visit: Any = (
        select(col(Review.review_ref).label("ref"))
        .select_from(Visit)
        .join(Review, col(Review.child_ref) == col(Visit.child_ref))
        .where(
            col(Visit.outcome) == "done",
            col(Visit.views_recorded).is_(True),
            where,
            DaysBetween(col(Review.held_on), visited_on) > BEFORE_THE_REVIEW_DAYS,
            *_is_next_after(visited_on),
        )
    )
    heard = union(heard_by_form, heard_at_visit).subquery("heard")
    first = _find_first_reviews()
    is_later = and_(first.c.child_ref == col(Review.child_ref), first.c.first_on < col(Review.held_on))
    found = (
        select(col(Review.review_ref).label("ref"), heard.c.ref.is_not(None).label("is_heard"))
        .join(first, is_later)
        .outerjoin(heard, heard.c.ref == col(Review.review_ref))
        .where(where)
        .subquery("between_reviews")
    )
    return Part(found, found.c.ref == col(Review.review_ref), {"heard_between": found.c.is_heard})


def _find_first_reviews() -> Any:  # noqa: ANN401 - a table of children and days
    """Find the day of each child's first review on record, of all at once: review by review takes longer."""
    first_on = func.min(col(Review.held_on)).label("first_on")
    child = col(Review.child_ref)
    held = (col(Review.meeting_kind) == STATUTORY, col(Review.stood_down).is_not(True))
    return select(child, first_on).where(*held).group_by(child).subquery("first_reviews")


def _is_next_after(day: Column) -> tuple[Condition, Condition]:
    """Make the condition that a review is the first of its child after a day."""
    return col(Review.held_on) > day, ~_was_before(day)


def _was_before(since: Column) -> Condition:
    """Make the condition that the child had another review before this one, since a day."""
    other = aliased(Review)
    found = select(col(other.review_ref)).where(
        col(other.child_ref) == col(Review.child_ref),
        col(other.meeting_kind) == STATUTORY,
        col(other.stood_down).is_not(True),
        col(other.held_on) < col(Review.held_on),
        col(other.held_on) >= since,
    )
    return and_(found.correlate_except(other).exists())
