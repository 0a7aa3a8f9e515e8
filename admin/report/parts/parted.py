"""Taking part by age band, team, type of review, channel: whatever the reviews were parted by. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.groups import Dimension
from admin.report.figures import find_counted
from admin.report.making import draw_columns, make_section, take_number
from admin.report.model import Column, Drawn, Holds, Row, Table
from admin.report.numbers import is_known, join_words
from admin.report.parts.heard import CHANNELS
from admin.shown.model import Mark

if TYPE_CHECKING:
    from admin.report.model import Chart, Section
    from admin.shown.model import ShownGroup, ShownGroups, ShownSummary

BY_GROUP = ("participation", "attendance", "not_reached")
AGES = f"taking_part_by_{Dimension.AGE_BAND.value}"
PARTED_BY = {
    Dimension.AGE_BAND: "age",
    Dimension.TEAM: "team",
    Dimension.REVIEW_TYPE: "type of review",
    Dimension.CHANNEL: "the way the child's own form came",
}
"""Never by IRO: nobody's figures stand beside another's (docs/decisions/2026-11-29-feedback.md)."""


def write_parted(shown: ShownSummary) -> Section | None:
    """Write a table for each thing that parts the reviews, as far as it was counted and anything is shown.

    Ages are drawn, where all of them are shown; teams are not: they are not in a race.
    """
    by_dimension = {parted.dimension: parted for parted in shown.groups}
    found = [
        (words, table)
        for dimension, words in PARTED_BY.items()
        if dimension in by_dimension and (table := _make_table(by_dimension[dimension], words, shown))
    ]
    if not found:
        return None
    title = f"By {join_words(words for words, _ in found)}"
    first, *others = (table for _, table in found)
    return make_section("taking_part_parted", title, (first, _draw_ages(first), *others))


def _draw_ages(table: Table) -> Chart | None:
    if table.key != AGES or Mark.HIDDEN in table.marks:
        return None
    title = table.columns[2].title
    return draw_columns(table, Drawn.BARS, (title,), Holds.PERCENT, caption=f"{title}, by age")


def _make_table(parted: ShownGroups, words: str, shown: ShownSummary) -> Table | None:
    measures = find_counted(shown, BY_GROUP)
    names = [one.name for one in measures]
    if not names:
        return None
    rows = tuple(_make_row(group, names) for group in parted.groups)
    if not any(is_known(take_number(cell)) for row in rows for cell in row.cells[1:]):
        return None
    shares = (Column(one.title, Holds.PERCENT) for one in measures)
    columns = (Column("Group", Holds.WORDS), Column("Reviews"), *shares)
    return Table(f"taking_part_by_{parted.dimension.value}", f"Taking part, by {words}", columns, rows)


def _make_row(group: ShownGroup, names: list[str]) -> Row:
    """Make a row: the reviews that its shares are of, and each share."""
    shares = {measure.name: measure.share for measure in group.measures}
    found = [shares.get(name) for name in names]
    base = found[0].out_of if found[0] else None
    label = CHANNELS.get(group.key, group.label) or "Not recorded"
    return Row((label, base, *(one.percent if one else None for one in found)))
