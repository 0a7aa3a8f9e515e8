"""Short ways to declare measures that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.codes import IS_ELIGIBLE
from admin.measures.conditions import ALWAYS
from admin.measures.kinds import OF_ELIGIBLE, Measure, OfChild, Rows, Unit

if TYPE_CHECKING:
    from admin.measures.conditions import Condition


def count_all(name: str, counted: str, rows: Rows) -> Measure:
    """Make a count by itself."""
    return Measure(name, counted, "", ALWAYS, rows=rows)


def of_held(name: str, counted: str, out_of: str, counts: Condition, among: Condition) -> Measure:
    """Make a share of the reviews held that `among` picks."""
    return Measure(name, counted, out_of, counts, among)


def of_all(name: str, counted: str, counts: Condition) -> Measure:
    """Make a share of all reviews held: what is not recorded does not count."""
    return of_held(name, counted, "all reviews held", counts, ALWAYS)


def of_eligible(name: str, counted: str, counts: Condition, *, counts_under_fours: bool = False) -> Measure:
    """Make a share of the eligible reviews, with bounds for the uncoded; the base goes by definition."""
    return Measure(
        name,
        counted,
        OF_ELIGIBLE,
        counts,
        IS_ELIGIBLE,
        is_bounded=True,
        counts_under_fours=counts_under_fours,
    )


def of_children(  # noqa: PLR0913 - words, and which of whose reviews: each its own thing
    name: str, counted: str, out_of: str, *, child: OfChild, counts: Condition, among: Condition
) -> Measure:
    """Make a share of the children with a review that `among` picks: each child is counted once."""
    return Measure(name, counted, out_of, counts, among, unit=Unit.CHILD, of_child=child)


def of_visits(name: str, counted: str, out_of: str, counts: Condition, among: Condition = ALWAYS) -> Measure:
    """Make a share of the visits that `among` picks."""
    return Measure(name, counted, out_of, counts, among, Rows.VISITS, Unit.VISIT)
