"""`forms import` and `forms export`, and inviting to a council's own form."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from admin.__main__ import haveyoursay
from forms.library import Library, load_form
from forms.records import CouncilForm, FormVersion, Invitation

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROWS = (
    "child_ref,date_of_birth,review_ref,due_on,held_on,parents_safe_to_invite\n"
    "1,2010-01-01,TEEN,2026-12-01,,\n"
    "2,2025-01-01,BABY,2026-12-01,,\n"
    "3,,AGELESS,2026-12-01,,\n"
    "4,2010-01-01,HELD,2026-11-19,2026-11-18,P1 P2\n"
)


def write_form(
    label: str = "Was it fair?", key: str = "ours", audience: str = "child", timing: str = "before"
) -> str:
    return (
        f"| survey | type | name | label |\n|---|---|---|---|\n| | text | fair | {label} |\n\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        f"| | {key} | Ours | {audience} | {timing} |\n"
    )


def bring(desk: Desk, text: str, *words: str) -> tuple[int, str, str]:
    result = desk.run("forms", "import", desk.write("own.md", text), *words)
    return result.exit_code, result.stdout, result.stderr


def list_own(desk: Desk) -> list[str]:
    return [line for line in desk.run("forms", "list").stdout.splitlines() if line.endswith("\tyour own")]


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("admin.commands.invite.read_now", lambda: NOW)
    desk.run("import", "reviews", desk.write("r.csv", ROWS))
    return desk


def invite(desk: Desk, *words: str) -> tuple[list[list[str]], str]:
    result = desk.run("invite", *words)
    assert result.exit_code == 0, result.stderr
    rows = csv.DictReader(StringIO(result.stdout))
    return [[row["review_ref"], row["audience"], row["person"], row["form"]] for row in rows], result.stderr


def test_own_form_is_listed_and_said_to_be_asked_without_a_restart(desk: Desk) -> None:
    code, said, _ = bring(desk, write_form())
    version = load_form(desk.folder / "own.md").version
    assert (code, f"ours: taken into use, version {version}." in said, "need not be restarted" in said) == (
        0,
        True,
        True,
    )
    assert list_own(desk) == ["ours\tchild\tbefore the review\tOurs\tyour own"]


def test_same_file_again_changes_nothing(desk: Desk) -> None:
    bring(desk, write_form())
    before = desk.read(CouncilForm.__table__.select())  # type: ignore[attr-defined]
    code, said, _ = bring(desk, write_form())
    assert (code, "nothing changed" in said, "restarted" in said) == (0, True, False)
    assert desk.read(CouncilForm.__table__.select()) == before  # type: ignore[attr-defined]


def test_workbook_with_faults_is_refused_whole_naming_sheet_row_and_column(desk: Desk) -> None:
    desk.run("forms", "import", desk.write("own.md", write_form()))
    desk.run("forms", "export", "ours", "--out", "own.xlsx")
    book = openpyxl.load_workbook(desk.folder / "own.xlsx")
    book["survey"].append(["tekst", "more", "Say more."])
    book["settings"]["C2"] = "childs"
    book["survey"]["C2"] = "=1+1"
    book.save(desk.folder / "own.xlsx")
    result = desk.run("forms", "import", "own.xlsx")
    assert (result.exit_code, result.stdout) == (1, "")
    places = [line.partition(": ")[0] for line in result.stderr.splitlines()]
    assert places == [
        "own.xlsx, survey, row 2, column label",
        "own.xlsx, survey, row 2, column label",
        "own.xlsx, survey, row 3, column type",
        "own.xlsx, settings, row 2, column audience",
    ]
    assert len(desk.read(FormVersion.__table__.select())) == 1  # type: ignore[attr-defined]


def test_shipped_form_is_not_replaced_unless_that_is_said(desk: Desk) -> None:
    own = write_form(key="feedback_carer", audience="carer", timing="after")
    code, said, why = bring(desk, own)
    assert (code, said, "--replace" in why, list_own(desk)) == (1, "", True, [])
    assert bring(desk, own, "--replace")[0] == 0
    assert [line.split("\t")[0] for line in list_own(desk)] == ["feedback_carer"]
    shipped = desk.run("forms", "export", "feedback_carer", "--shipped").stdout
    code, said, _ = bring(desk, shipped)
    assert (code, "comes with this program is asked again" in said, list_own(desk)) == (0, True, [])


def test_form_for_another_audience_cannot_take_a_key(desk: Desk) -> None:
    code, said, why = bring(desk, write_form(key="feedback_carer"), "--replace")
    assert (code, said, len(why.splitlines())) == (1, "", 2)
    assert 'column audience: found "child"' in why
    assert 'column timing: found "before"' in why


@pytest.mark.parametrize("suffix", ["md", "xlsx", "XLSX"])
@pytest.mark.parametrize("key", Library.shipped().keys())
def test_export_and_import_give_the_same_version(desk: Desk, key: str, suffix: str) -> None:
    desk.run("forms", "export", key, "--out", f"out.{suffix}")
    assert load_form(desk.folder / f"out.{suffix}").version == Library.shipped().current(key).version
    result = desk.run("forms", "import", f"out.{suffix}")
    assert (result.exit_code, "nothing changed" in result.stdout) == (0, True)


def test_export_on_stdout_is_the_file_as_it_was_written(desk: Desk) -> None:
    text = f"# Our own words about it\n\n{write_form()}"
    bring(desk, text)
    assert desk.run("forms", "export", "ours").stdout == text


def test_export_of_a_workbook_is_easy_to_work_in(desk: Desk) -> None:
    desk.run("forms", "export", "feedback_carer", "--out", "out.xlsx")
    book = openpyxl.load_workbook(BytesIO((desk.folder / "out.xlsx").read_bytes()))
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert {(page.freeze_panes, page["A1"].font.bold) for page in book} == {("A2", True)}


def test_export_of_no_form_says_which_there_are(desk: Desk) -> None:
    result = desk.run("forms", "export", "nothing")
    assert (result.exit_code, result.stdout, "feedback_carer" in result.stderr) == (1, "", True)


def test_own_form_is_rehearsed_by_its_key(desk: Desk) -> None:
    bring(desk, write_form())
    result = CliRunner().invoke(haveyoursay, ["rehearse", "ours"], input="/skip\n/send\n")
    assert (result.exit_code, "Was it fair?" in result.stdout) == (0, True)


def test_everybody_of_its_audience_is_invited_to_an_own_form_in_its_time(office: Desk) -> None:
    bring(office, write_form())
    invited, left_out = invite(office, "--due-within", "30", "--form", "ours")
    assert invited == [["TEEN", "child", "", "ours"]]
    assert [line.partition(",")[0] for line in left_out.splitlines()][:3] == ["HELD", "AGELESS", "BABY"]
    assert invite(office, "--due-within", "30", "--form", "ours")[0] == []


def test_each_safe_parent_is_invited_to_an_own_form(office: Desk) -> None:
    bring(office, write_form(audience="parent", timing="after"))
    invited, _ = invite(office, "--review", "HELD", "--form", "ours")
    assert [row[2] for row in invited] == ["P1", "P2"]
    assert invite(office, "--review", "TEEN", "--form", "ours")[0] == []


def test_own_form_for_everyone_has_an_invitation_for_each_audience(office: Desk) -> None:
    bring(office, write_form(audience="everyone", timing="after"))
    for audience in ("carer", "professional"):
        assert len(invite(office, "--review", "HELD", "--form", "ours", "--audience", audience)[0]) == 1
    rows = office.read(Invitation.__table__.select())  # type: ignore[attr-defined]
    assert sorted((row["audience"], row["takes"]) for row in rows) == [("carer", 1), ("professional", 12)]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--form", "nothing"), "There is no form nothing"),
        (("--form", "feedback_carer"), "is asked by itself"),
        (("--form", "ours", "--audience", "carer"), "for another audience"),
    ],
)
def test_form_that_cannot_be_invited_to_is_wrong_usage(
    office: Desk, words: tuple[str, ...], why: str
) -> None:
    bring(office, write_form())
    result = office.run("invite", "--review", "TEEN", *words)
    assert (result.exit_code, result.stdout.count("\n") <= 1, why in result.stderr) == (2, True, True)
    assert office.read(Invitation.__table__.select()) == []  # type: ignore[attr-defined]
