from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

HEAD = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
CODES = text("SELECT review_ref, participation_code FROM review ORDER BY review_ref")
MUST_SHOW = (
    "\ufeff"
    + HEAD
    + "001,01/05/2010,01/10/2026,pn1\n"  # good, in small letters
    + ",,,\n"
    + "002,02/05/2010,31/02/2026,pn6\n"  # 166
    + "003,01/06/2023,01/10/2026,PN1\n"  # 441: three years old
    + "   ,  ,,\n"
    + "004,01/01/2012,02/10/2026,PN0\n"  # 440
    + "005,01/01/2012,03/10/2026,PN9\n"  # 167, kept uncoded
    + "006,01/01/2012,,pn2\n"  # 167, no date to keep it by
    + "007,01/01/2012,,\n"  # nothing to store, no fault
    + "008,05/10/2022,05/10/2026,pn 0\n"  # the fourth birthday itself
)


def counts(stdout: str) -> dict[str, int]:
    """The counts that an import prints."""
    return {name: int(count) for name, _, count in (line.rpartition(": ") for line in stdout.splitlines())}


def test_ssda903_with_every_rule(desk: Desk) -> None:
    result = desk.run("import", "ssda903", desk.write("r.csv", MUST_SHOW))
    assert (result.exit_code, counts(result.stdout)) == (
        0,
        {
            "rows": 10,
            "blank rows": 2,
            "nothing to store": 1,
            "refused": 2,
            "kept": 5,
            "added": 5,
            "updated": 0,
            "unchanged": 0,
            "166": 1,
            "167": 2,
            "440": 1,
            "441": 1,
        },
    )


def test_ssda903_names_file_row_column_and_rule_but_no_child(desk: Desk) -> None:
    result = desk.run("import", "ssda903", desk.write("r.csv", MUST_SHOW))
    starts = [" ".join(line.split()[:6]) for line in result.stderr.splitlines()]
    assert starts == [
        "r.csv, row 4, column review: 166:",
        "r.csv, row 5, column review_code: 441:",
        "r.csv, row 7, column review_code: 440:",
        "r.csv, row 8, column review_code: 167:",
        "r.csv, row 9, column review_code: 167:",
    ]
    assert "166: Date of review is invalid or blank. Found '31/02/2026'." in result.stderr


def test_ssda903_stores_codes_as_recorded(desk: Desk) -> None:
    desk.run("import", "ssda903", desk.write("r.csv", MUST_SHOW))
    assert [tuple(row.values()) for row in desk.read(CODES)] == [
        ("903:001:2026-10-01", "PN1"),
        ("903:003:2026-10-01", "PN1"),
        ("903:004:2026-10-02", "PN0"),
        ("903:005:2026-10-03", ""),
        ("903:008:2026-10-05", "PN0"),
    ]


def test_ssda903_twice_changes_nothing(desk: Desk) -> None:
    path = desk.write("r.csv", MUST_SHOW)
    desk.run("import", "ssda903", path)
    before = desk.read(CODES)
    again = counts(desk.run("import", "ssda903", path).stdout)
    assert (again["added"], again["updated"], again["unchanged"], desk.read(CODES)) == (0, 0, 5, before)


def test_ssda903_corrected_file_updates(desk: Desk) -> None:
    desk.run("import", "ssda903", desk.write("r.csv", MUST_SHOW))
    corrected = MUST_SHOW.replace("PN9", "PN4")
    again = counts(desk.run("import", "ssda903", desk.write("r.csv", corrected)).stdout)
    assert (again["updated"], again["unchanged"]) == (1, 4)


def test_ssda903_all_or_nothing(desk: Desk) -> None:
    result = desk.run("import", "ssda903", desk.write("r.csv", MUST_SHOW), "--all-or-nothing")
    assert (result.exit_code, "could be kept: 5" in result.stdout, desk.read(CODES)) == (1, True, [])
    assert result.stderr.endswith("r.csv: 2 rows are refused, so nothing was stored.\n")


def test_ssda903_all_or_nothing_of_a_good_file(desk: Desk) -> None:
    rows = "".join(f"{number:03},01/05/2010,01/10/2026,PN1\n" for number in range(250))
    result = desk.run("import", "ssda903", desk.write("r.csv", HEAD + rows), "--all-or-nothing")
    assert (result.exit_code, counts(result.stdout)["added"], len(desk.read(CODES))) == (0, 250, 250)


