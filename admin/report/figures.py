"""Tables of measures: so many of so many, the share, what it was before, what was aimed at. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.model import Column, Holds, Row, Table
from admin.report.numbers import head_other
from admin.report.sentences import choose_comparison, say_all_not_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from admin.report.model import Cell
    from admin.shown.model import ShownMeasure, ShownSummary

WORDS = Column("Measure", Holds.WORDS)
SHARE_COLUMNS = (WORDS, Column("Count"), Column("Of"), Column("Share", Holds.PERCENT))


def find_measures(shown: ShownSummary, names: Iterable[str]) -> tuple[ShownMeasure, ...]:
    """Return measures by name, in that order: those that there are, and that may stand in this report."""
    found = filter(None, map(shown.find_measure, names))
    return tuple(measure for measure in found if measure.is_published or not shown.is_published)


def find_counted(shown: ShownSummary, names: Iterable[str]) -> tuple[ShownMeasure, ...]:
    """Likewise, without those whose base is empty: there was nothing to count."""
    return tuple(one for one in find_measures(shown, names) if one.share.out_of != 0)


def make_share_table(
    key: str, caption: str, names: Iterable[str], shown: ShownSummary, *, notes: tuple[str, ...] = ()
) -> Table | None:
    """Make a table of shares, each with its definition as a footnote; None if there is nothing to count."""
    measures = [one for one in find_counted(shown, names) if one.share.out_of is not None]
    if not measures:
        return None
    columns = list(SHARE_COLUMNS)
    other = _name_compared(measures, shown)
    if other:
        columns += [Column(other, Holds.PERCENT), Column("Points", Holds.POINTS)]
    has_target = any(measure.target is not None for measure in measures)
    if has_target:
        columns.append(Column("Target", Holds.PERCENT))
    rows = tuple(_make_row(one, compares=bool(other), aims=has_target) for one in measures)
    return Table(key, caption, tuple(columns), rows, (*notes, *say_all_not_alike(measures, shown.period)))


def _make_row(measure: ShownMeasure, *, compares: bool, aims: bool) -> Row:
    share, found = measure.share, choose_comparison(measure)
    cells: list[Cell] = [measure.title, share.count, share.out_of, share.percent]
    if compares:
        is_alike = found is not None and not found.not_alike
        cells += [found.share.percent, found.points] if found and is_alike else [None, None]
    if aims:
        cells.append(measure.target)
    return Row(tuple(cells), measure.definition)


def _name_compared(measures: Sequence[ShownMeasure], shown: ShownSummary) -> str:
    """Name the column of the other period; empty where there is none."""
    found = next(filter(None, map(choose_comparison, measures)), None)
    if found is None:
        return ""
    return head_other(shown.period, found.period)


def make_count_table(key: str, caption: str, names: Iterable[str], shown: ShownSummary) -> Table | None:
    """Make a table of bare counts; None if there is none."""
    measures = [one for one in find_measures(shown, names) if one.share.out_of is None]
    if not measures:
        return None
    other = _name_compared(measures, shown)
    columns = (WORDS, Column("Count"), *((Column(other),) if other else ()))
    rows = (Row((one.title, one.share.count, *_list_before(one, other)), one.definition) for one in measures)
    return Table(key, caption, columns, tuple(rows))


def _list_before(measure: ShownMeasure, other: str) -> tuple[Cell, ...]:
    found = choose_comparison(measure)
    if not other:
        return ()
    return (found.share.count,) if found and not found.not_alike else (None,)
