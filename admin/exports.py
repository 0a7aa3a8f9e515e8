"""Meetings and visits out, in the formats that they come in by: `import` reads them back unchanged."""

from __future__ import annotations

import asyncio
import csv
import io
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.cells_out import guard_cell
from admin.imports.visits import VisitEntry
from forms.records import Child, Iro, Review, Sitting, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from forms.store import Store
    from forms.units import Row

REVIEW_COLUMNS = (
    "child_ref",
    "date_of_birth",
    "language",
    "parent_language",
    "iro_ref",
    "iro_name",
    "team",
    "review_ref",
    "meeting_kind",
    "review_type",
    "due_on",
    "held_on",
    "sitting",
    "mode",
    "stood_down",
    "participation_code",
    "reason_not_attending",
    "reason_no_views",
    "child_reason",
    "child_joined",
    "co_chaired",
    "advocate",
    "parent_invited",
    "parent_not_invited_reason",
    "parents_safe_to_invite",
    "parent_attended",
    "parent_consulted",
    "carer_attended",
    "iro_contact",
    "iro_contact_on",
    "iro_contact_how",
    "iro_contact_alone",
)
VISIT_COLUMNS = ("child_ref", "iro_ref", "visited_on", "mode", "outcome", "views_recorded")


async def export_reviews(store: Store, condition: ColumnElement[bool]) -> str:
    """Write the reviews that a condition is true of, a row each, or a row for each sitting.

    Raises StoreUnavailableError.
    """
    of_child = (col(Child.date_of_birth), col(Child.language), col(Child.parent_language))
    columns: Any = (Review.__table__, *of_child, col(Iro.name).label("iro_name"))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    rows = await store.read(
        select(*columns)
        .join(Child, col(Child.child_ref) == col(Review.child_ref))
        .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
        .where(condition)
        .order_by(col(Review.child_ref), col(Review.due_on), col(Review.review_ref))
    )
    sat = await store.read(
        select(Sitting.__table__)  # type: ignore[attr-defined]  # likewise
        .join(Review, col(Review.review_ref) == col(Sitting.review_ref))
        .where(condition)
        .order_by(col(Sitting.number))
    )
    sittings: dict[str, list[Row]] = defaultdict(list)
    for row in sat:
        sittings[row["review_ref"]].append(row)
    return await asyncio.to_thread(_write_reviews, rows, sittings)


def _write_reviews(reviews: Iterable[Row], sittings: Mapping[str, Sequence[Row]]) -> str:
    """Write them, in a thread of its own: thousands take a second."""
    return _write(REVIEW_COLUMNS, (row for review in reviews for row in _list_rows(review, sittings)))


def _list_rows(review: Row, sittings: Mapping[str, Sequence[Row]]) -> Iterator[Mapping[Any, Any]]:
    """Yield the rows of a review. One that was called off says nothing of its sittings."""
    found = sittings.get(review["review_ref"], ())
    if review["stood_down"] or not found:
        yield {**review, "sitting": None}
        return
    for sat in found:
        yield {**review, "sitting": sat["number"], "held_on": sat["held_on"], "mode": sat["mode"]}


async def export_visits(store: Store, condition: ColumnElement[bool]) -> str:
    """Write the visits that a condition is true of. Raises StoreUnavailableError."""
    rows = await store.read(
        select(Visit.__table__)  # type: ignore[attr-defined]  # likewise
        .where(condition)
        .order_by(col(Visit.child_ref), col(Visit.iro_ref), col(Visit.visited_on), col(Visit.outcome))
    )
    return await asyncio.to_thread(lambda: _write(VISIT_COLUMNS, _in_order(rows)))


def _in_order(rows: Iterable[Row]) -> Iterator[Row]:
    """Put visits alike in the order in which they came in: by that order they are told from each other."""
    for like, found in groupby(rows, key=_find_like):
        visits = list(found)
        places = {VisitEntry(*like, occurrence=place).id: place for place in range(len(visits))}
        yield from sorted(visits, key=lambda visit: places.get(visit["id"], len(places)))


def _find_like(visit: Row) -> tuple[str, str, date, str]:
    return visit["child_ref"], visit["iro_ref"], visit["visited_on"], visit["outcome"]


def _write(columns: Sequence[str], rows: Iterable[Mapping[Any, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_write_cell(row[name]) for name in columns] for row in rows)
    return text.getvalue()


def _write_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guard_cell(str(value)) if value is not None else ""