def test_ssda903_dry_run(desk: Desk) -> None:
    result = desk.run("import", "ssda903", desk.write("r.csv", MUST_SHOW), "--dry-run")
    assert (result.exit_code, desk.read(CODES)) == (0, [])
    assert result.stdout.endswith("This was a dry run: nothing was stored.\n")


def test_ssda903_with_every_row_refused(desk: Desk) -> None:
    path = desk.write("r.csv", HEAD + "1,01/01/2012,soon,PN1\n,01/01/2012,01/10/2026,PN1\n\n")
    result = desk.run("import", "ssda903", path)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "r.csv, row 2, column review: 166: Date of review is invalid or blank. Found 'soon'.",
        "r.csv, row 3, column child: found nothing; expected a reference",
        "Error: r.csv: every row with something in it was refused.",
    ]


def test_ssda903_warnings_of_several_rows(desk: Desk) -> None:
    rows = "1,01/01/2012,01/10/2026,PN1\n1,02/01/2012,01/10/2026,PN7\n2,01/01/2012,21/11/2026,PN1\n"
    result = desk.run("import", "ssda903", desk.write("r.csv", HEAD + rows))
    found = counts(result.stdout)
    assert (found["duplicate"], found["two dates of birth"], found["future date"], found["kept"]) == (
        1,
        1,
        1,
        2,
    )
    births = desk.read(text("SELECT date_of_birth FROM child WHERE child_ref = '1'"))
    assert (births, desk.read(CODES)[0]["participation_code"]) == ([{"date_of_birth": "2012-01-01"}], "PN1")


def test_ssda903_meets_reviews_by_child_and_held_date(desk: Desk) -> None:
    """Two reviews of one child on one day are two: the first row means the first, the second the second."""
    ours = "child_ref,review_ref,due_on,held_on\n07,A,,2026-10-01\n07,B,,2026-10-01\n07,C,,2026-10-02\n"
    desk.run("import", "reviews", desk.write("ours.csv", ours))
    rows = "07,,01/10/2026,PN1\n07,,01/10/2026,PN4\n07,,01/10/2026,PN7\n7,,02/10/2026,PN6\n"
    result = desk.run("import", "ssda903", desk.write("r.csv", HEAD + rows))
    assert [tuple(row.values()) for row in desk.read(CODES)] == [
        ("903:7:2026-10-02", "PN6"),
        ("A", "PN1"),
        ("B", "PN4"),
        ("C", ""),
    ]
    found = counts(result.stdout)
    assert (found["rows"], found["kept"], found["left out"]) == (4, 3, 1)


def test_reviews_take_over_what_only_the_return_knew(desk: Desk) -> None:
    """The same meeting is counted once, keeps its code and its invitations."""
    desk.run("import", "ssda903", desk.write("r.csv", HEAD + "07,01/01/2010,01/11/2026,PN3\n"))
    desk.run("invite", "--review", "903:07:2026-11-01", "--audience", "carer")
    ours = desk.write(
        "ours.csv", "child_ref,review_ref,due_on,held_on,participation_code\n07,A,,2026-11-01,\n"
    )
    first, second = (counts(desk.run("import", "reviews", ours).stdout) for _ in range(2))
    assert (first["added"], second["unchanged"]) == (1, 1)
    assert [tuple(row.values()) for row in desk.read(CODES)] == [("A", "PN3")]
    assert desk.read(text("SELECT review_ref FROM invitation")) == [{"review_ref": "A"}]
    again = counts(desk.run("import", "ssda903", str(desk.folder / "r.csv")).stdout)
    assert again["unchanged"] == 1


def test_reviews_take_over_once_the_held_date_is_known(desk: Desk) -> None:
    head = "child_ref,review_ref,due_on,held_on\n"
    desk.run("import", "reviews", desk.write("due.csv", head + "07,A,2026-11-02,\n"))
    desk.run("import", "ssda903", desk.write("r.csv", HEAD + "07,01/01/2010,01/11/2026,PN3\n"))
    desk.run("import", "reviews", desk.write("held.csv", head + "07,A,2026-11-02,2026-11-01\n"))
    assert [tuple(row.values()) for row in desk.read(CODES)] == [("A", "PN3")]


def test_day_of_today_is_not_in_the_future(desk: Desk) -> None:
    path = desk.write("r.csv", HEAD + f"1,,{date(2026, 11, 20):%d/%m/%Y},PN1\n")
    assert "future date" not in counts(desk.run("import", "ssda903", path).stdout)
