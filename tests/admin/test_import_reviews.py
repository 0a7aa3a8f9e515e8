from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

HEAD = (
    "child_ref,date_of_birth,iro_ref,iro_name,team,review_ref,review_type,due_on,held_on,mode,meeting_kind,"
    "participation_code,reason_not_attending,co_chaired,parent_attended,parent_consulted,advocate,iro_contact,"
    "iro_contact_on\n"
)
FULL = (
    "0012,01/02/2010,I1,Sam Example,North,R1,First,2026-10-01,02/10/2026,In person,cla_review,"
    "Child attends and conveys his or her view symbolically (non-verbally) (Attendance symbols),"
    "Did not wish,y,NO,1,false,done,2026-09-20\n"
)
BLANK = "0013,,,,,R2,,,,,,,,,,,,,\n"


def test_every_column_of_a_review_is_stored(desk: Desk) -> None:
    result = desk.run("import", "reviews", desk.write("r.csv", HEAD + FULL + BLANK))
    rows = desk.read(text("SELECT * FROM review ORDER BY review_ref"))
    assert result.exit_code == 0
    said = {name: value for name, value in rows[0].items() if value not in (None, "")}
    assert said == {
        "review_ref": "R1",
        "child_ref": "0012",
        "iro_ref": "I1",
        "team": "North",
        "meeting_kind": "cla_review",
        "review_type": "first",
        "due_on": "2026-10-01",
        "held_on": "2026-10-02",
        "mode": "in_person",
        "participation_code": "PN3",
        "reason_not_attending": "did_not_wish",
        "co_chaired": 1,
        "parent_attended": 0,
        "parent_consulted": 1,
        "advocate": 0,
        "iro_contact": "done",
        "iro_contact_on": "2026-09-20",
        "source": "reviews",
    }
    unsaid = {name for name, value in rows[1].items() if value in (None, "")}
    assert set(rows[1]) - unsaid == {"review_ref", "child_ref", "meeting_kind", "source"}
    assert desk.read(text("SELECT * FROM iro")) == [{"iro_ref": "I1", "name": "Sam Example"}]


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("02/10/2026", "32/10/2026", "held_on: found '32/10/2026'; expected a date as 2026-01-31"),
        ("2026-10-01", "01/10/0026", "due_on: found '01/10/0026'; expected a date"),
        ("In person", "teams", "mode: found 'teams'; expected in_person, virtual, hybrid, or blank"),
        (",y,NO", ",maybe,NO", "co_chaired: found 'maybe'; expected yes, no or blank"),
        ("Did not wish", "Mum was ill", "reason_not_attending: found something else (length 11);"),
        ("R1", "", "review_ref: found nothing; expected a reference"),
        ("0012", "", "child_ref: found nothing; expected a reference"),
        ("0012", "Ann\x07Other", "child_ref: found a reference; expected at most 200 printable"),
    ],
)
def test_bad_cell_refuses_its_row_and_no_other(desk: Desk, good: str, bad: str, said: str) -> None:
    result = desk.run("import", "reviews", desk.write("r.csv", HEAD + BLANK + FULL.replace(good, bad)))
    assert (result.exit_code, f"r.csv, row 3, column {said}" in result.stderr) == (0, True)
    assert "bad cell: 1" in result.stdout
    assert desk.read(text("SELECT review_ref FROM review")) == [{"review_ref": "R2"}]


def test_same_review_again_in_a_file_is_refused(desk: Desk) -> None:
    result = desk.run("import", "reviews", desk.write("r.csv", HEAD + FULL + FULL.replace("y,NO", "n,NO")))
    assert (result.exit_code, "same review_ref again: 1" in result.stdout) == (0, True)
    assert desk.read(text("SELECT co_chaired FROM review")) == [{"co_chaired": 1}]


def test_importing_twice_then_corrected(desk: Desk) -> None:
    outcomes = []
    for content in (FULL, FULL, FULL.replace(",y,NO", ",,NO"), FULL.replace("Sam", "Alex")):
        printed = desk.run("import", "reviews", desk.write("r.csv", HEAD + content)).stdout.splitlines()
        outcomes.append([line for line in printed if line in {"added: 1", "updated: 1", "unchanged: 1"}])
    assert outcomes == [["added: 1"], ["unchanged: 1"], ["updated: 1"], ["updated: 1"]]


def test_absent_column_and_blank_code_leave_what_stands(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", HEAD + FULL))
    short = "child_ref,review_ref,due_on,held_on,participation_code\n0012,R1,2026-10-01,2026-10-02,\n"
    assert "unchanged: 1" in desk.run("import", "reviews", desk.write("s.csv", short)).stdout
    assert desk.read(text("SELECT participation_code, mode FROM review")) == [
        {"participation_code": "PN3", "mode": "in_person"}
    ]


def test_progress_is_silent_where_there_is_no_terminal(desk: Desk) -> None:
    assert desk.run("import", "reviews", desk.write("r.csv", HEAD + FULL)).stderr == ""


def test_reference_that_slipped_into_another_column_is_never_shown(desk: Desk) -> None:
    head = "child_ref,date_of_birth,review_ref,due_on,held_on,participation_code,mode\n"
    refs = ("C10023", "0010023", "a1234", "12/3456", "PN-10023", "00123-7")
    rows = "".join(f"1,{ref},R{number},{ref},{ref},{ref},{ref}\n" for number, ref in enumerate(refs))
    result = desk.run("import", "reviews", desk.write("r.csv", head + rows))
    assert (result.exit_code, "bad cell: 30" in result.stdout) == (1, True)
    assert [ref for ref in refs if ref in result.stderr] == []


@pytest.mark.parametrize(
    "shown",
    [
        "31/02/2026",
        "2026-4-1",
        "1/4/26",
        "01.04.2026",
        "1-Apr-2026",
        "01/04/2026 00:00",
        "2026-04-01T00:00:00Z",
    ],
)
def test_mistyped_date_is_shown_again(desk: Desk, shown: str) -> None:
    path = desk.write("r.csv", HEAD + FULL.replace("2026-10-01", shown))
    assert f"due_on: found '{shown}';" in desk.run("import", "reviews", path).stderr


@pytest.mark.parametrize("year", ["1899", "2101", "9999"])
def test_year_that_nobody_lives_in_is_refused(desk: Desk, year: str) -> None:
    path = desk.write("r.csv", HEAD + FULL.replace("01/02/2010", f"01/02/{year}"))
    assert "date_of_birth: found '01/02/" in desk.run("import", "reviews", path).stderr
