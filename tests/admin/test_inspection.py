"""The inspection pack, from outside: its numbers are those of the figures, its references all there are."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from admin.console.meetings.addresses import find_address
from admin.inspection.links import find_row_address
from admin.measures.kinds import Unit
from admin.measures.measures import MEASURES
from admin.signed.files import read_report_file
from tests.admin.test_check_report import CODES, DAYS, check, office

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

__all__ = ["office"]


def make(desk: Desk, shape: str) -> bytes:
    out = desk.folder / f"pack.{shape}"
    result = desk.run("inspection-pack", *DAYS, "--format", shape, "--out", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    return out.read_bytes()


@pytest.mark.parametrize("shape", ["docx", "html"])
def test_every_measure_stands_with_as_many_rows_as_count(office: Desk, shape: str) -> None:
    file = read_report_file(make(office, shape))
    tables = {table.caption: table for table in file.tables}

    evidence = {row[0]: row[1:] for row in tables["Each measure with the rows behind it"].rows}
    assert len(evidence) == len(MEASURES)
    percent = evidence["Participation"][2].replace("\N{NO-BREAK SPACE}", " ")
    assert (*evidence["Participation"][:2], percent) == ("42", "45", "93.3 %")
    assert evidence["Participation"][3:6] == ("50", "45", "42")
    findings = {row[0]: row[2] for row in tables["Findings on table REVIEWS"].rows}
    assert findings["167"] == str(CODES.count(""))
    assert {"166", "440", "441"} <= findings.keys()
    settings = dict(tables["As this council has set it"].rows)
    assert settings["SAY_KEEP_DAYS"] == "90"
    assert check(office, office.folder / f"pack.{shape}").exit_code == 0


@pytest.mark.parametrize(
    ("name", "named", "said"),
    [
        ("pack.pdf", (), "--out must end in one of .docx, .xlsx, .html, .md, .csv."),
        ("pack.docx.old", ("--format", "docx"), "--out must end in one of .docx, .xlsx, .html, .md, .csv."),
        ("pack.md", ("--format", "csv"), "--format csv goes into a file that ends in .csv, not in .md."),
    ],
)
def test_a_file_that_would_not_be_what_its_name_says_is_refused(
    office: Desk, name: str, named: tuple[str, ...], said: str
) -> None:
    out = office.folder / name
    result = office.run("inspection-pack", *DAYS, *named, "--out", str(out))
    assert (result.exit_code, said in result.stderr, out.exists()) == (2, True, False)


def test_the_ending_says_the_format_and_none_is_word(office: Desk) -> None:
    for name, beginning in (("pack.MD", b"# Inspection pack"), ("pack", b"PK")):
        out = office.folder / name
        assert office.run("inspection-pack", *DAYS, "--out", str(out)).exit_code == 0
        assert out.read_bytes().startswith(beginning)


def test_the_record_is_said_to_be_whole_and_that_it_is_broken(office: Desk) -> None:
    from sqlalchemy import text  # noqa: PLC0415 - this test alone

    make(office, "md")
    assert b"The record of who did what is whole" in make(office, "md")
    office.change(text("UPDATE auditentry SET role = 'manager' WHERE action = 'inspection.export'"))
    assert b"is broken in" in make(office, "md")


def test_references_are_as_many_as_the_figures_say(office: Desk) -> None:
    lines = list(csv.DictReader(io.StringIO(make(office, "csv").decode("utf-8-sig"))))

    behind = [line for line in lines if line["measure"] == "participation"]
    assert len(behind) == len(CODES)
    assert sum(line["counts"] == "yes" for line in behind) == 42
    assert sum(line["in_base"] == "yes" for line in behind) == 45
    assert behind[0]["page"] == "http://127.0.0.1:8080/console/meetings/R-0"
    assert {line["measure"] for line in lines} <= {measure.name for measure in MEASURES}
    listed = office.run("audit", "--action", "inspection.export").stdout
    assert "csv 2025-04-01 2026-03-31" in listed


@pytest.mark.parametrize("ref", ["R-1", "a/b c", "903:C-1:2025-09-01"])
def test_a_row_leads_where_the_console_has_its_page(ref: str) -> None:
    assert find_row_address(Unit.REVIEW, ref) == find_address(ref)
    assert find_row_address(Unit.VISIT, ref) == ""
    assert find_row_address(Unit.ACTION, f"message/{ref}") == ""
