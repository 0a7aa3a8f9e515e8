"""What is known already about the reviews that a file names: looked up before the unit that stores them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.imports.entries import Kept, Sat
from forms.records import Child, Erased, Invitation, Review, Sitting
from forms.unlinking import ERASED_CHILD, ERASED_REVIEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import RowMapping, Select
    from sqlalchemy.orm import Mapped

    from admin.imports.entries import AboutChild, Keeper


MAX_VALUES = 10_000
"""Values in one SELECT: SQLite and PostgreSQL refuse more than some 32,000."""


async def find_reviews(
    store: Keeper, child_refs: Iterable[str]
) -> Mapping[tuple[str, date | None], list[str]]:
    """Find the statutory reviews of these children by child and held date."""
    columns = select(col(Review.child_ref), col(Review.held_on), col(Review.review_ref))
    statutory = columns.where(col(Review.meeting_kind) == "cla_review").order_by(col(Review.review_ref))
    found = defaultdict(list)
    for row in await _read_where(store, statutory, col(Review.child_ref), child_refs):
        found[row["child_ref"], row["held_on"]].append(row["review_ref"])
    return found


async def find_children(store: Keeper, review_refs: Iterable[str]) -> list[tuple[str, str, date | None]]:
    """Find whose these reviews are: review, child, the child's date of birth."""
    columns = select(col(Review.review_ref), col(Review.child_ref), col(Child.date_of_birth)).join(
        Child, col(Child.child_ref) == col(Review.child_ref)
    )
    rows = await _read_where(store, columns, col(Review.review_ref), review_refs)
    return [(row["review_ref"], row["child_ref"], row["date_of_birth"]) for row in rows]


async def find_invitations(store: Keeper, review_refs: Iterable[str]) -> Mapping[str, list[str]]:
    """Find the invitations to these reviews."""
    columns = select(col(Invitation.id), col(Invitation.review_ref))
    found = defaultdict(list)
    for row in await _read_where(store, columns, col(Invitation.review_ref), review_refs):
        found[row["review_ref"]].append(row["id"])
    return found


async def find_recorded(store: Keeper, review_refs: Iterable[str]) -> frozenset[str]:
    """Find those of these reviews that somebody recorded here, after they were held."""
    columns = select(col(Review.review_ref)).where(col(Review.recorded_at).is_not(None))
    return frozenset(
        row["review_ref"] for row in await _read_where(store, columns, col(Review.review_ref), review_refs)
    )


async def find_sittings(store: Keeper, review_refs: Iterable[str]) -> Mapping[str, dict[int, Sat]]:
    """Find the sittings of these reviews, by their number."""
    found: dict[str, dict[int, Sat]] = defaultdict(dict)
    columns = select(col(Sitting.review_ref), col(Sitting.number), col(Sitting.held_on), col(Sitting.mode))
    for row in await _read_where(store, columns, col(Sitting.review_ref), review_refs):
        found[row["review_ref"]][row["number"]] = Sat(row["number"], row["held_on"], row["mode"])
    return found


async def _read_where(
    store: Keeper, statement: Select[*tuple[Any, ...]], column: Mapped[Any], values: Iterable[str]
) -> list[RowMapping]:
    wanted = list(dict.fromkeys(values))
    rows: list[RowMapping] = []
    for start in range(0, len(wanted), MAX_VALUES):
        rows += await store.read(statement.where(column.in_(wanted[start : start + MAX_VALUES])))
    return rows


async def find_erased(store: Keeper, entries: Sequence[Kept]) -> list[Kept]:
    """Find the entries about a child, or a meeting of a child, who was erased here."""
    named = [(entry, set(_list_refs(entry))) for entry in entries]
    refs = sorted({ref for _, found in named for _, ref in found})
    columns = select(col(Erased.kind), col(Erased.ref))
    rows = await _read_where(store, columns, col(Erased.ref), refs)
    gone = {(row["kind"], row["ref"]) for row in rows}
    return [entry for entry, found in named if found & gone]


def _list_refs(entry: AboutChild) -> Iterator[tuple[str, str]]:
    yield ERASED_CHILD, entry.child_ref
    review_ref = getattr(entry, "review_ref", None)
    if review_ref:
        yield ERASED_REVIEW, str(review_ref)
