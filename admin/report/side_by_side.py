"""Tables of measures beside the same ones elsewhere: in every period compared with, or in a group. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.figures import SHARE_COLUMNS, WORDS, find_counted
from admin.report.model import Column, Holds, Row, Table
from admin.report.numbers import head_other

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.periods import Period
    from admin.report.model import Cell
    from admin.shown.model import ShownMeasure, ShownShare, ShownSummary


def list_with_periods(key: str, caption: str, names: Iterable[str], shown: ShownSummary) -> Iterator[Table]:
    """Yield a table of shares and one of bare counts, with every other period beside that they have."""
    measures = find_counted(shown, names)
    others = tuple(dict.fromkeys(found.period for one in measures for found in one.compared))
    heads = [head_other(shown.period, other) for other in others]
    counts = [one for one in measures if one.share.out_of is None]
    shares = [one for one in measures if one.share.out_of is not None]
    if counts:
        columns = (WORDS, Column("Count"), *map(Column, heads))
        rows = (Row((one.title, *_list_counts(one, others)), one.definition) for one in counts)
        yield Table(f"{key}_counts", f"{caption}: counts", columns, tuple(rows))
    if shares:
        columns = (*SHARE_COLUMNS, *(Column(head, Holds.PERCENT) for head in heads))
        rows = (Row(_list_shares(one, others), one.definition) for one in shares)
        yield Table(key, caption, columns, tuple(rows))


def _list_counts(measure: ShownMeasure, others: tuple[Period, ...]) -> tuple[Cell, ...]:
    before = [_find(measure, other) for other in others]
    return (measure.share.count, *(found.count if found else None for found in before))


def _list_shares(measure: ShownMeasure, others: tuple[Period, ...]) -> tuple[Cell, ...]:
    share, before = measure.share, [_find(measure, other) for other in others]
    percents = (found.percent if found else None for found in before)
    return (measure.title, share.count, share.out_of, share.percent, *percents)


def _find(measure: ShownMeasure, other: Period) -> ShownShare | None:
    """Return what a measure was in another period; None where it was not counted, or is not comparable."""
    found = next((one for one in measure.compared if one.period == other), None)
    return found.share if found and not found.not_alike else None


def make_with_whole(
    key: str,
    caption: str,
    own: tuple[ShownMeasure, ...],
    whole: tuple[ShownMeasure, ...],
    titles: tuple[str, str],
) -> Table | None:
    """Make a table of one group's measures with those of the whole beside them; None if none has a base."""
    beside = {measure.name: measure.share.percent for measure in whole}
    columns = (*SHARE_COLUMNS[:3], *(Column(title, Holds.PERCENT) for title in titles))
    rows = tuple(
        Row(
            (one.title, one.share.count, one.share.out_of, one.share.percent, beside.get(one.name)),
            one.definition,
        )
        for one in own
        if one.share.out_of not in {None, 0}
    )
    return Table(key, caption, columns, rows) if rows else None
