"""The rows behind one figure: each review, child, visit, alert or action, and whether it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select

from admin.measures.conditions import list_columns
from admin.measures.counting import find_pair
from admin.measures.measures import BY_NAME
from admin.summary.counted import find_source
from admin.summary.counting import CHILD, is_met
from admin.summary.in_sql import put
from admin.summary.of_reviews import Reviews
from admin.summary.source import REF

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Select

    from admin.measures.counting import Pair
    from admin.measures.kinds import Definition, OfChild
    from admin.periods import Period
    from admin.summary.source import Source
    from forms.library import Library
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One row that a measure looks at: its reference, whether it is in the base, and whether it counts.

    What the reference names goes by the measure's unit: a review, a child, a visit, an alert; of an action,
    `action/ID` or `message/ID`.
    """

    ref: str
    is_in_base: bool
    counts: bool


async def list_counted(  # noqa: PLR0913, PLR0917 - as `summarise`, and which measure
    store: Store,
    library: Library,
    period: Period,
    definition: Definition,
    measure_name: str,
    today: date,
) -> tuple[CountedRow, ...]:
    """List the rows behind a figure of a period, as it stands `today`, by their references.

    Raises KeyError if there is no such measure, and StoreUnavailableError.
    """
    measure = BY_NAME[measure_name]
    source = find_source(Reviews(library, period, today), measure.rows)
    pair = find_pair(measure, definition)
    wanted = (
        _list_rows(source, pair)
        if measure.of_child is None
        else _list_children(source, pair, measure.of_child)
    )
    rows = await store.read(wanted.order_by(REF))
    return tuple(CountedRow(row[REF], bool(row["is_in_base"]), bool(row["counts"])) for row in rows)


def _list_rows(source: Source, pair: Pair) -> Select[Any]:
    rows, columns = source.select_once(list_columns(pair[0]) | list_columns(pair[1]))
    counts, is_in_base = (put(condition, columns) for condition in pair)
    return select(rows.c[REF], is_in_base.label("is_in_base"), counts.label("counts"))


def _list_children(source: Source, pair: Pair, of_child: OfChild) -> Select[Any]:
    """List each child; whoever has no row in the base is not in it."""
    rows, columns = source.select_once([CHILD, *list_columns(pair[0]), *list_columns(pair[1])])
    counted, out_of = (func.count(case((put(condition, columns), 1))) for condition in pair)
    child = columns[CHILD]
    met = and_(out_of > 0, is_met(of_child, counted, out_of))
    found = select(child.label(REF), (out_of > 0).label("is_in_base"), met.label("counts"))
    return found.select_from(rows).group_by(child)
