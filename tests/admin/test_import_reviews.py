from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from admin.imports.cells import BadCell, read_references
from admin.imports.dates import read_date

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
        "01/04/2026 24:00",
        "31/02/2026 00:00",
        "2026-02-31T00:00:00Z",
    ],
)
def test_mistyped_date_is_shown_again(desk: Desk, shown: str) -> None:
    path = desk.write("r.csv", HEAD + FULL.replace("2026-10-01", shown))
    assert f"due_on: found '{shown}';" in desk.run("import", "reviews", path).stderr


@pytest.mark.parametrize("year", ["1899", "2101", "9999"])
def test_year_that_nobody_lives_in_is_refused(desk: Desk, year: str) -> None:
    path = desk.write("r.csv", HEAD + FULL.replace("01/02/2010", f"01/02/{year}"))
    assert "date_of_birth: found '01/02/" in desk.run("import", "reviews", path).stderr


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-10-01 00:00:00", date(2026, 10, 1)),
        ("2026-10-01T09:30", date(2026, 10, 1)),
        ("2026-10-01 23:59:59.9970000", date(2026, 10, 1)),
        ("01/10/2026 09:30", date(2026, 10, 1)),
        ("1/10/2026 9:30:00", date(2026, 10, 1)),
        ("01/10/2026 12:00:00 AM", date(2026, 10, 1)),
        ("01/10/2026 11:30 pm", date(2026, 10, 1)),
        ("2026-06-30T23:00:00Z", date(2026, 7, 1)),  # midnight in London, in summer
        ("2026-12-31T23:00:00.000Z", date(2026, 12, 31)),
        ("2026-07-01T00:30:00+02:00", date(2026, 6, 30)),
        ("2026-07-01 00:00:00 +0100", date(2026, 7, 1)),
    ],
)
def test_date_with_a_time_of_day_is_a_date(cell: str, day: date) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "2026-10-01 24:00",
        "2026-10-01 9",
        "2026-10-01 moved",
        "2026-10-01 00:00 extra",
        "2026-10-01 10:60",
        "2026-10-01T00:00+99:00",
        "9999-12-31T23:30:00-01:00",
        "0001-01-01T00:00:00+01:00",
        "01/10/2026 13:70 pm",
        "2026-10-0100:00",
    ],
)
def test_what_is_no_time_of_day_makes_no_date(cell: str) -> None:
    assert isinstance(read_date(cell), BadCell)


OPTIONAL_HEAD = (
    "child_ref,review_ref,due_on,held_on,stood_down,reason_no_views,child_reason,parent_invited,"
    "parent_not_invited_reason,parents_safe_to_invite,carer_attended,child_joined,iro_contact_how,"
    "iro_contact_alone\n"
)


def test_every_optional_column_is_stored(desk: Desk) -> None:
    row = (
        "1,A,,2026-10-01,no,We found no way that worked,Too many people,n,"
        "Court order,P1; P2,y,Room,In person,1\n"
    )
    result = desk.run("import", "reviews", desk.write("r.csv", OPTIONAL_HEAD + row))
    stored = desk.read(text("SELECT * FROM review"))[0]
    names = OPTIONAL_HEAD.strip().split(",")[4:]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [stored[name] for name in names] == [
        0,
        "no_way_that_worked",
        "too_many",
        0,
        "court_order",
        "P1 P2",
        1,
        "room",
        "in_person",
        1,
    ]


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("P1", "P1"),
        ("P1;P2", "P1 P2"),
        ('"P1, P2"', "P1 P2"),
        ("P1  P2", "P1 P2"),
        ("0012; P1; 0012", "0012 P1"),
        (";", ""),
        ("", ""),
    ],
)
def test_parents_found_safe_are_parted_by_single_spaces(desk: Desk, cell: str, stored: str) -> None:
    head = "child_ref,review_ref,due_on,held_on,parents_safe_to_invite\n"
    desk.run("import", "reviews", desk.write("r.csv", head + f"1,A,,,{cell}\n"))
    assert desk.read(text("SELECT parents_safe_to_invite FROM review")) == [
        {"parents_safe_to_invite": stored}
    ]


@pytest.mark.parametrize("cell", ["yes", "No", "y", "P1 yes", "true"])
def test_yes_is_no_reference_of_a_parent(cell: str) -> None:
    assert isinstance(read_references(cell), BadCell)


def test_parent_is_safe_only_while_the_file_says_so(desk: Desk) -> None:
    head = "child_ref,review_ref,due_on,held_on,parents_safe_to_invite\n"
    desk.run("import", "reviews", desk.write("r.csv", head + "1,A,,,P1\n"))
    desk.run("import", "reviews", desk.write("r.csv", head + "1,A,,,\n"))
    assert desk.read(text("SELECT parents_safe_to_invite FROM review")) == [{"parents_safe_to_invite": ""}]


def test_reason_in_other_words_is_kept_as_other_and_never_shown(desk: Desk) -> None:
    head = "child_ref,review_ref,due_on,held_on,child_reason,reason_no_views,parent_not_invited_reason\n"
    result = desk.run("import", "reviews", desk.write("r.csv", head + "1,A,,,scared,hospital,jail\n"))
    columns = "child_reason, reason_no_views, parent_not_invited_reason"
    assert desk.read(text(f"SELECT {columns} FROM review")) == [
        {"child_reason": "other", "reason_no_views": "other", "parent_not_invited_reason": "other"}
    ]
    assert "kept as other: 3" in result.stdout
    assert [word for word in ("scared", "hospital", "jail") if word in result.stderr] == []


