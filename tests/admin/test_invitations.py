from __future__ import annotations

import csv
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from admin.cells_out import guard_cell
from admin.invitation_rules import Ask, MeetingRow, NotAsked, choose_ask
from forms.codes import normalise_code
from forms.definition import Audience
from forms.keys import Keys
from forms.settings import load_settings

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TEEN = date(2010, 1, 1)
HEAD = "child_ref,date_of_birth,review_ref,due_on,held_on,meeting_kind\n"
ROWS = (
    "1,2010-01-01,SOON,2026-12-20,,\n"
    "2,2010-01-01,LATER,2026-12-21,,\n"
    "3,2019-01-01,YOUNG,2026-12-01,,\n"
    "4,,AGELESS,2026-12-01,,\n"
    "5,2010-01-01,HELD,2026-11-19,2026-11-18,\n"
    "6,2010-01-01,LONG AGO,2026-01-19,2026-01-18,\n"
    "7,2010-01-01,CONFERENCE,2026-12-01,,icpc\n"
    "8,2010-01-01,MISSED,2026-11-19,,\n"
)


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("admin.commands.invite.read_now", lambda: NOW)
    monkeypatch.setattr("admin.commands.qr.read_now", lambda: NOW)
    desk.run("import", "reviews", desk.write("r.csv", HEAD + ROWS))
    return desk


def read_codes(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(printed)))


def meet(**values: Any) -> MeetingRow:
    base = {
        "review_ref": "R",
        "meeting_kind": "cla_review",
        "due_on": TODAY,
        "held_on": None,
        "date_of_birth": TEEN,
    }
    return MeetingRow(**{**base, **values})


@pytest.mark.parametrize(
    ("meeting", "audience", "expected"),
    [
        (meet(meeting_kind="icpc"), Audience.CHILD, NotAsked.NO_FORM_FOR_MEETING),
        (meet(held_on=TODAY), Audience.CHILD, NotAsked.ALREADY_HELD),
        (meet(), Audience.CARER, NotAsked.NOT_HELD),
        (meet(held_on=TODAY + timedelta(days=1)), Audience.CARER, NotAsked.NOT_HELD),
        (meet(), Audience.PARENT, NotAsked.NO_FORM),
        (meet(date_of_birth=None), Audience.CHILD, NotAsked.NO_BIRTH_DATE),
        (meet(date_of_birth=date(2014, 11, 21)), Audience.CHILD, NotAsked.NO_FORM_FOR_AGE),
        (meet(date_of_birth=date(2008, 11, 20)), Audience.CHILD, NotAsked.NO_FORM_FOR_AGE),
    ],
)
def test_who_is_not_asked(meeting: MeetingRow, audience: Audience, expected: NotAsked) -> None:
    assert choose_ask(meeting, audience, TODAY) == expected


@pytest.mark.parametrize("born", [date(2014, 11, 20), date(2008, 11, 21)])
def test_child_of_12_to_17_on_the_due_date_is_asked(born: date) -> None:
    ask = choose_ask(meet(date_of_birth=born), Audience.CHILD, TODAY)
    assert ask == Ask("R", "have_your_say_12_17", Audience.CHILD, 1, date(2026, 12, 18))


def test_professionals_share_one_code_for_four_weeks() -> None:
    ask = choose_ask(meet(held_on=date(2026, 11, 18)), Audience.PROFESSIONAL, TODAY)
    assert ask == Ask("R", "feedback_professional", Audience.PROFESSIONAL, 12, date(2026, 12, 18))


def test_invite_due_within(office: Desk) -> None:
    result = office.run("invite", "--due-within", "30")
    rows = read_codes(result.stdout)
    assert [(row["review_ref"], row["audience"]) for row in rows] == [
        ("HELD", "carer"),
        ("HELD", "professional"),
        ("SOON", "child"),
    ]
    assert result.stderr.splitlines() == [
        "1 not invited: no date of birth is known, so no form can be chosen.",
        "1 not invited: no form fits this kind of meeting yet.",
        "1 not invited: no form is there yet for a child of this age.",
    ]


def test_invite_keeps_only_a_hash_of_the_code(office: Desk) -> None:
    (row,) = read_codes(office.run("invite", "--review", "SOON").stdout)
    code = normalise_code(row["code"])
    assert code is not None
    assert row["link"] == f"http://127.0.0.1:8080/s/{code}"
    hashed = Keys.load(load_settings().key_file).hash_code(code)
    assert office.read(text("SELECT code_hash, made_for FROM invitationcode")) == [
        {"code_hash": hashed, "made_for": "list"}
    ]


def test_invite_is_open_to_the_end_of_its_last_day_in_london(office: Desk) -> None:
    office.run("invite", "--review", "SOON")
    (row,) = office.read(text("SELECT expires_at, takes, audience, form_key FROM invitation"))
    assert (row["expires_at"][:16], row["takes"], row["audience"], row["form_key"]) == (
        "2027-01-18 00:00",
        1,
        "child",
        "have_your_say_12_17",
    )


def test_nobody_is_invited_twice(office: Desk) -> None:
    office.run("invite", "--review", "SOON")
    result = office.run("invite", "--review", "SOON", "--audience", "child")
    assert (result.exit_code, read_codes(result.stdout), result.stderr) == (
        0,
        [],
        "1 not invited: already invited.\n",
    )


def test_invite_by_name_after_the_due_date_has_passed(office: Desk) -> None:
    assert [row["audience"] for row in read_codes(office.run("invite", "--review", "MISSED").stdout)] == [
        "child"
    ]


def test_invite_to_no_such_review(office: Desk) -> None:
    result = office.run("invite", "--review", "NOWHERE")
    assert (result.exit_code, result.stderr) == (1, "Error: There is no review with this review_ref.\n")


@pytest.mark.parametrize("words", [(), ("--due-within", "3", "--review", "SOON"), ("--due-within", "-1")])
def test_invite_used_wrongly(office: Desk, words: tuple[str, ...]) -> None:
    assert office.run("invite", *words).exit_code == 2


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@x", "  =1", "\uff1d1", "\t=1", "\r1"])
def test_cell_that_a_spreadsheet_would_run(cell: str) -> None:
    assert guard_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["R1", "", "a=b", "903:1:2026-01-01"])
def test_cell_that_is_only_text(cell: str) -> None:
    assert guard_cell(cell) == cell


def test_invite_onto_a_full_disk_makes_no_more_codes_than_it_could_print(office: Desk) -> None:
    office.run(
        "import", "reviews", office.write("r.csv", HEAD + "9,2010-01-01,PAST,2020-01-02,2020-01-02,\n")
    )
    command = f"{Path(sys.executable).with_name('haveyoursay')} invite --review PAST >/dev/full"
    done = subprocess.run(command, shell=True, cwd=office.folder, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"Error: Not written to the end: No space left on device.\n")
    assert len(office.read(text("SELECT id FROM invitation"))) <= 1
