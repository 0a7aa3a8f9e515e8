from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

HEAD = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
ROW = "007,01/05/2010,01/10/2026,PN1\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no headings in its first row"),
        (b"\xef\xbb\xbf", "has no headings in its first row"),
        (HEAD.encode(), "has headings and no row under them"),
        ((HEAD + ROW).encode("utf-16"), "save it again as 'CSV UTF-8'"),
        ((HEAD + ROW).encode("utf-16-le"), "save it again as 'CSV UTF-8'"),
        ((HEAD + ROW).encode() + b"Jos\xe9,,,\n", "save it again as 'CSV UTF-8'"),
        (b"CHILD,DOB,REVIEW\n007,,\n", "row 1: expected a column called REVIEW_CODE, found none"),
        (b"CHILD;DOB;REVIEW;REVIEW_CODE\n7;;;\n", "save it with commas"),
        (b"CHILD,DOB,REVIEW,REVIEW_CODE,dob\n", "has column dob twice"),
        ((HEAD + ROW).encode() + b'"007,,,\n', "row 3: the quotation marks do not match"),
    ],
)
def test_file_that_is_refused_as_a_whole(desk: Desk, content: bytes, said: str) -> None:
    path = desk.folder / "r.csv"
    path.write_bytes(content)
    result = desk.run("import", "ssda903", str(path))
    assert (result.exit_code, "r.csv" in result.stderr, said in result.stderr, result.stdout) == (
        1,
        True,
        True,
        "",
    )


def test_missing_file_is_one_sentence(desk: Desk) -> None:
    result = desk.run("import", "ssda903", "nothing.csv")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: nothing.csv cannot be opened: No such file or directory.\n",
    )


def test_columns_in_any_order_and_case_and_unknown_ones(desk: Desk) -> None:
    path = desk.write("r.csv", "review_Code,Review,Worker,Child,dob\npn1,2026-10-01,x,007,\n")
    result = desk.run("import", "ssda903", path)
    assert (result.exit_code, result.stderr, "added: 1" in result.stdout) == (
        0,
        "r.csv: column worker is not known and was left out\n",
        True,
    )


def test_unknown_kind_is_wrong_usage(desk: Desk) -> None:
    assert desk.run("import", "answers", "v.csv").exit_code == 2


def test_short_and_long_rows(desk: Desk) -> None:
    path = desk.write("r.csv", HEAD + "007,01/05/2010,01/10/2026\n008,01/05/2010,01/10/2026,PN1,moved\n")
    result = desk.run("import", "ssda903", path)
    assert (result.exit_code, "167: 1" in result.stdout, "more cells than headings: 1" in result.stdout) == (
        0,
        True,
        True,
    )


def test_byte_that_is_no_utf8_is_named_by_its_line(desk: Desk) -> None:
    path = desk.folder / "r.csv"
    path.write_bytes((HEAD + ROW * 2000).encode() + b"Jos\xe9,,,\n")
    assert "is not UTF-8 text (line 2002)" in desk.run("import", "ssda903", str(path)).stderr


def test_several_missing_columns_are_all_named(desk: Desk) -> None:
    result = desk.run("import", "ssda903", desk.write("r.csv", "CHILD,Worker\n1,2\n"))
    assert "row 1: expected columns called DOB, REVIEW, REVIEW_CODE, found none" in result.stderr


def test_blank_headings_at_the_end_are_no_columns(desk: Desk) -> None:
    """Excel leaves them; what slipped under them shows that a comma stands outside quotation marks."""
    path = desk.write(
        "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE,,\n007,,01/10/2026,PN1,,\n008,,01/10/2026,PN1,x,\n"
    )
    result = desk.run("import", "ssda903", path)
    assert (result.exit_code, "added: 1" in result.stdout) == (0, True)
    assert result.stderr.startswith("r.csv, row 3: found more cells than headings (1)")


def test_column_without_a_heading_is_reported(desk: Desk) -> None:
    path = desk.write("r.csv", "CHILD,,DOB,REVIEW,REVIEW_CODE\n007,x,,01/10/2026,PN1\n")
    result = desk.run("import", "ssda903", path)
    assert (result.exit_code, result.stderr) == (0, "r.csv: column 2 has no heading and was left out\n")
