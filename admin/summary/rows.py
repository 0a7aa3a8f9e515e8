"""The rows that forms are counted from: each a GROUP BY over all forms of a timing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Select, case, func, select
from sqlmodel import col

from admin.summary.questions import AnswerGroup
from forms.coding import THEME, VALUE, WORDS
from forms.records import (
    AnonymousAnswer,
    AnonymousResponse,
    CodedCount,
    Invitation,
    Response,
    ResponseAnswer,
    Review,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import RowMapping

    from admin.summary.scope import Scope
    from forms.store import Store

Channels: TypeAlias = "dict[str, Counter[str]]"
Answers: TypeAlias = "dict[str, dict[tuple[str, str], list[AnswerGroup]]]"
"""By form, then by question and kind: an earlier version may have asked something else under the same key."""


@dataclass(frozen=True, slots=True)
class FormRows:
    """What was found, by form.

    `invited`, `opened`, `came` (by channel) and `asked` go by the form that people were invited to;
    `filled_in` and `answers` by the one that they filled in, which may be another look of it.
    """

    invited: Mapping[str, RowMapping]
    opened: Mapping[str, int]
    came: Channels
    asked: Mapping[str, int]
    filled_in: Mapping[str, int]
    anonymous: Channels
    answers: Answers
    apart: Mapping[str, int]
    """Responses of the period whose choices are counted by a quarter that is not in it as a whole."""


async def read_rows(store: Store, scope: Scope) -> FormRows:
    """Read what belongs to the scope."""
    sent = await store.read(_select_sent(scope))
    nameless = await store.read(_select_anonymous(scope))
    answers = await store.read(_select_answers(scope))
    anonymous_answers = await store.read(_select_anonymous_answers(scope))
    coded = await store.read(_select_coded(scope))
    return FormRows(
        invited={row["form_key"]: row for row in await store.read(_select_invited(scope))},
        opened={row["form_key"]: row["opened"] for row in await store.read(_select_opened(scope))},
        came=_count_channels(sent, "invited_to"),
        asked=_sum_by((row for row in sent if not row["is_open"]), "invited_to"),
        filled_in=_sum_by(sent, "form_key"),
        anonymous=_count_channels(nameless, "form_key"),
        answers=_group_answers((*answers, *anonymous_answers, *coded)),
        apart=_sum_by(
            [
                row
                for select_apart in (_select_apart, _select_nameless_apart)
                for row in await store.read(select_apart(scope))
            ],
            "form_key",
        ),
    )


def _sum_by(rows: Iterable[RowMapping], name: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[name]] += row["sent"]
    return sums


def _count_channels(rows: Iterable[RowMapping], name: str) -> Channels:
    found: Channels = defaultdict(Counter)
    for row in rows:
        found[row[name]][row["channel"]] += row["sent"]
    return found


def _group_answers(rows: Iterable[RowMapping]) -> Answers:
    found: Answers = defaultdict(lambda: defaultdict(list))
    for row in rows:
        group = AnswerGroup(row["value"], bool(row["has_words"]), row["responses"])
        found[row["form_key"]][row["question_key"], row["kind"]].append(group)
    return found


def _select_invited(scope: Scope) -> Select[Any]:
    """Count invitations of people: the open codes of posters and leaflets invite nobody in particular."""
    columns: tuple[Any, ...] = (
        col(Invitation.form_key),
        func.count().label("invited"),
        func.max(col(Invitation.takes)).label("takes"),
    )
    return (
        select(*columns)
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(scope.invited, col(Invitation.placement).is_(None))
        .group_by(columns[0])
    )


def _of_responses(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns as SQLModel types them
    return (
        select(*columns)
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    )


def _select_opened(scope: Scope) -> Select[Any]:
    invited_to = col(Invitation.form_key)
    return _of_responses(invited_to, func.count().label("opened")).where(scope.opened).group_by(invited_to)


def _select_sent(scope: Scope) -> Select[Any]:
    is_open = col(Invitation.placement).is_not(None)
    names = (col(Invitation.form_key), col(Response.form_key), col(Response.channel), is_open)
    labels = ("invited_to", "form_key", "channel", "is_open")
    columns: list[Any] = [name.label(label) for name, label in zip(names, labels, strict=True)]
    return _of_responses(*columns, func.count().label("sent")).where(scope.submitted).group_by(*names)


def _select_answers(scope: Scope) -> Select[Any]:
    value, has_words = col(ResponseAnswer.value), col(ResponseAnswer.sealed).is_not(None)
    columns = (col(Response.form_key), col(ResponseAnswer.question_key), col(ResponseAnswer.kind), value)
    return (
        _of_responses(*columns, has_words.label("has_words"), func.count().label("responses"))
        .join(ResponseAnswer, col(ResponseAnswer.response_id) == col(Response.id))
        .where(scope.submitted)
        .group_by(*columns, has_words)
    )


def _select_anonymous(scope: Scope) -> Select[Any]:
    columns: tuple[Any, ...] = (col(AnonymousResponse.form_key), col(AnonymousResponse.channel))
    sent = func.count().label("sent")
    return select(*columns, sent).where(scope.anonymous).group_by(*columns)


def _select_anonymous_answers(scope: Scope) -> Select[Any]:
    value, has_words = col(AnonymousAnswer.value), col(AnonymousAnswer.sealed).is_not(None)
    key, kind = col(AnonymousAnswer.question_key), col(AnonymousAnswer.kind)
    columns: tuple[Any, ...] = (col(AnonymousResponse.form_key), key, kind, value)
    return (
        select(*columns, has_words.label("has_words"), func.count().label("responses"))
        .join(AnonymousAnswer, col(AnonymousAnswer.response_id) == col(AnonymousResponse.id))
        .where(scope.anonymous)
        .group_by(*columns, has_words)
    )


def _select_coded(scope: Scope) -> Select[Any]:
    """Count choices whose answers are gone; words and skips among them."""
    is_value = col(CodedCount.said) == VALUE
    columns: tuple[Any, ...] = (
        col(CodedCount.form_key),
        col(CodedCount.question_key),
        col(CodedCount.kind),
        case((is_value, col(CodedCount.value)), else_=None).label("value"),
        (col(CodedCount.said) == WORDS).label("has_words"),
        col(CodedCount.responses),
    )
    is_answer = col(CodedCount.said) != THEME
    return select(*columns).where(col(CodedCount.quarter_on).in_(scope.quarters), is_answer)


def _select_apart(scope: Scope) -> Select[Any]:
    quarter_on = col(Response.coded_on)
    is_apart = (quarter_on.is_not(None), quarter_on.not_in(scope.quarters))
    form = col(Response.form_key)
    return _of_responses(form, func.count().label("sent")).where(scope.submitted, *is_apart).group_by(form)


def _select_nameless_apart(scope: Scope) -> Select[Any]:
    quarter_on, form = col(AnonymousResponse.coded_on), col(AnonymousResponse.form_key)
    is_apart = (quarter_on.is_not(None), quarter_on.not_in(scope.quarters))
    columns: tuple[Any, ...] = (form, func.count().label("sent"))
    return select(*columns).where(scope.anonymous, *is_apart).group_by(form)
