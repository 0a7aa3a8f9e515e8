"""The monthly pack, for the performance meeting: this month beside the one before and a year earlier. Pure.

For staff: it says what is late and what is missing while something can still be done about it. It has teams
in it where they were counted, and nobody's figures beside another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.groups import Dimension
from admin.report.figures import find_counted
from admin.report.making import make_section, say
from admin.report.model import Bullets, Column, Holds, Manner, Report, Row, Table
from admin.report.numbers import name_length
from admin.report.parts.heard import make_steps
from admin.report.parts.reading import write_reading
from admin.report.sentences import say_all_not_alike, say_bounds, say_measure, say_target
from admin.report.side_by_side import list_with_periods
from admin.report.wording import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Section, Stamp
    from admin.report.wording import Words
    from admin.shown.model import ShownGroup, ShownSummary

LATE = ("reviews_overdue", "reviews_in_time")
MISSING = ("code_coverage", "contact_not_recorded", "miscoded")
ANSWERED = ("children_heard", "told_back_in_time", "alerts_acknowledged_in_time")
REVIEWS = ("reviews_held", "reviews_due", "reviews_stood_down", *LATE, "children_all_reviews_in_time")
TALKING = (
    *("contacted_before", "declined_contact", "contact_not_appropriate", "contact_not_offered"),
    *("contact_not_recorded", "spoken_alone", "declined_but_took_part"),
)
TAKING_PART = ("participation", "attendance", "views_sent", "advocate", "not_reached", "co_chaired")
VOICES = (
    *("children_heard", "views_evidenced", "answered_privately", "parents_attended_or_consulted"),
    *("carers_heard", "told_back", "told_back_in_time", "alerts_acknowledged_in_time", "visits_done"),
)
BY_TEAM = ("reviews_in_time", "code_coverage", "contact_not_recorded", "participation")


def write_monthly_pack(shown: ShownSummary, stamp: Stamp, words: Words = USUAL) -> Report:
    """Write the pack of a month, or of any other period."""
    length = name_length(shown.period)
    title = (
        f"{'Quarterly' if length == 'quarter' else 'Monthly' if length == 'month' else 'Performance'} pack"
    )
    sections = (
        _write_first(shown),
        _write_part("reviews", "Reviews", REVIEWS, shown),
        _write_part("recording", "What is not recorded", MISSING, shown),
        _write_part("talking", "Talking first", TALKING, shown),
        _write_part("taking_part", "Taking part", TAKING_PART, shown),
        _write_part("voices", "Heard, and told back", VOICES, shown),
        make_section("response", "Who answered", (make_steps(shown),)),
        _write_teams(shown),
        write_reading(shown, stamp, words),
    )
    return Report(title, shown.council, tuple(filter(None, sections)), stamp, shown.period.name)


def _write_first(shown: ShownSummary) -> Section | None:
    """Write what the meeting is about: what is late, what is missing, who was not answered."""
    said = tuple(filter(None, _list_first(shown)))
    return make_section("first", "What to look at", (Bullets(said) if said else None,))


def _list_first(shown: ShownSummary) -> Iterator[str]:
    for one in find_counted(shown, (*LATE, *MISSING, *ANSWERED)):
        level = say_measure(one, shown, says_every_change=True)
        yield " ".join(filter(None, (level, say_target(one, shown))))


def _write_part(key: str, title: str, names: tuple[str, ...], shown: ShownSummary) -> Section | None:
    found = find_counted(shown, names)
    caveats = (*(say_bounds(one, shown) for one in found[:1]), *say_all_not_alike(found, shown.period))
    tables = list_with_periods(f"month_{key}", title, names, shown)
    return make_section(key, title, (*tables, say(*caveats, manner=Manner.CAVEAT)))


def _write_teams(shown: ShownSummary) -> Section | None:
    """Write the shares by team; None where they were not counted so."""
    parted = next((one for one in shown.groups if one.dimension is Dimension.TEAM), None)
    if parted is None or not parted.groups:
        return None
    measures = find_counted(shown, BY_TEAM)
    columns = (Column("Team", Holds.WORDS), Column("Reviews held"))
    shares = tuple(Column(one.title, Holds.PERCENT) for one in measures)
    rows = tuple(_make_team(group, [one.name for one in measures]) for group in parted.groups)
    return make_section("teams", "By team", (Table("month_teams", "By team", (*columns, *shares), rows),))


def _make_team(group: ShownGroup, names: list[str]) -> Row:
    named = {measure.name: measure.share for measure in group.measures}
    held = named["reviews_held"].count if "reviews_held" in named else None
    shares = (named[name].percent if name in named else None for name in names)
    return Row((group.label or "Not recorded", held, *shares))