def test_stood_down_review_is_kept_and_not_held(desk: Desk) -> None:
    head = "child_ref,review_ref,due_on,held_on,stood_down\n"
    path = desk.write("r.csv", head + "1,A,2026-10-01,2026-10-02,yes\n")
    first, second = (desk.run("import", "reviews", path) for _ in range(2))
    assert desk.read(text("SELECT held_on, due_on, stood_down FROM review")) == [
        {"held_on": None, "due_on": "2026-10-01", "stood_down": 1}
    ]
    assert ("stood down, yet held: 1" in first.stdout, "unchanged: 1" in second.stdout) == (True, True)
    assert "column held_on: 02/10/2026 is given, yet the review was stood down" in first.stderr


def test_planned_day_of_a_stood_down_review_is_its_due_date_where_there_is_no_other(desk: Desk) -> None:
    head = "child_ref,review_ref,due_on,held_on,stood_down\n"
    desk.run("import", "reviews", desk.write("r.csv", head + "1,A,,2026-10-02,yes\n"))
    assert desk.read(text("SELECT due_on, held_on FROM review")) == [
        {"due_on": "2026-10-02", "held_on": None}
    ]


def test_stood_down_stands_against_a_file_that_does_not_say_it(desk: Desk) -> None:
    head = "child_ref,review_ref,due_on,held_on"
    desk.run("import", "reviews", desk.write("r.csv", f"{head},stood_down\n1,A,2026-10-01,,y\n"))
    plain = desk.run("import", "reviews", desk.write("s.csv", f"{head}\n1,A,2026-10-01,2026-10-02\n"))
    assert "held date left out, since the review was stood down: 1" in plain.stdout
    assert desk.read(text("SELECT held_on FROM review")) == [{"held_on": None}]
    desk.run("import", "reviews", desk.write("t.csv", f"{head},stood_down\n1,A,2026-10-01,2026-10-02,n\n"))
    assert desk.read(text("SELECT held_on FROM review")) == [{"held_on": "2026-10-02"}]


def test_stood_down_review_takes_over_nothing_of_the_return(desk: Desk) -> None:
    """The return knows a meeting that was held: it is another one."""
    returned = "CHILD,DOB,REVIEW,REVIEW_CODE\n1,,01/10/2026,PN1\n"
    desk.run("import", "ssda903", desk.write("903.csv", returned))
    ours = "child_ref,review_ref,due_on,held_on,stood_down\n1,A,,2026-10-01,yes\n"
    desk.run("import", "reviews", desk.write("r.csv", ours))
    assert len(desk.read(text("SELECT review_ref FROM review"))) == 2


def test_review_with_its_own_code_takes_the_place_of_the_returns(desk: Desk) -> None:
    returned = "CHILD,DOB,REVIEW,REVIEW_CODE\n1,,01/10/2026,PN1\n"
    desk.run("import", "ssda903", desk.write("903.csv", returned))
    ours = "child_ref,review_ref,due_on,held_on,participation_code\n1,A,,2026-10-01,PN4\n"
    desk.run("import", "reviews", desk.write("r.csv", ours))
    assert desk.read(text("SELECT review_ref, participation_code FROM review")) == [
        {"review_ref": "A", "participation_code": "PN4"}
    ]


TONGUES = "child_ref,review_ref,due_on,held_on,language,parent_language\n"


def read_children(desk: Desk) -> list[tuple[str, str | None, str | None]]:
    rows = desk.read(text("SELECT child_ref, language, parent_language FROM child ORDER BY child_ref"))
    return [(row["child_ref"], row["language"], row["parent_language"]) for row in rows]


def test_language_of_child_and_parents_is_kept_and_a_blank_leaves_it(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", f"{TONGUES}C1,R1,,,AR,Tigrinya\nC2,R2,,,,\n"))
    assert read_children(desk) == [("C1", "ar", "ti"), ("C2", None, None)]
    desk.run("import", "reviews", desk.write("r.csv", f"{TONGUES}C1,R1,,,,fa\nC2,R2,,,vie,\n"))
    assert read_children(desk) == [("C1", "ar", "fa"), ("C2", "vi", None)]
    desk.run("import", "reviews", desk.write("r.csv", "child_ref,review_ref,due_on,held_on\nC1,R1,,\n"))
    assert read_children(desk)[0] == ("C1", "ar", "fa")


def test_language_that_is_not_known_is_a_finding_and_the_row_is_kept(desk: Desk) -> None:
    given = f"{TONGUES}C1,R1,,,klingonish,Ann Other\n"
    result = desk.run("import", "reviews", desk.write("r.csv", given))
    assert (result.exit_code, read_children(desk)) == (0, [("C1", None, None)])
    assert "r.csv, row 2, column language: found 'klingonish', which names no language" in result.stderr
    assert "column parent_language: found something else (length 9)" in result.stderr
    assert "Ann" not in result.stderr
    assert "language not known: 2" in result.stdout


def test_two_languages_of_one_child_in_a_file_are_warned_of_and_the_first_stands(desk: Desk) -> None:
    file = desk.write("r.csv", f"{TONGUES}C1,R1,,,ar,\nC1,R2,,,fa,\nC1,R3,,,ar,\n")
    result = desk.run("import", "reviews", file)
    assert ("two languages: 1" in result.stdout, read_children(desk)) == (True, [("C1", "ar", None)])
    assert "unchanged: 3" in desk.run("import", "reviews", file).stdout
