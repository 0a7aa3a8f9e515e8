from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from admin.imports.ssd import SsdReader
from tests.admin.bring_in import bring_in

if TYPE_CHECKING:
    from pathlib import Path

    from forms.store import Store
    from tests.admin.conftest import Desk

HEAD = (
    "clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,"
    "clar_cla_review_cancelled,clar_cla_review_participation\n"
)
OURS = "child_ref,date_of_birth,review_ref,due_on,held_on\n0012,2010-01-01,R1,2026-10-01,\n"
REVIEWS = text(
    "SELECT review_ref, child_ref, due_on, held_on, stood_down, participation_code, source FROM review"
    " ORDER BY review_ref"
)


def rows_of(desk: Desk) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in desk.read(REVIEWS)]


def test_reviews_known_already_are_updated_and_tell_whose_episode_it_is(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", OURS))
    extract = HEAD + (
        "R2,E1,2026-04-01,2026-04-02,N,PN7\n"
        'R1,E1,2026-10-01,2026-10-02 00:00:00,n,"Attended, spoke for self"\n'
        "R3,E2,2026-10-05,2026-10-06,N,pn6\n"
        "R4,E2,2026-12-05,,,\n"
    )
    result = desk.run("import", "ssd", desk.write("s.csv", extract))
    assert rows_of(desk) == [
        ("R1", "0012", "2026-10-01", "2026-10-02", 0, "PN1", "reviews"),
        ("R2", "0012", "2026-04-01", "2026-04-02", 0, "PN7", "ssd"),
        ("R3", "ssd:E2", "2026-10-05", "2026-10-06", 0, "PN6", "ssd"),
        ("R4", "ssd:E2", "2026-12-05", None, None, "", "ssd"),
    ]
    assert ("child not known: 1" in result.stdout, "kept: 4" in result.stdout) == (True, True)
    assert result.stderr.startswith("s.csv, row 4, column clar_cla_id: whose episode this is, is not known")


def test_extract_again_changes_nothing_and_a_corrected_one_updates(desk: Desk) -> None:
    extract = HEAD + "R1,E1,2026-10-01,2026-10-02,N,PN1\nR2,E1,2026-10-01,,,\n"
    printed = [
        desk.run("import", "ssd", desk.write("s.csv", content)).stdout
        for content in (extract, extract, extract.replace("PN1", "PN4"))
    ]
    assert ["added: 2" in printed[0], "unchanged: 2" in printed[1], "updated: 1" in printed[2]] == [
        True,
        True,
        True,
    ]


def test_reviews_of_an_episode_find_their_child_later(desk: Desk) -> None:
    extract = desk.write("s.csv", HEAD + "R1,E1,2026-10-01,,,\nR2,E1,2026-04-01,2026-04-02,N,PN7\n")
    desk.run("import", "ssd", extract)
    desk.run("import", "reviews", desk.write("r.csv", OURS))
    again = desk.run("import", "ssd", extract)
    assert [row[:2] for row in rows_of(desk)] == [("R1", "0012"), ("R2", "0012")]
    assert ("updated: 1" in again.stdout, again.stderr) == (True, "")


def test_episode_of_two_children_tells_nothing(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", OURS + "13,,R2,2026-10-01,\n"))
    extract = HEAD + "".join(f"R{number},E1,2026-10-01,,,\n" for number in (1, 2, 3))
    desk.run("import", "ssd", desk.write("s.csv", extract))
    assert [row[:2] for row in rows_of(desk)] == [("R1", "0012"), ("R2", "13"), ("R3", "ssd:E1")]


def test_cancelled_review_is_stood_down(desk: Desk) -> None:
    extract = HEAD + "R1,E1,2026-10-01,2026-10-02,Y,\nR2,E1,,2026-10-02,Y,PN1\n"
    result = desk.run("import", "ssd", desk.write("s.csv", extract))
    assert [row[2:5] for row in rows_of(desk)] == [("2026-10-01", None, 1), ("2026-10-02", None, 1)]
    assert ("stood down, yet held: 2" in result.stdout, "167" in result.stdout) == (True, False)


@pytest.mark.parametrize(
    ("row", "rule", "stored"),
    [
        ("R1,E1,2026-10-01,31/02/2026,N,PN1", "166", None),
        ("R1,E1,2026-10-01,2026-10-02,N,PN9", "167", ("2026-10-02", "")),
        ("R1,E1,2026-10-01,2026-10-02,N,", "167", ("2026-10-02", "")),
        ("R1,E1,2026-10-01,,N,PN1", "167", (None, "")),
        ("R1,E1,2026-10-01,2026-10-02,N,PN0", "440", ("2026-10-02", "PN0")),
        ("R1,E1,2013-10-01,2013-10-02,N,PN1", "441", ("2013-10-02", "PN1")),
        ("R1,E1,2013-12-31,01/01/2014,N,PN1", None, ("2014-01-01", "PN1")),  # the fourth birthday
        ("R1,E1,2026-12-01,2026-12-02,N,", None, ("2026-12-02", "")),  # planned
        ("R1,E1,2026-12-01,,N,", None, (None, "")),
        ("R1,E1,2026-10-01,2026-10-02,Y,PN0", None, (None, "PN0")),
    ],
)
def test_rules_of_the_return(
    desk: Desk, row: str, rule: str | None, stored: tuple[str | None, str] | None
) -> None:
    """Where the child is known, age is compared too."""
    desk.run("import", "reviews", desk.write("r.csv", OURS))
    result = desk.run("import", "ssd", desk.write("s.csv", f"{HEAD}{row}\n"))
    found = [line for line in result.stdout.splitlines() if line[:3] in {"166", "167", "440", "441"}]
    assert found == ([f"{rule}: 1"] if rule else [])
    _, _, _, held_on, _, code, _ = rows_of(desk)[0]
    assert (result.exit_code, (held_on, code)) == ((0, stored) if stored else (1, (None, "")))


def test_age_is_not_judged_where_nobody_knows_the_child(desk: Desk) -> None:
    result = desk.run("import", "ssd", desk.write("s.csv", HEAD + "R1,E1,2026-10-01,2026-10-02,N,PN0\n"))
    assert ("440" in result.stdout, rows_of(desk)[0][5]) == (False, "PN0")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",E1,2026-10-01,,N,", "clar_cla_review_id: found nothing; expected a reference"),
        ("R9,,2026-10-01,,N,", "clar_cla_id: found nothing; expected a reference"),
        ("R9,E1,soon,,N,", "clar_cla_review_due_date: found 'soon'; expected a date"),
        ("R9,E1,2026-10-01,,maybe,", "clar_cla_review_cancelled: found 'maybe'; expected yes, no or blank"),
        ("R8,E2,2026-10-01,,N,", "clar_cla_review_id: found the review of row 2 again"),
    ],
)
def test_row_that_is_no_review_is_refused(desk: Desk, row: str, said: str) -> None:
    result = desk.run("import", "ssd", desk.write("s.csv", f"{HEAD}R8,E1,2026-10-01,,N,\n{row}\n"))
    assert (result.exit_code, f"s.csv, row 3, column {said}" in result.stderr) == (0, True)
    assert [row[0] for row in rows_of(desk)] == ["R8"]


