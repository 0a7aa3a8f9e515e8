"""What an IRO sees of what was said about the meetings they ran: counts of a whole year, or nothing.

A table is shown whole or not at all, and never beside anybody else's. The years are fixed and over: two
periods that overlap, or a year looked at twice while it runs, would say what the last one said.
Why so: docs/decisions/2026-11-29-feedback.md.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.disclosure import PERCENT_FROM, is_small
from admin.periods import find_council_year
from admin.shown.items import Item, show_item
from admin.summary.questions import AnswerGroup, count_question
from forms.definition import CHOICE_KINDS, Kind, Reader
from forms.records import Invitation, Response, ResponseAnswer, Review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from admin.periods import Period
    from forms.definition import Form
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row

YEARS = 3
"""How many years back one looks: supervision is about the last, and what became of those before."""


@dataclass(frozen=True, slots=True)
class OwnForm:
    """One form about one's own meetings in a year. `sent` is None where too few sent it to say."""

    title: str
    audience: str
    sent: int | None
    items: tuple[Item, ...] = ()
    is_hidden: bool = False
    """Whether there is some question that cannot be shown."""


def list_years(today: date) -> tuple[Period, ...]:
    """List the council's years that are over, the latest first."""
    years = [find_council_year(today)]
    while len(years) <= YEARS:
        years.append(find_council_year(years[-1].first_on.replace(year=years[-1].first_on.year - 1)))
    return tuple(years[1:])


async def count_own(
    store: Store, library: Library, iro_ref: str, year: Period, below: int
) -> tuple[OwnForm, ...]:
    """Count what was said about the meetings of one IRO. Raises StoreUnavailableError."""
    rows = await store.read(_select_sent(iro_ref, year))
    sent = {row["form_key"]: row["sent"] for row in rows}
    groups = _group(await store.read(_select_answers(iro_ref, year)))
    known = set(library.keys())
    forms = [library.current(key) for key in sent if key in known]
    return tuple(
        _show_form(form, sent[form.key], groups, below) for form in forms if form.reader is Reader.MANAGER
    )


def _show_form(
    form: Form, sent: int, groups: dict[tuple[str, str, str], list[AnswerGroup]], below: int
) -> OwnForm:
    if sent < max(below, PERCENT_FROM):
        return OwnForm(form.title, form.audience, None if is_small(sent, below) else sent, is_hidden=True)
    counted = [
        (question, count_question(question, groups[form.key, question.key, question.kind.value]))
        for question in form.asked
        if question.kind in CHOICE_KINDS | {Kind.RANGE}
    ]
    items = [show_item(question, count, sent, below) for question, count in counted]
    shown = tuple(item for item in items if item is not None)
    return OwnForm(form.title, form.audience, sent, shown, is_hidden=len(shown) < len(items))


def _group(rows: Sequence[Row]) -> dict[tuple[str, str, str], list[AnswerGroup]]:
    found: dict[tuple[str, str, str], list[AnswerGroup]] = defaultdict(list)
    for row in rows:
        group = AnswerGroup(row["value"], bool(row["has_words"]), row["responses"])
        found[row["form_key"], row["question_key"], row["kind"]].append(group)
    return found


def _about(iro_ref: str, year: Period, *columns: Any) -> Any:  # noqa: ANN401 - columns and a select of any of them
    """Select from what was sent in a year about the meetings that this IRO ran, and was not taken back."""
    return (
        select(*columns)
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(
            col(Review.iro_ref) == iro_ref,
            col(Response.sealed_key).is_not(None),
            col(Response.submitted_at) >= year.starts_at,
            col(Response.submitted_at) < year.ends_at,
        )
    )


def _select_sent(iro_ref: str, year: Period) -> Any:  # noqa: ANN401 - likewise
    form_key = col(Response.form_key)
    return _about(iro_ref, year, form_key, func.count().label("sent")).group_by(form_key)


def _select_answers(iro_ref: str, year: Period) -> Any:  # noqa: ANN401 - likewise
    columns = (col(Response.form_key), col(ResponseAnswer.question_key), col(ResponseAnswer.kind))
    value, has_words = col(ResponseAnswer.value), col(ResponseAnswer.sealed).is_not(None)
    counted = func.count().label("responses")
    return (
        _about(iro_ref, year, *columns, value, has_words.label("has_words"), counted)
        .join(ResponseAnswer, col(ResponseAnswer.response_id) == col(Response.id))
        .group_by(*columns, value, has_words)
    )
