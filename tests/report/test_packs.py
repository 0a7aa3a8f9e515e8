"""The monthly pack and an IRO's sheet: as they were read, and what must never stand in them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from admin.feedback.own import OwnForm
from admin.groups import Dimension
from admin.periods import Period
from admin.report.as_markdown import as_markdown
from admin.report.iro_sheet import ALONE, YEARS_ONLY, write_iro_sheet
from admin.report.model import Stamp
from admin.report.monthly import write_monthly_pack
from admin.shown.items import Cell, Item
from admin.shown.model import ShownComparison, ShownGroup, ShownGroups, ShownMeasure, ShownShare, ShownSummary
from tests.report.small_council import SMALL

GOLDEN = Path(__file__).parent
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
A_YEAR_AGO = Period(date(2025, 3, 1), date(2025, 3, 31))


def compare(measure: ShownMeasure) -> ShownMeasure:
    """Put the same figure of the month before, and of a year ago, beside a measure."""
    then = measure.compared[0].share if measure.compared else ShownShare(0)
    points = measure.compared[0].points if measure.compared else None
    return replace(
        measure,
        compared=(
            ShownComparison("before", FEBRUARY, then, points),
            ShownComparison("last_year", A_YEAR_AGO, then, None, "the codes of that year are half missing"),
        ),
    )


def make_iros(*keys: str) -> ShownGroups:
    group = SMALL.groups[0].groups[0]
    held = next(measure for measure in SMALL.measures if measure.name == "reviews_held")
    named = (replace(held, share=ShownShare(100)), *group.measures)
    return ShownGroups(Dimension.IRO, tuple(ShownGroup(key, f"IRO named {key}", named) for key in keys))


TEAMS = replace(SMALL.groups[0], dimension=Dimension.TEAM)
MONTH = replace(
    SMALL,
    period=MARCH,
    measures=tuple(map(compare, SMALL.measures)),
    groups=(TEAMS, make_iros("a", "b", "c")),
)
SAID = OwnForm(
    "Your meeting: how did it go?",
    "child",
    31,
    (Item("Did people listen to you?", 30, (Cell("Yes", 18, 60), Cell("Anything else", 12, 40))),),
    is_hidden=True,
)
FEW = OwnForm("Your feedback, as a carer", "carer", None, is_hidden=True)


def stamp(shown: ShownSummary) -> Stamp:
    return Stamp(shown.period, shown.definition, None, datetime(2026, 4, 1, 9, 0, tzinfo=UTC), "0.1.0")


def write_sheet(shown: ShownSummary, feedback: tuple[OwnForm, ...] | None) -> str:
    report = write_iro_sheet(shown, "b", stamp(shown), feedback)
    assert report is not None
    return as_markdown(report)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("monthly", as_markdown(write_monthly_pack(MONTH, stamp(MONTH)))),
        ("iro_sheet", write_sheet(replace(MONTH, period=SMALL.period), (SAID, FEW))),
    ],
)
def test_a_pack_is_as_it_was_read(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.md"
    if os.environ.get("REWRITE_REPORTS") == "yes":
        path.write_text(text)
    assert text == path.read_text(), "read it aloud, then run with REWRITE_REPORTS=yes"


def test_a_sheet_names_nobody_else() -> None:
    text = write_sheet(MONTH, (SAID,))
    assert "IRO named b" in text
    assert "IRO named a" not in text
    assert "IRO named c" not in text


def test_a_pack_has_nobodys_figures() -> None:
    assert "IRO named" not in as_markdown(write_monthly_pack(MONTH, stamp(MONTH)))


def test_a_sheet_of_two_has_no_service_beside() -> None:
    """The service less one's own would be the other's."""
    of_two = replace(MONTH, groups=(make_iros("a", "b", ""),))
    report = write_iro_sheet(of_two, "b", stamp(of_two))
    assert report is not None
    assert all(row.cells[-1] is None for table in report.tables for row in table.rows)
    assert ALONE in as_markdown(report)


def test_a_sheet_of_a_month_has_no_feedback() -> None:
    text = write_sheet(MONTH, None)
    assert YEARS_ONLY in text
    assert "Did people listen" not in text


def test_a_sheet_of_too_few_says_so() -> None:
    assert "Too few sent a form" in write_sheet(MONTH, (FEW,))


def test_there_is_no_sheet_without_reviews() -> None:
    assert write_iro_sheet(MONTH, "nobody", stamp(MONTH)) is None
    assert write_iro_sheet(replace(MONTH, groups=()), "b", stamp(MONTH)) is None