def test_reference_of_the_return_gives_way_to_the_extracts(desk: Desk) -> None:
    """The same meeting, known by the return with its child's reference, is counted once."""
    desk.run("import", "reviews", desk.write("r.csv", OURS))
    returned = "CHILD,DOB,REVIEW,REVIEW_CODE\n0012,01/01/2010,02/10/2026,PN3\n"
    desk.run("import", "ssda903", desk.write("903.csv", returned))
    desk.run("import", "ssd", desk.write("s.csv", HEAD + "R1,E1,2026-10-01,2026-10-02,N,\n"))
    assert [(row[0], row[5]) for row in rows_of(desk)] == [("R1", "PN3")]


def test_extract_as_the_field_writes_it(desk: Desk) -> None:
    content = (
        "\ufeffCLAR_CLA_REVIEW_PARTICIPATION,clar_cla_id,Clar CLA review id,clar_cla_review_cancelled,"
        "clar_cla_review_date,clar_cla_review_due_date,clar_cla_review_created\n"
        "pn 5,007,0001,No,02/10/2026 14:00,2026-10-01T00:00:00,x\n"
    )
    result = desk.run("import", "ssd", desk.write("s.csv", content))
    assert rows_of(desk) == [("0001", "ssd:007", "2026-10-01", "2026-10-02", 0, "PN5", "ssd")]
    assert result.stderr.splitlines()[0] == (
        "s.csv: column clar_cla_review_created is not known and was left out"
    )


def test_extract_as_utf16_is_refused_with_advice(desk: Desk) -> None:
    path = desk.folder / "s.csv"
    path.write_bytes((HEAD + "R1,E1,,,,\n").encode("utf-16"))
    result = desk.run("import", "ssd", str(path))
    assert (result.exit_code, "save it again as 'CSV UTF-8'" in result.stderr) == (1, True)


@pytest.mark.parametrize(("options", "code"), [(["--dry-run"], 0), (["--all-or-nothing"], 1)])
def test_extract_of_which_nothing_is_stored(desk: Desk, options: list[str], code: int) -> None:
    path = desk.write("s.csv", HEAD + "R1,E1,2026-10-01,,N,\nR2,E1,soon,,N,\n")
    assert (desk.run("import", "ssd", path, *options).exit_code, rows_of(desk)) == (code, [])


async def test_extract_on_both_databases(store: Store, folder: Path) -> None:
    path = folder / "s.csv"
    rows = "".join(f"R{number},E{number % 40},2026-10-01,2026-10-02,N,PN1\n" for number in range(250))
    stored = []
    for content in (rows, rows, rows.replace("PN1", "PN2")):
        path.write_text(HEAD + content, encoding="utf-8")
        stored.append(dict((await bring_in(store, path, SsdReader(date(2026, 11, 20)))).stored))
    assert stored == [{"added": 250}, {"unchanged": 250}, {"updated": 250}]
