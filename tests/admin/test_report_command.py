"""The pack of a month and the sheet of one IRO, from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

REVIEWS = """child_ref,date_of_birth,iro_ref,team,review_ref,review_type,due_on,held_on,participation_code
007,01/05/2010,IRO-1,North,R-1,first,02/10/2026,01/10/2026,PN1
008,01/05/2011,IRO-1,North,R-2,first,01/10/2026,05/10/2026,PN7
009,01/05/2012,IRO-2,South,R-3,first,06/10/2026,06/10/2026,
010,01/05/2012,IRO-3,South,R-4,first,06/10/2026,06/10/2026,PN6
"""
WRITTEN = text("SELECT action, about FROM auditentry WHERE action LIKE 'report.%'")
OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture
def council(desk: Desk) -> Desk:
    desk.run("import", "reviews", desk.write("r.csv", REVIEWS))
    return desk


def test_a_months_pack_says_what_is_late_and_what_is_missing(council: Desk) -> None:
    done = council.run("report", "monthly", "--month", "15/10/2026")
    assert done.exit_code == 0
    assert "3 of 4 reviews (75.0 %) were held on or before the due date" in done.output
    assert "3 of 4 reviews held (75.0 %) have a valid participation code" in done.output
    assert "| North | 2 |" in done.output
    assert "IRO-1" not in done.output


def test_a_sheet_has_ones_own_figures_with_the_services_beside(council: Desk) -> None:
    done = council.run("report", "iro", "IRO-1", *OCTOBER)
    assert done.exit_code == 0
    lines = [line for line in done.output.splitlines() if line.startswith("| Participation")]
    assert [line.split("|")[2:-1] for line in lines] == [[" 1 ", " 2 ", " 50.0 % ", " 66.7 % "]]
    assert "IRO-2" not in done.output
    assert "IRO-3" not in done.output


def test_that_a_sheet_was_written_is_on_record(council: Desk) -> None:
    council.run("report", "iro", "IRO-1", *OCTOBER)
    council.run("report", "monthly", "--month", "2026-10-01")
    assert council.read(WRITTEN) == [{"action": "report.iro_sheet", "about": "IRO-1 2026-10-01 2026-10-31"}]


def test_there_is_no_sheet_of_somebody_without_reviews(council: Desk) -> None:
    done = council.run("report", "iro", "IRO-9", *OCTOBER)
    assert done.exit_code == 1
    assert "IRO-9 held no review" in done.output
    assert council.read(WRITTEN) == []


def test_days_the_wrong_way_round_are_wrong_usage(council: Desk) -> None:
    done = council.run("report", "iro", "IRO-1", "--from", "2026-10-31", "--to", "2026-10-01")
    assert done.exit_code == 2


@pytest.mark.parametrize(("shape", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!")])
def test_a_pack_goes_out_in_every_format(council: Desk, shape: str, begins: bytes) -> None:
    out = council.folder / f"pack.{shape}"
    done = council.run("report", "monthly", "--month", "2026-10-01", "--format", shape, "--out", str(out))
    assert done.exit_code == 0
    assert out.read_bytes().lstrip().startswith(begins)
