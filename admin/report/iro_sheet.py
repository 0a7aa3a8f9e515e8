"""One IRO's sheet, for supervision: their own figures with the service's beside, and nobody else's. Pure.

Figures about reviews are true counts, for that IRO and their manager. What was said about the meetings they
ran stands there only as `admin.feedback.own` shows it: of a year that is over, in whole tables or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.groups import Dimension
from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Report, Row, Table, Text
from admin.report.numbers import is_known, write_count
from admin.report.side_by_side import make_with_whole
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from admin.feedback.own import OwnForm
    from admin.report.model import Section, Stamp
    from admin.shown.model import ShownGroup, ShownGroups, ShownSummary

PARTS = {
    "On time": (
        "reviews_in_time",
        "reviews_in_time_first",
        "reviews_in_time_second",
        "reviews_in_time_subsequent",
    ),
    "Talking first": (
        *("contacted_before", "declined_contact", "contact_not_appropriate", "contact_not_offered"),
        *("contact_not_recorded", "spoken_alone", "declined_but_took_part"),
    ),
    "Taking part": (
        "participation",
        "attendance",
        "views_sent",
        "advocate",
        "not_reached",
        "co_chaired",
        "wishes_met",
    ),
    "What is recorded": ("code_coverage", "miscoded", "views_evidenced", "parents_attended_or_consulted"),
}
FEWEST = 3
"""IROs with reviews: of two, the service less one's own is the other's."""
ALONE = "The service's figures are not beside them: with so few IROs they would give somebody else's."
FOR_SUPERVISION = (
    "This sheet is for one IRO and their manager, to talk about. It is no measure of a person: children, "
    "teams and caseloads differ, and few reviews move a percentage far."
)
YEARS_ONLY = (
    "What was said about the meetings is shown of council years that are over, and not of other periods: "
    "sums of days that overlap would say what one person said."
)
NOTHING_SHOWN = "Too few sent a form about these meetings to show what they said."
SOME_HIDDEN = "Questions of which a table would point at people are left out."


def write_iro_sheet(
    shown: ShownSummary, iro_ref: str, stamp: Stamp, feedback: Sequence[OwnForm] | None = None
) -> Report | None:
    """Write it; None where that IRO held no review. `feedback` is None where it may not be shown."""
    parted = next((one for one in shown.groups if one.dimension is Dimension.IRO), None)
    own = next((group for group in parted.groups if group.key == iro_ref), None) if parted else None
    if parted is None or own is None:
        return None
    has_beside = _count_iros(parted) >= FEWEST
    sections = (
        _write_held(own, has_beside=has_beside),
        *_list_parts(own, shown, has_beside=has_beside),
        _write_feedback(feedback),
    )
    kept = tuple(section for section in sections if section is not None)
    return Report(f"Sheet for {own.label}", shown.council, kept, stamp, shown.period.name)


def _count_iros(parted: ShownGroups) -> int:
    return sum(bool(group.key) for group in parted.groups)


def _write_held(own: ShownGroup, *, has_beside: bool) -> Section | None:
    held = next((one.share.count for one in own.measures if one.name == "reviews_held"), Mark.NONE)
    said = f"{write_count(held)} reviews were held." if is_known(held) else ""
    caveat = say(FOR_SUPERVISION, "" if has_beside else ALONE, manner=Manner.CAVEAT)
    return make_section("own_reviews", "What this is", (say(said, manner=Manner.LEAD), caveat))


def _list_parts(own: ShownGroup, shown: ShownSummary, *, has_beside: bool) -> Iterator[Section | None]:
    """Yield a section a part: one's own shares, with the service's beside them where that may be."""
    for place, (title, names) in enumerate(PARTS.items(), 1):
        measures = tuple(one for name in names for one in own.measures if one.name == name)
        whole = shown.measures if has_beside else ()
        table = make_with_whole(f"own_{place}", title, measures, whole, ("Own share", "The service"))
        yield make_section(f"own_part_{place}", title, (table,))


def _write_feedback(feedback: Sequence[OwnForm] | None) -> Section | None:
    """Write what was said about the meetings, as far as it may be shown."""
    title = "What was said about the meetings"
    if feedback is None:
        return make_section("own_feedback", title, (Text(YEARS_ONLY, Manner.NOTE),))
    tables = tuple(_list_feedback(feedback))
    is_hidden = any(form.is_hidden for form in feedback)
    note = say(SOME_HIDDEN, manner=Manner.NOTE) if is_hidden and tables else None
    return make_section("own_feedback", title, (*(tables or (Text(NOTHING_SHOWN),)), note))


def _list_feedback(feedback: Sequence[OwnForm]) -> Iterator[Table]:
    for form_place, form in enumerate(feedback, 1):
        for place, item in enumerate(form.items, 1):
            rows = [
                Row((cell.label, cell.count, Mark.NONE if cell.percent is None else cell.percent))
                for cell in item.cells
            ]
            rows.append(Row(("Answered", item.answered, None), is_total=True))
            columns = (Column("Answer", Holds.WORDS), Column("People"), Column("Share", Holds.PERCENT))
            notes = ("People could choose more than one.",) if item.several else ()
            key = f"own_feedback_{form_place}_{place}"
            yield Table(key, f"{form.title}: {item.label}", columns, tuple(rows), notes)
