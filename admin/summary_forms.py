"""From the tables to counts for each form: who was invited, who sent it, what they answered.

Words are never read: only whether there are any. Each count is one GROUP BY over all forms of a timing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlmodel import col

from admin.shares import find_percent
from admin.summary_questions import AnswerGroup, QuestionCount, count_question
from forms.definition import Form, Kind, Timing
from forms.records import Invitation, Response, ResponseAnswer, Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.periods import Period
    from forms.library import Library
    from forms.store import Store

_BY_OWN_DAY = (
    "Invited is the invitations made in the period, opened the conversations begun in it, submitted "
    "those sent in it."
)
WHAT_COUNTS = {
    Timing.BEFORE: "Everything belongs to the period the review was held in: invited is the invitations "
    "to such reviews, opened the conversations begun on them, submitted those that were sent.",
    Timing.BETWEEN: _BY_OWN_DAY,
    Timing.AFTER: _BY_OWN_DAY,
}
SHARED_CODE = "One code serves everybody at a meeting, so how many were invited is not known."


@dataclass(frozen=True, slots=True)
class FormCount:
    """One form over a period. `invited` counts invitations, not people, where `is_shared`."""

    form: Form
    invited: int
    is_shared: bool
    opened: int
    channels: Mapping[str, int]
    questions: tuple[QuestionCount, ...]

    @property
    def submitted(self) -> int:
        """How many responses were sent."""
        return sum(self.channels.values())

    @property
    def response_rate(self) -> float | None:
        """Submitted of invited as a percentage; None where nobody knows how many people were asked."""
        return None if self.is_shared else find_percent(self.submitted, self.invited)

    @property
    def definition(self) -> str:
        """What is counted."""
        shared = f" {SHARED_CODE}" if self.is_shared else ""
        return WHAT_COUNTS[self.form.timing] + shared


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows belong to a period, for the forms of one timing."""

    invited: ColumnElement[bool]
    opened: ColumnElement[bool]
    submitted: ColumnElement[bool]


def make_scope(timing: Timing, period: Period) -> Scope:
    """Make the conditions: a consultation goes by its review's day, feedback by its own."""
    submitted = col(Response.submitted_at)
    if timing is Timing.BEFORE:
        held = col(Review.held_on).between(period.first_on, period.last_on)
        return Scope(held, held, and_(held, submitted.is_not(None)))
    return Scope(
        *(_is_in(column, period) for column in (Invitation.created_at, Response.opened_at, submitted))
    )


def _is_in(column: Any, period: Period) -> ColumnElement[bool]:  # noqa: ANN401 - a column as SQLModel types it
    return and_(col(column) >= period.starts_at, col(column) < period.ends_at)


async def count_forms(store: Store, library: Library, period: Period) -> tuple[FormCount, ...]:
    """Count every form of the library, those nobody answered too."""
    forms = tuple(map(library.current, library.keys()))
    counts: list[FormCount] = []
    for timing in Timing:
        of_timing = [form for form in forms if form.timing is timing]
        counts += await _count_forms(store, of_timing, make_scope(timing, period))
    return tuple(counts)


async def _count_forms(store: Store, forms: list[Form], scope: Scope) -> list[FormCount]:
    invited = {row["form_key"]: row for row in await store.read(_select_invited(scope))}
    opened = {row["form_key"]: row["opened"] for row in await store.read(_select_opened(scope))}
    channels: dict[str, Counter[str]] = defaultdict(Counter)
    for row in await store.read(_select_channels(scope)):
        channels[row["form_key"]][row["channel"]] = row["sent"]
    answers: dict[tuple[str, str, str], list[AnswerGroup]] = defaultdict(list)
    for row in await store.read(_select_answers(scope)):
        group = AnswerGroup(row["value"], row["has_words"], row["responses"])
        answers[row["form_key"], row["question_key"], row["kind"]].append(group)
    return [
        FormCount(
            form=form,
            invited=invited[form.key]["invited"] if form.key in invited else 0,
            is_shared=form.key in invited and invited[form.key]["takes"] > 1,
            opened=opened.get(form.key, 0),
            channels=channels[form.key],
            questions=tuple(
                count_question(question, answers[form.key, question.key, question.kind.value])
                for question in form.questions
                if question.kind is not Kind.NOTE
            ),
        )
        for form in forms
    ]


def _select_invited(scope: Scope) -> Select[Any]:
    columns: tuple[Any, ...] = (
        col(Invitation.form_key),
        func.count().label("invited"),
        func.max(col(Invitation.takes)).label("takes"),
    )
    return (
        select(*columns)
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(scope.invited)
        .group_by(columns[0])
    )


def _of_responses(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns as SQLModel types them
    return (
        select(col(Response.form_key), *columns)
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    )


def _select_opened(scope: Scope) -> Select[Any]:
    opened = func.count().label("opened")
    return _of_responses(opened).where(scope.opened).group_by(col(Response.form_key))


def _select_channels(scope: Scope) -> Select[Any]:
    columns = (col(Response.form_key), col(Response.channel))
    sent = func.count().label("sent")
    return _of_responses(columns[1], sent).where(scope.submitted).group_by(*columns).order_by(*columns)


def _select_answers(scope: Scope) -> Select[Any]:
    """Group by kind too: an earlier version may have asked something else under the same key."""
    value, has_words = col(ResponseAnswer.value), col(ResponseAnswer.sealed).is_not(None)
    question, kind = col(ResponseAnswer.question_key), col(ResponseAnswer.kind)
    return (
        _of_responses(question, kind, value, has_words.label("has_words"), func.count().label("responses"))
        .join(ResponseAnswer, col(ResponseAnswer.response_id) == col(Response.id))
        .where(scope.submitted)
        .group_by(col(Response.form_key), question, kind, value, has_words)
    )
