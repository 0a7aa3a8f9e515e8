"""The rows that forms are counted from: each a GROUP BY over many forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import case, func, select
from sqlmodel import col

from admin.summary.at_once import read_each
from admin.summary.questions import AnswerGroup
from admin.summary.scope import list_quarters
from admin.summary.slices import list_slices
from forms.coding import THEME, VALUE, WORDS
from forms.records import AnonymousAnswer, AnonymousResponse, CodedCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, RowMapping, Select

    from admin.periods import Period
    from admin.summary.slices import Slice
    from forms.store import Store
    from forms.units import Row

Channels: TypeAlias = "dict[str, Counter[str]]"
Answers: TypeAlias = "dict[str, dict[tuple[str, str], list[AnswerGroup]]]"
"""By form, then by question and kind: an earlier version may have asked something else under the same key."""


@dataclass(frozen=True, slots=True)
class FormRows:
    """What was found, by form.

    `invited`, `opened`, `came` (by channel) and `asked` go by the form that people were invited to;
    `filled_in` and `answers` by the one that they filled in, which may be another look of it.
    """

    invited: Mapping[str, Row]
    opened: Mapping[str, int]
    came: Channels
    asked: Mapping[str, int]
    filled_in: Mapping[str, int]
    anonymous: Channels
    answers: Answers
    apart: Mapping[str, int]
    """Responses of the period whose choices are counted by a quarter that is not in it as a whole."""


async def read_rows(store: Store, period: Period, today: date, before: tuple[str, ...]) -> FormRows:
    """Read what belongs to the period; `before` are the forms that go by their review's day."""
    slices, quarters = list_slices(period, today, before), list_quarters(period)
    is_in = col(AnonymousResponse.week_on).between(period.first_on, period.last_on)
    found = await read_each(
        store,
        (
            *(each.select_answers() for each in slices),
            *(each.select_responses(quarters) for each in slices),
            *(each.select_invited() for each in slices),
            _select_anonymous(is_in, quarters),
            _select_anonymous_answers(is_in),
            _select_coded(quarters),
        ),
    )
    answers, responses, invited = found[0:3], found[3:6], found[6:9]
    nameless, nameless_answers, coded = found[9:12]
    by_invitation = list(_keep(zip(slices, responses, strict=True), "invited_to"))
    by_form = list(_keep(zip(slices, responses, strict=True), "form_key"))
    return FormRows(
        invited=_add_invited(row for rows in invited for row in rows),
        opened=_sum_by(by_invitation, "invited_to", "opened"),
        came=_count_channels(by_invitation, "invited_to"),
        asked=_sum_by((row for row in by_invitation if not row["is_open"]), "invited_to", "sent"),
        filled_in=_sum_by(by_form, "form_key", "sent"),
        anonymous=_count_channels(nameless, "form_key"),
        answers=_group_answers(row for rows in (*answers, nameless_answers, coded) for row in rows),
        apart=_sum_by((*by_form, *nameless), "form_key", "apart"),
    )


def _keep(found: Iterable[tuple[Slice, Iterable[RowMapping]]], name: str) -> Iterator[RowMapping]:
    """Yield the rows that a slice has by this form: who was invited to one may have filled in another."""
    return (row for each, rows in found for row in rows if each.has(row[name]))


def _add_invited(rows: Iterable[RowMapping]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        other = found.get(row["form_key"], {"invited": 0, "takes": 0})
        found[row["form_key"]] = {
            "invited": other["invited"] + row["invited"],
            "takes": max(other["takes"], row["takes"]),
        }
    return found


def _sum_by(rows: Iterable[RowMapping], name: str, what: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[name]] += row[what]
    return +sums


def _count_channels(rows: Iterable[RowMapping], name: str) -> Channels:
    found: Channels = defaultdict(Counter)
    for row in rows:
        if row["sent"]:
            found[row[name]][row["channel"]] += row["sent"]
    return found


def _group_answers(rows: Iterable[RowMapping]) -> Answers:
    found: Answers = defaultdict(lambda: defaultdict(list))
    for row in rows:
        groups = found[row["form_key"]][row["question_key"], row["kind"]]
        words, responses = row["words"], row["responses"]
        groups += [AnswerGroup(row["value"], True, words)] if words else []  # noqa: FBT003 - that it is words
        groups += [AnswerGroup(row["value"], False, responses - words)] if responses > words else []  # noqa: FBT003 - likewise
    return found


def _select_anonymous(is_in: ColumnElement[bool], quarters: tuple[date, ...]) -> Select[Any]:
    columns: tuple[Any, ...] = (col(AnonymousResponse.form_key), col(AnonymousResponse.channel))
    quarter_on = col(AnonymousResponse.coded_on)
    apart = func.count().filter(quarter_on.is_not(None), quarter_on.not_in(quarters))
    return select(*columns, func.count().label("sent"), apart.label("apart")).where(is_in).group_by(*columns)


def _select_anonymous_answers(is_in: ColumnElement[bool]) -> Select[Any]:
    key, kind = col(AnonymousAnswer.question_key), col(AnonymousAnswer.kind)
    columns: tuple[Any, ...] = (col(AnonymousResponse.form_key), key, kind, col(AnonymousAnswer.value))
    counts = (func.count().label("responses"), func.count(col(AnonymousAnswer.sealed)).label("words"))
    return (
        select(*columns, *counts)
        .join(AnonymousAnswer, col(AnonymousAnswer.response_id) == col(AnonymousResponse.id))
        .where(is_in)
        .group_by(*columns)
    )


def _select_coded(quarters: tuple[date, ...]) -> Select[Any]:
    """Count choices whose answers are gone; words and skips among them."""
    is_value, responses = col(CodedCount.said) == VALUE, col(CodedCount.responses)
    columns: tuple[Any, ...] = (
        col(CodedCount.form_key),
        col(CodedCount.question_key),
        col(CodedCount.kind),
        case((is_value, col(CodedCount.value)), else_=None).label("value"),
        responses,
        case((col(CodedCount.said) == WORDS, responses), else_=0).label("words"),
    )
    about_questions = col(CodedCount.said) != THEME
    return select(*columns).where(col(CodedCount.quarter_on).in_(quarters), about_questions)
