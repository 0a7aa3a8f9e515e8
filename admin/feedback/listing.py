"""What was said that the manager reads: found by form, by whom and when. No words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.voice.unlooked import WRITTEN_IN
from forms.anonymous import find_week
from forms.definition import Reader
from forms.records import AnonymousAnswer, AnonymousResponse, AuditEntry, Invitation, Response, Review
from forms.units import Key, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

    from admin.periods import Period
    from forms.definition import Form
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row, Rows

LATEST = 60


WAS_OPENED = (
    select(col(AuditEntry.about))
    .where(col(AuditEntry.about) == col(Response.id), col(AuditEntry.action).startswith("response.open"))
    .exists()
)
"""Whether somebody opened a response."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which feedback: nothing said means all. `about_others`: never what is said about this IRO."""

    form_key: str = ""
    audience: str = ""
    period: Period | None = None
    about_others: str = ""


def list_others(library: Library) -> list[str]:
    """List the forms that are read by somebody else than the manager. One that is gone is the manager's."""
    forms = map(library.current, library.keys())
    return [form.key for form in forms if form.reader is not Reader.MANAGER]


def is_gathered(week_on: Any, now: datetime) -> ColumnElement[bool]:  # noqa: ANN401 - a column as SQLModel types it
    """Make the condition of a week that is over.

    Whoever watched the list while a week runs would see when an answer came, which is more than is kept.
    """
    return col(week_on) < find_week(now)


def select_named(library: Library, wanted: Wanted) -> Select[Any]:
    """Select what was sent about meetings, in no order yet."""
    rows = select(
        col(Response.id),
        col(Response.form_key),
        col(Response.form_version),
        col(Response.audience),
        col(Response.channel),
        col(Response.submitted_at),
        col(Invitation.review_ref),
        WRITTEN_IN,
        WAS_OPENED.label("is_opened"),
    )
    found = _of_manager(rows, library).where(*_list_conditions(Response, wanted))
    if wanted.period:
        found = found.where(
            col(Response.submitted_at) >= wanted.period.starts_at,
            col(Response.submitted_at) < wanted.period.ends_at,
        )
    if wanted.about_others:
        found = found.where(func.coalesce(col(Review.iro_ref), "") != wanted.about_others)
    return found


async def list_unlooked_feedback(store: Store, library: Library, wanted: Wanted) -> Sequence[Row]:
    """List what no checked list of worrying words was looked through for, until somebody opens it.

    The earliest first: it waits longest. Raises StoreUnavailableError.
    """
    waiting = select_named(library, wanted).where(WRITTEN_IN != "", ~WAS_OPENED)
    return await store.read(waiting.order_by(col(Response.submitted_at), col(Response.id)).limit(LATEST))


async def count_unread_feedback(store: Store, library: Library) -> int:
    """Count what the manager has not opened yet. Raises StoreUnavailableError."""
    unread = _of_manager(select(func.count().label("found")), library).where(~WAS_OPENED)
    [row] = await store.read(unread)
    return int(row["found"])


def _of_manager(rows: Any, library: Library) -> Select[Any]:  # noqa: ANN401 - a select of any columns
    found: Select[Any] = (
        rows.select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(col(Response.sealed_key).is_not(None), col(Response.form_key).not_in(list_others(library)))
    )
    return found


def _list_conditions(table: Any, wanted: Wanted) -> list[ColumnElement[bool]]:  # noqa: ANN401 - either table of responses
    conditions = []
    if wanted.form_key:
        conditions.append(table.form_key == wanted.form_key)
    if wanted.audience:
        conditions.append(table.audience == wanted.audience)
    return conditions


async def list_anonymous(
    store: Store, library: Library, wanted: Wanted, now: datetime, only_id: str = ""
) -> Sequence[Row]:
    """List what came without a name, by weeks that are over, in no order within one; or one of them."""
    table: Any = AnonymousResponse.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    found = select(table).where(
        is_gathered(AnonymousResponse.week_on, now),
        col(AnonymousResponse.form_key).not_in(list_others(library)),
        *_list_conditions(AnonymousResponse, wanted),
    )
    if only_id:
        found = found.where(table.c.id == only_id)
    if wanted.period:
        found = found.where(table.c.week_on.between(wanted.period.first_on, wanted.period.last_on))
    return await store.read(
        found.order_by(table.c.week_on.desc(), table.c.form_key, table.c.id).limit(LATEST)
    )


@dataclass(frozen=True, slots=True)
class OpenAnonymousUnit:
    """Hand an answer without a name over, with the key in it. None: not there, or its week is not over."""

    response_id: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(AnonymousResponse, "id", self.response_id),)

    def decide(self, rows: Rows) -> Writes[Row | None]:
        """Return the row."""
        row = rows.get(self.reads[0])
        return Writes(row if row is not None and row["week_on"] < find_week(self.now) else None)


async def read_anonymous_answers(store: Store, form: Form, response_id: str) -> list[Row]:
    """Read its answers in the order of the form, still sealed."""
    table: Any = AnonymousAnswer.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    rows = await store.read(select(table).where(table.c.response_id == response_id))
    places = {question.key: place for place, question in enumerate(form.questions)}
    return sorted(rows, key=lambda row: places.get(row["question_key"], len(places)))


async def is_about(store: Store, response_id: str, iro_ref: str) -> bool:
    """Tell whether a response is about a meeting that this IRO ran."""
    ran = (
        select(col(Review.iro_ref))
        .join(Invitation, col(Invitation.review_ref) == col(Review.review_ref))
        .join(Response, col(Response.invitation_id) == col(Invitation.id))
        .where(col(Response.id) == response_id, col(Review.iro_ref) == iro_ref)
    )
    return bool(iro_ref) and bool(await store.read(ran))
