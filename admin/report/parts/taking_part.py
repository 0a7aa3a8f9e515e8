"""Taking part: the codes, the family of measures with bounds, child by child. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.figures import SHARE_COLUMNS, find_counted, make_share_table
from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Row, Table
from admin.report.numbers import share_of
from admin.report.parts.around import make_elsewhere
from admin.report.parts.over_time import draw_over_time, make_over_time
from admin.report.parts.parted import write_parted
from admin.report.sentences import find_bounds, say_bounds, say_by_default, say_measures, say_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Block, Section
    from admin.shown.model import ShownSummary

FAMILY = (
    *("participation", "attendance", "attended_and_contributed", "views_sent", "advocate"),
    *("attended_silently", "not_reached", "views_evidenced"),
)
CHILDREN = ("children_all", "children_some", "children_none")
OVER_YEARS = ("participation", "attendance", "views_sent", "not_reached")
PAST = "As it was published for earlier years"
PAST_NOTE = (
    "Figures of earlier years stand as they were published then, by whatever definition held; they must not "
    "be subtracted from ours."
)
SAID_SECOND = ("attended_silently", "not_reached", "children_all")


def write_taking_part(shown: ShownSummary) -> Section | None:
    """Write it."""
    first = find_counted(shown, FAMILY[:2])
    years = make_over_time(shown, OVER_YEARS, "taking_part_over_time", "Taking part")
    return make_section(
        "taking_part",
        "Taking part",
        (
            say(*say_measures(first, shown), manner=Manner.LEAD),
            say(
                *(say_target(one, shown) for one in first), *(say_by_default(one, shown) for one in first[:1])
            ),
            say(*(say_bounds(one, shown) for one in first[:1]), manner=Manner.CAVEAT),
            say(*say_measures(find_counted(shown, SAID_SECOND), shown)),
            _make_codes(shown),
            make_share_table("taking_part_shares", "How children took part", FAMILY, shown),
            _make_defaults(shown),
            _make_bounds(shown),
            make_share_table(
                "taking_part_children", "Child by child, over all their reviews", CHILDREN, shown
            ),
            years,
            draw_over_time(years),
            *_list_past(shown),
        ),
        (write_parted(shown),),
    )


def _list_past(shown: ShownSummary) -> Iterator[Block | None]:
    """Yield what was published for years before this service, which must not be subtracted from ours."""
    past = make_elsewhere("published_before", PAST, shown.gathered.past, is_published=shown.is_published)
    yield say(PAST_NOTE, manner=Manner.CAVEAT) if past else None
    yield past


def _make_codes(shown: ShownSummary) -> Table | None:
    """Make the table of codes, with the share of all reviews held."""
    table = shown.find_table("participation_codes")
    if table is None or table.total == 0:
        return None
    rows = [
        Row((table.labels[code], count, share_of(count, table.total, is_published=shown.is_published)))
        for code, count in table.cells.items()
    ]
    rows.append(Row(("All reviews held", table.total, None), is_total=True))
    columns = (Column("Code", Holds.WORDS), Column("Reviews"), Column("Of all held", Holds.PERCENT))
    return Table("participation_codes", "Reviews by participation code", columns, tuple(rows))


def _make_bounds(shown: ShownSummary) -> Table | None:
    """Make the table of what each figure could be if every code were known; None where that is so."""
    rows = [
        Row((one.title, one.share.percent, *bounds))
        for one in find_counted(shown, FAMILY)
        if (bounds := find_bounds(one.share))
    ]
    titles = ("Share", "At least", "At most")
    columns = (Column("Measure", Holds.WORDS), *(Column(title, Holds.PERCENT) for title in titles))
    caption = "What each share could be if every review had a code"
    return Table("taking_part_bounds", caption, columns, tuple(rows)) if rows else None


def _make_defaults(shown: ShownSummary) -> Table | None:
    """Make the table of the standard figures, where the council counts in another way."""
    found = [(one, one.by_default) for one in find_counted(shown, FAMILY) if one.by_default]
    rows = tuple(Row((one.title, share.count, share.out_of, share.percent)) for one, share in found)
    caption = "The same by the standard definition, out of eligible reviews"
    return Table("taking_part_standard", caption, SHARE_COLUMNS, rows) if rows else None
