"""Why not there: the reasons on record, and the child's own, side by side. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Row, Table
from admin.report.numbers import is_known, lower_first, quote_words, write_count

if TYPE_CHECKING:
    from admin.report.model import Section
    from admin.shown.model import Number, ShownSummary, ShownTable

LISTS = {
    "reasons_not_attending": "Recorded: why not there",
    "reasons_no_views": "Recorded: why no views",
    "child_reasons": "The child's own reason",
}
ALIKE = {"school_time": "in_school_time", "too_many": "too_many_people"}
"""The child's reasons that are, in other words, one of those on record."""
LAST = "other"
PARTNER = "no_way_that_worked"
NOTE = (
    "Why not there is recorded where the child did not attend (PN0, PN5, PN6, PN7); why no views, where none "
    "reached the review (PN7); the child's own reason comes from the child. An empty cell: that list does "
    "not have the reason."
)


def write_why_not(shown: ShownSummary) -> Section | None:
    """Write it."""
    found = {key: table for key in LISTS if (table := shown.find_table(key)) and table.cells}
    if not found:
        return None
    return make_section(
        "why_not_there",
        "Why not there",
        (
            say(*(_say_most(key, table) for key, table in found.items()), manner=Manner.LEAD),
            say(_say_partner(found.get("reasons_no_views"))),
            _make_side_by_side(found),
        ),
    )


def _say_most(key: str, table: ShownTable) -> str:
    """Say which reason is the most frequent, if every one that could be is shown."""
    known = {reason: count for reason, count in table.cells.items() if is_known(count) and reason != LAST}
    most = max(known, key=lambda reason: known[reason], default="")
    if not most or not known[most]:
        return ""
    label, count = _write_label(table, most), write_count(known[most])
    said = {
        "reasons_not_attending": f"The reason recorded most for not attending was {label} ({count}).",
        "reasons_no_views": f"Where no views came, it was {label} ({count}).",
        "child_reasons": f"What children themselves said most was {label} ({count}).",
    }
    return said[key]


def _write_label(table: ShownTable, reason: str) -> str:
    label = table.labels.get(reason, reason)
    return quote_words(lower_first(label))


def _say_partner(table: ShownTable | None) -> str:
    """Set what is said of the child beside what is said of us."""
    if table is None:
        return ""
    child, ours = table.cells.get("limited_understanding"), table.cells.get(PARTNER)
    if not is_known(child) or not is_known(ours):
        return ""
    return (
        f"Limited understanding, which is said of the child, was given {_say_times(child)} for no views; "
        f"that we found no way that worked, which is said of us, {_say_times(ours)}."
    )


def _say_times(count: Number) -> str:
    times = {0: "not once", 1: "once", 2: "twice"}
    return times.get(int(count), f"{write_count(count)} times") if is_known(count) else ""


def _make_side_by_side(found: dict[str, ShownTable]) -> Table:
    cells = {key: {ALIKE.get(one, one): n for one, n in table.cells.items()} for key, table in found.items()}
    labels: dict[str, str] = {}
    for table in found.values():
        for reason in table.cells:
            labels.setdefault(ALIKE.get(reason, reason), table.labels.get(reason, reason))
    ordered = sorted(labels, key=lambda reason: reason == LAST)
    rows = [Row((labels[one], *(cells[key].get(one) for key in found))) for one in ordered]
    rows.append(Row(("All with a reason", *(table.total for table in found.values())), is_total=True))
    columns = (Column("Reason", Holds.WORDS), *(Column(LISTS[key]) for key in found))
    return Table("why_not_there", "Reasons, side by side", columns, tuple(rows), (NOTE,))
