"""What a page says of the rows that it shows: where each leads, and what is on record of it. No words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.inspection.links import find_row_address
from admin.measures.kinds import Unit
from admin.written_days import write_short_day
from forms.records import Alert, Review, Visit

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from admin.summary.listed import CountedRow
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class Told:
    """One row on the page: its reference, where it leads (empty: nowhere), and what is on record of it."""

    ref: str
    address: str
    said: str
    kind: str


async def tell_rows(store: Store, unit: Unit, rows: Collection[tuple[CountedRow, str]]) -> list[Told]:
    """Say of each row what it is. Raises StoreUnavailableError."""
    refs = [row.ref for row, _ in rows]
    said = await _READ[unit](store, refs) if unit in _READ else {}
    return [Told(row.ref, find_row_address(unit, row.ref), said.get(row.ref, ""), kind) for row, kind in rows]


async def _read_reviews(store: Store, refs: Collection[str]) -> dict[str, str]:
    columns: Any = (Review.review_ref, Review.due_on, Review.held_on, Review.participation_code)
    rows = await store.read(select(*map(col, columns)).where(col(Review.review_ref).in_(refs)))
    return {
        row["review_ref"]: ", ".join(
            filter(
                None,
                (
                    _say("held", row["held_on"]),
                    _say("due", row["due_on"]),
                    row["participation_code"] or "no code",
                ),
            )
        )
        for row in rows
    }


async def _read_visits(store: Store, refs: Collection[str]) -> dict[str, str]:
    columns: Any = (Visit.id, Visit.child_ref, Visit.visited_on, Visit.outcome)
    rows = await store.read(select(*map(col, columns)).where(col(Visit.id).in_(refs)))
    return {
        row["id"]: f"{row['child_ref']}, {write_short_day(row['visited_on'])}, {row['outcome']}"
        for row in rows
    }


async def _read_alerts(store: Store, refs: Collection[str]) -> dict[str, str]:
    rows = await store.read(select(col(Alert.id), col(Alert.raised_at)).where(col(Alert.id).in_(refs)))
    return {row["id"]: f"raised {write_short_day(row['raised_at'])}" for row in rows}


def _say(what: str, day: date | None) -> str:
    return f"{what} {write_short_day(day)}" if day else ""


_READ = {Unit.REVIEW: _read_reviews, Unit.VISIT: _read_visits, Unit.ALERT: _read_alerts}
