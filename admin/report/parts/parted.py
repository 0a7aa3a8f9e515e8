"""Taking part by age band, team, type of review, channel: whatever the reviews were parted by. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.groups import Dimension
from admin.report.figures import find_counted
from admin.report.making import draw_columns, make_section
from admin.report.model import Column, Drawn, Holds, Row, Table
from admin.report.parts.heard import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Section
    from admin.shown.model import ShownGroup, ShownGroups, ShownSummary

BY_GROUP = ("participation", "attendance", "not_reached")
PARTED_BY = {
    Dimension.AGE_BAND: "age at the review",
    Dimension.TEAM: "team",
    Dimension.REVIEW_TYPE: "type of review",
    Dimension.CHANNEL: "how the child's own form came",
}
"""Never by IRO: nobody's figures stand beside another's (docs/decisions/2026-11-29-feedback.md)."""


def list_parted(shown: ShownSummary) -> Iterator[Section | None]:
    """Yield a section for each thing that parts the reviews, as far as it was counted."""
    by_dimension = {parted.dimension: parted for parted in shown.groups}
    for dimension, words in PARTED_BY.items():
        if dimension in by_dimension:
            yield _write_parted(by_dimension[dimension], words, shown)


def _write_parted(parted: ShownGroups, words: str, shown: ShownSummary) -> Section | None:
    key = f"taking_part_by_{parted.dimension.value}"
    measures = find_counted(shown, BY_GROUP)
    names = [one.name for one in measures]
    rows = tuple(_make_row(group, names) for group in parted.groups)
    if not rows or not measures:
        return None
    titles = [measure.title for measure in measures]
    columns = (
        Column("Group", Holds.WORDS),
        Column("Reviews"),
        *(Column(one, Holds.PERCENT) for one in titles),
    )
    table = Table(key, f"Taking part, by {words}", columns, rows)
    caption = f"{titles[0]}, by {words}"
    chart = draw_columns(table, Drawn.BARS, titles[:1], Holds.PERCENT, caption=caption)
    return make_section(key, f"By {words}", (table, chart))


def _make_row(group: ShownGroup, names: list[str]) -> Row:
    """Make a row: the reviews that its shares are of, and each share."""
    shares = {measure.name: measure.share for measure in group.measures}
    found = [shares.get(name) for name in names]
    base = found[0].out_of if found[0] else None
    label = CHANNELS.get(group.key, group.label) or "Not recorded"
    return Row((label, base, *(one.percent if one else None for one in found)))
