"""Shaping the meeting, families, and who stands beside the child: three short sections. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.groups import Dimension
from admin.report.figures import find_counted, make_share_table
from admin.report.making import make_section, say, take_number
from admin.report.model import Column, Holds, Manner, Row, Table
from admin.report.numbers import is_known, share_of
from admin.report.sentences import say_measures, say_target
from admin.written_days import write_day

if TYPE_CHECKING:
    from admin.gathered import Elsewhere
    from admin.report.model import Section
    from admin.shown.model import ShownGroup, ShownSummary

SHAPING = ("co_chaired", "wishes_met")
FAMILIES = ("parents_invited", "parents_attended", "parents_attended_or_consulted", "carers_heard")
BESIDE = ("advocate", "advocate_asked", "advocate_passed_on_in_time", "interpreter_asked")
OTHERS_COUNT = "These were counted by others, as the source says; they are not ours to check."


def write_shaping(shown: ShownSummary) -> Section | None:
    """Write of co-chairing and of wishes."""
    found = find_counted(shown, SHAPING)
    return make_section(
        "shaping_it",
        "Shaping the meeting",
        (
            say(
                *say_measures(found, shown),
                *(say_target(one, shown) for one in found),
                manner=Manner.LEAD,
            ),
            make_share_table("shaping_it", "Children who shape their meeting", SHAPING, shown),
            _make_by_age(shown),
        ),
    )


def _make_by_age(shown: ShownSummary) -> Table | None:
    """Make the table of co-chairing by age band; None where it was not counted so."""
    parted = next((one for one in shown.groups if one.dimension is Dimension.AGE_BAND), None)
    rows = tuple(filter(None, map(_make_age_row, parted.groups))) if parted else ()
    columns = (Column("Age", Holds.WORDS), Column("Count"), Column("Of"), Column("Share", Holds.PERCENT))
    caption = "Reviews that the child chaired or helped to chair, by age"
    is_shown = any(is_known(take_number(row.cells[1])) for row in rows)
    return Table("co_chaired_by_age", caption, columns, rows) if is_shown else None


def _make_age_row(group: ShownGroup) -> Row | None:
    share = next((one.share for one in group.measures if one.name == "co_chaired"), None)
    return Row((group.label or "Not recorded", share.count, share.out_of, share.percent)) if share else None


def write_families(shown: ShownSummary) -> Section | None:
    """Write of parents and carers at the meeting."""
    found = find_counted(shown, FAMILIES[1:])
    reasons = shown.find_table("reasons_parents_not_invited")
    rows = (
        tuple(Row((reasons.labels.get(one, one), n)) for one, n in reasons.cells.items()) if reasons else ()
    )
    columns = (Column("Reason", Holds.WORDS), Column("Reviews"))
    why = Table("parents_not_invited", "Why parents were not invited, where that is recorded", columns, rows)
    return make_section(
        "families",
        "Families",
        (
            say(
                *say_measures(found, shown),
                *(say_target(one, shown) for one in found),
                manner=Manner.LEAD,
            ),
            make_share_table("families_table", "Parents and carers", FAMILIES, shown),
            why if rows else None,
        ),
    )


def write_beside(shown: ShownSummary) -> Section | None:
    """Write of advocates, visitors, interpreters, and of what others counted."""
    found = find_counted(shown, BESIDE)
    figures, published = shown.gathered.elsewhere, shown.is_published
    elsewhere = make_elsewhere(
        "figures_from_elsewhere", "Figures from elsewhere", figures, is_published=published
    )
    return make_section(
        "on_my_side",
        "On my side",
        (
            say(*say_measures(found, shown), manner=Manner.LEAD),
            make_share_table("on_my_side", "Advocates and interpreters", BESIDE, shown),
            say(OTHERS_COUNT, manner=Manner.CAVEAT) if elsewhere else None,
            elsewhere,
        ),
    )


def make_elsewhere(
    key: str, caption: str, figures: tuple[Elsewhere, ...], *, is_published: bool
) -> Table | None:
    """Make a table of figures that others counted, or that were published before; None if there is none."""
    rows = tuple(_make_elsewhere_row(one, is_published=is_published) for one in figures)
    columns = (
        Column("Figure", Holds.WORDS),
        Column("Count"),
        Column("Of"),
        Column("Share", Holds.PERCENT),
        Column("Source", Holds.WORDS),
        Column("Days", Holds.WORDS),
    )
    return Table(key, caption, columns, rows) if rows else None


def _make_elsewhere_row(figure: Elsewhere, *, is_published: bool) -> Row:
    percent = None
    if figure.out_of is not None:
        percent = share_of(figure.count, figure.out_of, is_published=is_published)
    days = f"{write_day(figure.first_on)} to {write_day(figure.last_on)}"
    return Row((figure.title, figure.count, figure.out_of, percent, figure.source, days), figure.note)
