"""Which invitations and responses of a period belong together, each slice found in a way of its own.

A consultation goes by the day of its review, or by its own if it is about none; all else goes by its own.
Asked for at once, with "or", a database looks through all rows; slice by slice, it goes by an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, and_, func, not_, or_, select, true
from sqlmodel import col

from admin.summary.scope import was_held
from forms.records import Invitation, Response, ResponseAnswer, Review

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Select

    from admin.periods import Period

INVITATIONS: Any = Invitation.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
RESPONSES: Any = Response.__table__  # type: ignore[attr-defined]  # likewise
ANSWERS: Any = ResponseAnswer.__table__  # type: ignore[attr-defined]  # likewise
REVIEWS: Any = Review.__table__  # type: ignore[attr-defined]  # likewise
OF_INVITATION = col(Invitation.id) == col(Response.invitation_id)


@dataclass(frozen=True, slots=True)
class Slice:
    """Invitations, and the responses on them, that count by one day. `before`: forms of consultations.

    `is_before` tells whether the slice is of those forms, or of all others.
    """

    invitations: FromClause
    """To be joined with responses."""
    which: ColumnElement[bool]
    invited: ColumnElement[bool]
    opened: ColumnElement[bool]
    submitted: ColumnElement[bool]
    before: tuple[str, ...]
    is_before: bool
    answers: FromClause
    """Responses with their answers, joined with no more than what `which` and `submitted` need."""

    def has(self, form_key: str) -> bool:
        """Tell whether what is about this form belongs here."""
        return (form_key in self.before) is self.is_before

    def is_of(self, column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column as SQLModel types it
        """Make the condition that a column names a form of the slice."""
        found: ColumnElement[bool] = col(column).in_(self.before)
        return found if self.is_before else not_(found)

    def select_invited(self) -> Select[Any]:
        """Count invitations of people: open codes of posters and leaflets invite nobody in particular."""
        form = col(Invitation.form_key)
        columns: tuple[Any, ...] = (
            form,
            func.count().label("invited"),
            func.max(col(Invitation.takes)).label("takes"),
        )
        wanted = (
            self.which,
            self.invited,
            col(Invitation.placement).is_(None),
            self.is_of(Invitation.form_key),
        )
        return select(*columns).select_from(self.invitations).where(*wanted).group_by(form)

    def select_responses(self, quarters: Collection[date]) -> Select[Any]:
        """Count responses: opened, sent, and those whose choices are counted by another quarter."""
        coded_on = col(Response.coded_on)
        is_apart = and_(self.submitted, coded_on.is_not(None), coded_on.not_in(quarters))
        columns: tuple[Any, ...] = (
            col(Invitation.form_key).label("invited_to"),
            col(Response.form_key).label("form_key"),
            col(Response.channel).label("channel"),
            col(Invitation.placement).is_not(None).label("is_open"),
        )
        counts = {"opened": self.opened, "sent": self.submitted, "apart": is_apart}
        return (
            select(*columns, *(func.count().filter(each).label(name) for name, each in counts.items()))
            .select_from(self.invitations.join(RESPONSES, OF_INVITATION))
            .where(
                self.which,
                or_(self.opened, self.submitted),
                or_(self.is_of(Invitation.form_key), self.is_of(Response.form_key)),
            )
            .group_by(*(column.element for column in columns))
        )

    def select_answers(self) -> Select[Any]:
        """Count each answer to each question; of each, how many are words."""
        columns = (
            col(Response.form_key),
            col(ResponseAnswer.question_key),
            col(ResponseAnswer.kind),
            col(ResponseAnswer.value),
        )
        counts = (func.count().label("responses"), func.count(col(ResponseAnswer.sealed)).label("words"))
        wanted = (self.which, self.submitted, self.is_of(Response.form_key))
        found: Any = select(*columns, *counts).select_from(self.answers)
        return found.where(*wanted).group_by(*columns)  # type: ignore[no-any-return]  # a select is a select


def list_slices(period: Period, today: date, before: tuple[str, ...]) -> tuple[Slice, Slice, Slice]:
    """List the slices of a period: about reviews held in it, before none, and all else."""
    invited = _is_in(Invitation.created_at, period)
    opened, submitted = _is_in(Response.opened_at, period), _is_in(Response.submitted_at, period)
    of_review = REVIEWS.join(INVITATIONS, col(Review.review_ref) == col(Invitation.review_ref))
    answers = RESPONSES.join(ANSWERS, col(ResponseAnswer.response_id) == col(Response.id))
    is_sent = col(Response.submitted_at).is_not(None)
    held, no_review = was_held(period, today), col(Invitation.review_ref).is_(None)

    def with_answers(found: Any) -> Any:  # noqa: ANN401 - tables joined
        joined = found.join(RESPONSES, OF_INVITATION)
        return joined.join(ANSWERS, col(ResponseAnswer.response_id) == col(Response.id))

    return (
        Slice(of_review, held, true(), true(), is_sent, before, True, with_answers(of_review)),  # noqa: FBT003 - of these forms
        Slice(INVITATIONS, no_review, invited, opened, submitted, before, True, with_answers(INVITATIONS)),  # noqa: FBT003 - likewise
        Slice(INVITATIONS, true(), invited, opened, submitted, before, False, answers),  # noqa: FBT003 - of the others
    )


def _is_in(column: Any, period: Period) -> ColumnElement[bool]:  # noqa: ANN401 - a column as SQLModel types it
    return and_(col(column) >= period.starts_at, col(column) < period.ends_at)
