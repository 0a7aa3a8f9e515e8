"""Statements that count many measures at once, over rows that are found once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, func, select, true

from admin.measures.conditions import Condition, both, list_columns
from admin.measures.kinds import OfChild
from admin.summary.in_sql import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import FromClause, Select

    from admin.measures.counting import Pair, Tally
    from admin.measures.kinds import Measure
    from admin.summary.source import Source
    from forms.units import Row

CHILD = "child_ref"
GROUP = "grouped_by"
"""What the column is called by which rows are parted."""


@dataclass(frozen=True, slots=True)
class Counting:
    """One statement, and for each name the columns of what counts and of its base."""

    statement: Select[Any]
    names: Mapping[str, tuple[str, str]]

    def read(self, row: Row) -> dict[str, Tally]:
        """Read a row of it."""
        return {name: (row[counted], row[out_of]) for name, (counted, out_of) in self.names.items()}


def count_rows(
    source: Source, wanted: Mapping[str, Pair], of_children: Sequence[Measure] = (), by: str = ""
) -> Counting:
    """Count rows, each condition once, and children by the same rows.

    Of each group by itself where the column to part them by is given; a child with rows in two groups is
    counted in both.
    """
    places = _number(condition for pair in wanted.values() for condition in pair)
    pairs = {measure.name: _find_pair_of_child(measure) for measure in of_children}
    asked = {*places, *(condition for pair in pairs.values() for condition in pair)}
    columns_asked = [column for condition in asked for column in list_columns(condition)]
    rows, columns = source.select_once([*columns_asked, *([CHILD] if pairs else []), *([by] if by else [])])
    counts = [_count(put(condition, columns)).label(label) for condition, label in places.items()]
    statement = _part(counts, rows, columns.get(by))
    names = {name: (places[counted], places[out_of]) for name, (counted, out_of) in wanted.items()}
    if not pairs:
        return Counting(statement, names)
    children = _count_children(rows, columns, of_children, pairs, by)
    names |= {name: (name, f"{name}_of") for name in pairs}
    return Counting(_put_beside(statement, children, by), names)


def _find_pair_of_child(measure: Measure) -> Pair:
    return both(measure.among, measure.counts), measure.among


def _count_children(
    rows: FromClause,
    columns: Mapping[str, ColumnElement[Any]],
    measures: Sequence[Measure],
    pairs: Mapping[str, Pair],
    by: str,
) -> Select[Any]:
    places = _number(condition for pair in pairs.values() for condition in pair)
    group = [columns[by].label(GROUP)] if by else []
    sums = (_count(put(condition, columns)).label(label) for condition, label in places.items())
    children = select(*group, *sums).select_from(rows).group_by(columns[CHILD], *group).subquery("children")
    counts: list[ColumnElement[int]] = []
    for measure in measures:
        counted, out_of = (children.c[places[condition]] for condition in pairs[measure.name])
        counts.append(_count(out_of > 0).label(f"{measure.name}_of"))
        met = is_met(measure.of_child or OfChild.ANY, counted, out_of)
        counts.append(_count(and_(out_of > 0, met)).label(measure.name))
    return _part(counts, children, children.c[GROUP] if by else None)


def _put_beside(of_rows: Select[Any], of_children: Select[Any], by: str) -> Select[Any]:
    """Put the counts of rows and of children into one row, of each group: every group has some of both."""
    one, other = of_rows.subquery("of_rows"), of_children.subquery("of_children")
    beside = one.c[GROUP] == other.c[GROUP] if by else true()
    columns = (*one.c, *(column for column in other.c if column.name != GROUP))
    return select(*columns).select_from(one.join(other, beside))


def is_met(of_child: OfChild, counted: ColumnElement[int], out_of: ColumnElement[int]) -> ColumnElement[bool]:
    """Write `OfChild.is_met` over columns."""
    met = {
        OfChild.ALL: counted == out_of,
        OfChild.SOME: and_(counted > 0, counted < out_of),
        OfChild.NONE: counted == 0,
        OfChild.ANY: counted > 0,
    }
    return met[of_child]


def _number(conditions: Iterable[Condition]) -> dict[Condition, str]:
    return {condition: f"n{place}" for place, condition in enumerate(dict.fromkeys(conditions))}


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _part(
    counts: Iterable[ColumnElement[Any]], rows: FromClause, group: ColumnElement[Any] | None
) -> Select[Any]:
    if group is None:
        return select(*counts).select_from(rows)
    return select(*counts, group.label(GROUP)).select_from(rows).group_by(group)
