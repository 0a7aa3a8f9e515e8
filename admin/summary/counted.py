"""Every measure of a period, counted by the database: a statement for each kind of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.conditions import ALWAYS
from admin.measures.counting import TOTALS, Counts, find_pair
from admin.measures.kinds import Definition, Rows
from admin.measures.measures import MEASURES
from admin.summary.at_once import read_each
from admin.summary.counting import GROUP, Counting, count_rows
from admin.summary.of_answers import find_alerts, find_promises, find_tellings, find_visits

if TYPE_CHECKING:
    from admin.groups import Dimension
    from admin.measures.counting import Pair, Tally
    from admin.summary.of_reviews import Reviews
    from admin.summary.source import Source
    from forms.store import Store

OF_REVIEWS = (Rows.HELD, Rows.DUE, Rows.STOOD_DOWN)
"""Rows that can be parted by team, age and the like."""


def find_source(reviews: Reviews, rows: Rows) -> Source:  # noqa: PLR0911 - a kind of rows a line
    """Find the rows that a measure looks at."""
    period, today = reviews.period, reviews.today
    match rows:
        case Rows.HELD:
            return reviews.held()
        case Rows.DUE:
            return reviews.due()
        case Rows.STOOD_DOWN:
            return reviews.stood_down()
        case Rows.VISITS:
            return find_visits(period, today)
        case Rows.TELLINGS:
            return find_tellings(period)
        case Rows.PROMISES:
            return find_promises(period, today)
        case Rows.ALERTS:
            return find_alerts(period)


async def read_counts(store: Store, reviews: Reviews) -> Counts:
    """Count every measure. Raises StoreUnavailableError."""
    countings = [_make_counting(reviews, rows) for rows in Rows]
    found = await read_each(store, (counting.statement for counting in countings), at_once=1)
    tallies: dict[str, Tally] = {}
    for counting, rows_found in zip(countings, found, strict=True):
        tallies |= counting.read(rows_found[0])
    return _make_counts(tallies)


async def read_groups(store: Store, reviews: Reviews, by: Dimension) -> dict[str, Counts]:
    """Count every measure that is about reviews, for each group. Raises StoreUnavailableError.

    A group that has no row of one kind has no tally of the measures that look at those.
    """
    countings = [_make_counting(reviews, rows, by) for rows in OF_REVIEWS]
    found = await read_each(store, (counting.statement for counting in countings))
    nothing = {name: (0, 0) for counting in countings for name in counting.names}
    groups: dict[str, dict[str, Tally]] = {}
    for counting, rows_found in zip(countings, found, strict=True):
        for row in rows_found:
            groups.setdefault(row[GROUP], dict(nothing)).update(counting.read(row))
    return {key: _make_counts(tallies) for key, tallies in groups.items()}


def _make_counting(reviews: Reviews, rows: Rows, by: str = "") -> Counting:
    source = find_source(reviews, rows)
    measures = [measure for measure in MEASURES if measure.rows is rows]
    wanted: dict[str, Pair] = {
        measure.name: find_pair(measure, Definition.ELIGIBLE)
        for measure in measures
        if measure.of_child is None
    }
    if rows is Rows.HELD:
        wanted |= {name: (condition, ALWAYS) for name, condition in TOTALS.items()}
    of_children = [measure for measure in measures if measure.of_child is not None]
    return count_rows(source, wanted, of_children, by)


def _make_counts(tallies: dict[str, Tally]) -> Counts:
    totals = {name: tallies[name][0] for name in TOTALS}
    return Counts({name: tally for name, tally in tallies.items() if name not in TOTALS}, totals)
