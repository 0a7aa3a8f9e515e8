from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from admin.imports.visits import VisitReader
from tests.admin.bring_in import bring_in

if TYPE_CHECKING:
    from pathlib import Path

    from forms.store import Store
    from tests.admin.conftest import Desk

HEAD = "child_ref,iro_ref,visited_on,mode,outcome,views_recorded\n"
ROWS = (
    "007,I1,2026-10-01,in_person,done,yes\n"
    "007,I1,2026-10-01,phone,done,no\n"  # another one, like the first
    "007,I1,01/10/2026 00:00,,Failed,\n"
    "008,,2026-10-02,Video,declined,\n"
)
VISITS = text(
    "SELECT child_ref, iro_ref, visited_on, mode, outcome, views_recorded FROM visit"
    " ORDER BY child_ref, outcome, mode"
)


def test_visits_are_stored(desk: Desk) -> None:
    result = desk.run("import", "visits", desk.write("v.csv", HEAD + ROWS))
    assert (result.exit_code, [tuple(row.values()) for row in desk.read(VISITS)]) == (
        0,
        [
            ("007", "I1", "2026-10-01", "in_person", "done", 1),
            ("007", "I1", "2026-10-01", "phone", "done", 0),
            ("007", "I1", "2026-10-01", "", "failed", None),
            ("008", "", "2026-10-02", "video", "declined", None),
        ],
    )
    assert result.stderr == (
        "v.csv, row 3, column visited_on: this child has such a visit on this day in an earlier row;"
        " both are kept\n"
    )
    assert desk.read(text("SELECT child_ref FROM child ORDER BY child_ref")) == [
        {"child_ref": "007"},
        {"child_ref": "008"},
    ]


def test_visits_again_and_corrected(desk: Desk) -> None:
    printed = [
        desk.run("import", "visits", desk.write("v.csv", HEAD + rows)).stdout
        for rows in (ROWS, ROWS, ROWS.replace("phone,done,no", "phone,done,yes"))
    ]
    assert ["added: 4" in printed[0], "unchanged: 4" in printed[1]] == [True, True]
    assert ("updated: 1" in printed[2], "unchanged: 3" in printed[2], len(desk.read(VISITS))) == (
        True,
        True,
        4,
    )


def test_visit_leaves_what_is_known_of_the_child(desk: Desk) -> None:
    reviews = (
        "child_ref,date_of_birth,iro_ref,iro_name,review_ref,due_on,held_on\n007,2010-01-01,I1,Sam,A,,\n"
    )
    desk.run("import", "reviews", desk.write("r.csv", reviews))
    desk.run("import", "visits", desk.write("v.csv", HEAD + ROWS))
    assert desk.read(text("SELECT date_of_birth FROM child WHERE child_ref = '007'")) == [
        {"date_of_birth": "2010-01-01"}
    ]
    assert desk.read(text("SELECT name FROM iro")) == [{"name": "Sam"}]


def test_column_that_the_file_has_not_is_left(desk: Desk) -> None:
    desk.run("import", "visits", desk.write("v.csv", HEAD + ROWS))
    short = "child_ref,iro_ref,visited_on,outcome\n007,I1,2026-10-01,done\n"
    assert "unchanged: 1" in desk.run("import", "visits", desk.write("s.csv", short)).stdout


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",I1,2026-10-01,,done,", "child_ref: found nothing; expected a reference"),
        ("1,I1,,,done,", "visited_on: found nothing; expected a date"),
        ("1,I1,soon,,done,", "visited_on: found 'soon'; expected a date as 2026-01-31"),
        ("1,I1,2026-10-01,,,", "outcome: found nothing; expected done, failed or declined"),
        ("1,I1,2026-10-01,,moved,", "outcome: found 'moved'; expected done, failed or declined\n"),
        ("1,I1,2026-10-01,letter,done,", "mode: found 'letter'; expected in_person, virtual"),
        ("1,I1,2026-10-01,,done,perhaps", "views_recorded: found 'perhaps'; expected yes, no or blank"),
    ],
)
def test_row_that_is_no_visit_is_refused(desk: Desk, row: str, said: str) -> None:
    result = desk.run("import", "visits", desk.write("v.csv", f"{HEAD}{ROWS}{row}\n"))
    assert (result.exit_code, f"v.csv, row 6, column {said}" in result.stderr) == (0, True)
    assert (len(desk.read(VISITS)), "refused: 1" in result.stdout) == (4, True)


def test_visit_still_to_come_is_kept_and_warned_of(desk: Desk) -> None:
    result = desk.run("import", "visits", desk.write("v.csv", HEAD + "1,I1,2026-12-01,,done,\n"))
    assert ("future date: 1" in result.stdout, len(desk.read(VISITS))) == (True, 1)


@pytest.mark.parametrize(("options", "code"), [(["--dry-run"], 0), (["--all-or-nothing"], 1)])
def test_visits_of_which_none_is_stored(desk: Desk, options: list[str], code: int) -> None:
    path = desk.write("v.csv", HEAD + ROWS + "1,I1,soon,,done,\n")
    assert (desk.run("import", "visits", path, *options).exit_code, desk.read(VISITS)) == (code, [])


def test_visits_in_a_file_as_the_field_writes_it(desk: Desk) -> None:
    """A byte order mark, another order and case of columns, labels with spaces, a column of theirs."""
    content = "\ufeffOutcome,Visited On,WORKER,Mode,Child Ref,IRO-Ref\nDONE,1/10/2026,x,In Person,0007,i1\n"
    result = desk.run("import", "visits", desk.write("v.csv", content))
    assert (result.exit_code, [tuple(row.values()) for row in desk.read(VISITS)]) == (
        0,
        [("0007", "i1", "2026-10-01", "in_person", "done", None)],
    )
    assert result.stderr == "v.csv: column worker is not known and was left out\n"


def test_visits_as_utf16_are_refused_with_advice(desk: Desk) -> None:
    path = desk.folder / "v.csv"
    path.write_bytes((HEAD + ROWS).encode("utf-16"))
    result = desk.run("import", "visits", str(path))
    assert (result.exit_code, "save it again as 'CSV UTF-8'" in result.stderr) == (1, True)


async def test_visits_on_both_databases(store: Store, folder: Path) -> None:
    path = folder / "v.csv"
    rows = "".join(f"C{number % 30},I{number % 3},2026-10-01,phone,done,\n" for number in range(250))
    stored = []
    for corrected in (rows, rows, rows.replace("phone", "video")):
        path.write_text(HEAD + corrected, encoding="utf-8")
        stored.append(dict((await bring_in(store, path, VisitReader(date(2026, 11, 20)))).stored))
    assert stored == [{"added": 250}, {"unchanged": 250}, {"updated": 250}]
