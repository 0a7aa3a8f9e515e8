"""On time and where: reviews by their due date, and in person or from afar. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.figures import find_counted, make_share_table
from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Row, Table
from admin.report.sentences import say_measures, say_target

if TYPE_CHECKING:
    from admin.report.model import Section
    from admin.shown.model import ShownSummary

IN_TIME = (
    *("reviews_in_time", "reviews_in_time_first", "reviews_in_time_second", "reviews_in_time_subsequent"),
    *("children_all_reviews_in_time", "reviews_overdue"),
)
MODES = ("reviews_in_person", "reviews_virtual", "reviews_hybrid")


def write_on_time(shown: ShownSummary) -> Section | None:
    """Write it."""
    first = find_counted(shown, IN_TIME[:1])
    then = find_counted(shown, ("children_all_reviews_in_time", "reviews_overdue"))
    where = find_counted(shown, MODES[:1])
    return make_section(
        "on_time_and_where",
        "On time, and where",
        (
            say(*say_measures(first, shown), manner=Manner.LEAD),
            say(*(say_target(one, shown) for one in first), *say_measures(then, shown)),
            make_share_table("on_time", "Reviews held on or before their due date", IN_TIME, shown),
            say(*say_measures(where, shown)),
            make_share_table("where", "How reviews were held", MODES, shown),
            _make_kinds(shown),
        ),
    )


def _make_kinds(shown: ShownSummary) -> Table | None:
    """Make the table of meetings by kind, where there were others than reviews of looked-after children."""
    kinds = shown.find_table("meetings_by_kind")
    if kinds is None or len(kinds.cells) <= 1:
        return None
    rows = tuple(Row((kinds.labels[kind], count)) for kind, count in kinds.cells.items())
    note = "Only reviews of looked-after children are in the other figures about reviews."
    columns = (Column("Meeting", Holds.WORDS), Column("Held"))
    return Table("meetings_by_kind", "Meetings held, by kind", columns, rows, (note,))
