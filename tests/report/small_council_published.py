"""The same small council as it could be published: marks stand where a small number is, or follows from one.

Made here by a rule of thumb, for what must cope with marks; how numbers are hidden in earnest is the matter
of `admin.shown`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from admin.disclosure import find_whole_percent, hide_cells, is_small
from admin.gathered import Gathered
from admin.groups import Dimension
from admin.shown.model import Mark, ShownCell, ShownItem, ShownMeasure, ShownShare, ShownSummary, ShownTable
from tests.report.small_council import SMALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.shown.model import Number, ShownComparison, ShownForm

BELOW = 6


def _hide_share(share: ShownShare) -> ShownShare:
    if share.out_of is None:
        return share
    count, out_of = int(share.count), int(share.out_of)
    if is_small(count, BELOW) or is_small(out_of - count, BELOW):
        return ShownShare(Mark.HIDDEN, Mark.HIDDEN, Mark.HIDDEN)
    percent = find_whole_percent(count, out_of)
    bounds = (share.low, share.high)
    return ShownShare(count, out_of, Mark.NONE if percent is None else percent, *bounds)


def _hide_comparison(now: ShownShare, then: ShownComparison) -> ShownComparison:
    hidden = _hide_share(then.share)
    points: Number | None = None
    if isinstance(now.percent, int) and isinstance(hidden.percent, int):
        points = now.percent - hidden.percent
    return replace(then, share=hidden, points=points)


def _hide_measure(measure: ShownMeasure) -> ShownMeasure:
    share = _hide_share(measure.share)
    compared = tuple(_hide_comparison(share, one) for one in measure.compared)
    return replace(measure, share=share, compared=compared)


def _hide_mapping(cells: Mapping[str, Number]) -> dict[str, Number]:
    counts = {key: int(count) for key, count in cells.items()}
    hidden = hide_cells(counts, BELOW)
    return {key: Mark.HIDDEN if hidden is None or key in hidden else count for key, count in counts.items()}


def _hide_table(table: ShownTable) -> ShownTable:
    return replace(table, cells=_hide_mapping(table.cells))


def _hide_item(item: ShownItem) -> ShownItem:
    counts = {cell.value: int(cell.count) for cell in item.cells}
    if item.several or any(is_small(count, BELOW) for count in counts.values()):
        shown = _hide_mapping({cell.value: cell.count for cell in item.cells})
        cells = tuple(
            ShownCell(cell.value, cell.label, shown[cell.value], Mark.HIDDEN) for cell in item.cells
        )
        return replace(item, cells=cells, skipped=Mark.HIDDEN)
    return replace(item, skipped=Mark.HIDDEN if is_small(int(item.skipped), BELOW) else item.skipped)


def _hide_form(form: ShownForm) -> ShownForm:
    rate = form.response_rate
    items = tuple(map(_hide_item, form.items))
    return replace(form, items=items, response_rate=int(rate + 0.5) if isinstance(rate, float) else rate)


PUBLISHED: ShownSummary = replace(
    SMALL,
    hidden_below=BELOW,
    measures=tuple(map(_hide_measure, SMALL.measures)),
    tables=tuple(map(_hide_table, SMALL.tables)),
    forms=tuple(map(_hide_form, SMALL.forms)),
    collated=tuple(replace(one, item=_hide_item(one.item)) for one in SMALL.collated),
    groups=tuple(
        replace(
            parted,
            groups=tuple(
                replace(one, measures=tuple(map(_hide_measure, one.measures))) for one in parted.groups
            ),
        )
        for parted in SMALL.groups
        if parted.dimension is not Dimension.IRO
    ),
    themes=tuple(
        replace(one, responses=Mark.HIDDEN, percent=Mark.HIDDEN)
        if is_small(int(one.responses), BELOW)
        else replace(one, percent=41)
        for one in SMALL.themes
    ),
    gathered=Gathered(
        SMALL.gathered.compliments, SMALL.gathered.sessions, SMALL.gathered.pledges, SMALL.gathered.elsewhere
    ),
)
