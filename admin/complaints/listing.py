"""Which complaints there are. No words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.complaints.clock import find_due, is_late
from forms.records import Account, Complaint, ComplaintStep, Response

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from forms.store import Store
    from forms.units import Row

LATEST = 5_000
"""Answered ones that are listed, more than a council has in its life: those that wait are listed all."""
WITHOUT_WORDS = (
    col(Complaint.id),
    col(Complaint.source),
    col(Complaint.response_id),
    col(Complaint.review_ref),
    col(Complaint.audience),
    col(Complaint.raised_at),
    col(Complaint.written_at),
    col(Complaint.acknowledged_at),
    col(Complaint.extended_at),
    col(Complaint.answered_at),
    col(Complaint.outcome),
    col(Complaint.sealed_key).is_not(None).label("has_words"),
)


async def list_open(store: Store) -> list[Row]:
    """List the complaints that wait for an answer, the most urgent first. Raises StoreUnavailableError."""
    rows = await store.read(_select().where(col(Complaint.answered_at).is_(None)))
    return sorted(rows, key=lambda row: (find_due(row), row["raised_at"], row["id"]))


async def list_answered(store: Store) -> list[Row]:
    """List those that were answered, the latest first. Raises StoreUnavailableError."""
    answered = _select().where(col(Complaint.answered_at).is_not(None))
    return list(await store.read(answered.order_by(col(Complaint.answered_at).desc()).limit(LATEST)))


async def count_open_complaints(store: Store, today: date) -> tuple[int, int]:
    """Count those that wait for an answer, and those of them that are late. Raises StoreUnavailableError."""
    rows = await list_open(store)
    return len(rows), sum(is_late(row, today) for row in rows)


async def find_complaint(store: Store, complaint_id: str) -> Row | None:
    """Find one, without its words, with what is known of whoever complains."""
    care = (col(Response.answer_by), col(Response.must_not_know), col(Response.channel))
    wanted: Any = select(*WITHOUT_WORDS, *care).outerjoin(
        Response, col(Response.id) == col(Complaint.response_id)
    )
    rows = await store.read(wanted.where(col(Complaint.id) == complaint_id))
    return rows[0] if rows else None


async def list_steps(store: Store, complaint_id: str) -> Sequence[Row]:
    """List what was done about one, with the names of who did it, the words still sealed."""
    table: Any = ComplaintStep.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    named = select(table, func.coalesce(col(Account.name), "").label("name")).outerjoin(
        Account, col(Account.id) == table.c.by
    )
    ordered = named.where(table.c.complaint_id == complaint_id).order_by(table.c.done_at, table.c.id)
    return await store.read(ordered)


def _select() -> Any:  # noqa: ANN401 - a statement, as SQLAlchemy types it
    return select(*WITHOUT_WORDS)
