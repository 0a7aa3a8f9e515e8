from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from admin.cells_out import guard_cell
from admin.invitation_rules import ROUTES, Ask, Asking, MeetingRow, NotAsked, Route, choose_asks
from admin.invitations import find_invitation_id
from forms.codes import normalise_code
from forms.definition import Audience
from forms.keys import Keys
from forms.library import Library
from forms.settings import load_settings

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TEEN = date(2010, 1, 1)
FORMS = frozenset(route.form_key for route in ROUTES)
ASKING = Asking(TODAY, FORMS, (range(4, 8), range(8, 12), range(12, 18)), 28, 91)
NAMED = replace(ASKING, is_named=True)
HEAD = "child_ref,date_of_birth,review_ref,due_on,held_on,meeting_kind\n"
ROWS = (
    "1,2010-01-01,SOON,2026-12-20,,\n"
    "2,2010-01-01,LATER,2026-12-21,,\n"
    "3,2024-01-01,YOUNG,2026-12-01,,\n"
    "4,,AGELESS,2026-12-01,,\n"
    "5,2010-01-01,HELD,2026-11-19,2026-11-18,\n"
    "6,2010-01-01,LONG AGO,2026-01-19,2026-01-18,\n"
    "7,2010-01-01,CONFERENCE,2026-12-01,,icpc\n"
    "8,2010-01-01,MISSED,2026-11-19,,\n"
    "9,2010-01-01,FORGOTTEN,2025-11-18,,\n"
    "10,2010-01-01,BETWEEN,2026-08-20,2026-08-20,\n"
)


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("admin.commands.invite.read_now", lambda: NOW)
    monkeypatch.setattr("admin.commands.qr.read_now", lambda: NOW)
    monkeypatch.setattr("admin.commands.opening.list_forms", lambda _: FORMS)
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


def born(years: int) -> date:
    """Somebody who is so many years old today, and was one less yesterday."""
    return TODAY.replace(year=TODAY.year - years)


def list_forms(meeting: MeetingRow, audience: Audience, asking: Asking = ASKING) -> list[str]:
    choices = choose_asks(meeting, audience, asking)
    return [choice.form_key if isinstance(choice, Ask) else choice.name for choice in choices]


WEEK_AGO = TODAY - timedelta(days=7)
QUARTER_AGO = TODAY - timedelta(days=91)


@pytest.mark.parametrize(
    ("meeting", "audience", "expected"),
    [
        (meet(meeting_kind="secure"), Audience.CHILD, "NO_FORM_FOR_MEETING"),
        (meet(meeting_kind="other", held_on=TODAY), Audience.PROFESSIONAL, "NO_FORM_FOR_MEETING"),
        (meet(stood_down=True), Audience.CHILD, "STOOD_DOWN"),
        (meet(stood_down=True, held_on=TODAY), Audience.CARER, "STOOD_DOWN"),
        (meet(meeting_kind="icpc"), Audience.CHILD, "NOT_HELD"),
        (meet(meeting_kind="icpc", held_on=TODAY), Audience.CARER, "NO_FORM"),
        (meet(), Audience.PROFESSIONAL, "NOT_HELD"),
        (meet(held_on=TODAY + timedelta(days=1)), Audience.PROFESSIONAL, "NOT_HELD"),
        (meet(), Audience.PARENT, "NO_SAFE_PARENT"),
        (meet(held_on=TODAY), Audience.PARENT, "NO_SAFE_PARENT"),
        (meet(meeting_kind="rcpc", held_on=TODAY), Audience.PARENT, "NO_SAFE_PARENT"),
        (meet(date_of_birth=None), Audience.CHILD, "NO_BIRTH_DATE"),
        (meet(date_of_birth=TODAY), Audience.CHILD, "TOO_YOUNG"),
        (meet(date_of_birth=born(4) + timedelta(days=1)), Audience.CHILD, "TOO_YOUNG"),
        (meet(date_of_birth=born(18)), Audience.CHILD, "NO_FORM_FOR_AGE"),
        (meet(meeting_kind="pathway", date_of_birth=born(26)), Audience.CHILD, "NO_FORM_FOR_AGE"),
        (meet(due_on=TODAY - timedelta(days=367)), Audience.CHILD, "LONG_OVERDUE"),
        (meet(held_on=TODAY - timedelta(days=29)), Audience.CARER, "ALREADY_HELD"),
    ],
)
def test_who_is_not_asked(meeting: MeetingRow, audience: Audience, expected: str) -> None:
    assert list_forms(meeting, audience) == [expected]


@pytest.mark.parametrize(
    ("meeting", "audience", "expected"),
    [
        (meet(date_of_birth=born(4)), Audience.CHILD, ["have_your_say_4_7"]),
        (meet(date_of_birth=born(8) + timedelta(days=1)), Audience.CHILD, ["have_your_say_4_7"]),
        (meet(date_of_birth=born(8)), Audience.CHILD, ["have_your_say_8_11"]),
        (meet(date_of_birth=born(12)), Audience.CHILD, ["have_your_say_12_17"]),
        (meet(date_of_birth=born(18) + timedelta(days=1)), Audience.CHILD, ["have_your_say_12_17"]),
        (meet(meeting_kind="pathway", date_of_birth=born(16)), Audience.CHILD, ["have_your_say_leaver"]),
        (meet(meeting_kind="pathway", date_of_birth=born(25)), Audience.CHILD, ["have_your_say_leaver"]),
        (meet(), Audience.CARER, ["carer_before"]),
        (meet(date_of_birth=None), Audience.CARER, ["carer_before"]),
        (meet(date_of_birth=born(3)), Audience.CARER, ["carer_before", "how_i_show_you"]),
        (meet(held_on=WEEK_AGO, date_of_birth=born(5)), Audience.CHILD, ["feedback_child_4_7"]),
        (meet(held_on=WEEK_AGO, date_of_birth=born(9)), Audience.CHILD, ["feedback_child"]),
        (meet(held_on=WEEK_AGO), Audience.CHILD, ["feedback_child"]),
        (meet(held_on=WEEK_AGO), Audience.CARER, ["feedback_carer"]),
        (meet(held_on=WEEK_AGO), Audience.PROFESSIONAL, ["feedback_professional"]),
        (meet(held_on=QUARTER_AGO), Audience.CHILD, ["check_in"]),
        (meet(held_on=QUARTER_AGO + timedelta(days=1)), Audience.CHILD, ["ALREADY_HELD"]),
        (meet(held_on=QUARTER_AGO - timedelta(days=28)), Audience.CHILD, ["check_in"]),
        (meet(held_on=QUARTER_AGO - timedelta(days=29)), Audience.CHILD, ["ALREADY_HELD"]),
        (meet(held_on=WEEK_AGO, meeting_kind="icpc"), Audience.CHILD, ["feedback_conference"]),
        (meet(held_on=WEEK_AGO, meeting_kind="rcpc"), Audience.PROFESSIONAL, ["feedback_conference"]),
    ],
)
def test_which_form_somebody_is_asked(meeting: MeetingRow, audience: Audience, expected: list[str]) -> None:
    assert list_forms(meeting, audience) == expected


def test_form_that_is_not_there_yet_asks_nobody() -> None:
    asking = replace(ASKING, forms=FORMS - {"have_your_say_12_17"})
    assert choose_asks(meet(), Audience.CHILD, asking) == (NotAsked.NO_FORM,)


def test_bands_are_the_councils_own() -> None:
    asking = replace(ASKING, bands=(range(5, 9), range(9, 14), range(14, 18)))
    assert list_forms(meet(date_of_birth=born(4)), Audience.CHILD, asking) == ["TOO_YOUNG"]
    assert list_forms(meet(date_of_birth=born(13)), Audience.CHILD, asking) == ["have_your_say_8_11"]


@pytest.mark.parametrize("form_key", ["parent_before", "feedback_parent", "feedback_conference"])
def test_each_safe_parent_is_asked_alone_and_nobody_else(form_key: str) -> None:
    meeting = meet(
        meeting_kind="icpc" if form_key == "feedback_conference" else "cla_review",
        held_on=None if form_key == "parent_before" else TODAY,
        parents_safe_to_invite=" P-1  P-2 P-1 ",
    )
    closes_on = date(2026, 12, 18)
    assert choose_asks(meeting, Audience.PARENT, ASKING) == (
        Ask("R", form_key, Audience.PARENT, 1, closes_on, "P-1"),
        Ask("R", form_key, Audience.PARENT, 1, closes_on, "P-2"),
    )


def test_age_counts_at_the_meeting_which_is_today_at_the_earliest() -> None:
    twelve_tomorrow = born(12) + timedelta(days=1)
    overdue = meet(due_on=TODAY - timedelta(days=30), date_of_birth=born(12))
    assert list_forms(meet(date_of_birth=twelve_tomorrow), Audience.CHILD) == ["have_your_say_8_11"]
    later = meet(due_on=TODAY + timedelta(days=1), date_of_birth=twelve_tomorrow)
    assert list_forms(later, Audience.CHILD) == ["have_your_say_12_17"]
    assert list_forms(overdue, Audience.CHILD) == ["have_your_say_12_17"]


def test_meeting_that_is_named_is_not_too_long_ago() -> None:
    assert list_forms(meet(held_on=date(2020, 1, 1)), Audience.CARER, NAMED) == ["feedback_carer"]
    assert list_forms(meet(due_on=date(2020, 1, 1)), Audience.CARER, NAMED) == ["carer_before"]
    assert list_forms(meet(held_on=QUARTER_AGO), Audience.CHILD, NAMED) == ["feedback_child", "check_in"]


def test_professionals_share_one_code_for_four_weeks() -> None:
    (ask,) = choose_asks(meet(held_on=date(2026, 11, 18)), Audience.PROFESSIONAL, ASKING)
    assert ask == Ask("R", "feedback_professional", Audience.PROFESSIONAL, 12, date(2026, 12, 18))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.form_key}-{route.audience}")
def test_route_fits_its_form(route: Route) -> None:
    library = Library.shipped()
    if route.form_key not in library.keys():  # noqa: SIM118 - a library is no dictionary
        pytest.skip(f"{route.form_key} is not shipped yet")
    form = library.current(route.form_key)
    assert (form.timing, form.audience) == (
        route.timing,
        Audience.EVERYONE if route.form_key == "feedback_conference" else route.audience,
    )


def test_invite_due_within(office: Desk) -> None:
    result = office.run("invite", "--due-within", "30")
    rows = read_codes(result.stdout)
    assert [(row["review_ref"], row["audience"], row["form"]) for row in rows] == [
        ("BETWEEN", "child", "check_in"),
        ("HELD", "child", "feedback_child"),
        ("HELD", "carer", "feedback_carer"),
        ("HELD", "professional", "feedback_professional"),
        ("MISSED", "child", "have_your_say_12_17"),
        ("MISSED", "carer", "carer_before"),
        ("AGELESS", "carer", "carer_before"),
        ("YOUNG", "carer", "carer_before"),
        ("YOUNG", "carer", "how_i_show_you"),
        ("SOON", "child", "have_your_say_12_17"),
        ("SOON", "carer", "carer_before"),
    ]
    assert result.stderr.splitlines() == [
        f"FORGOTTEN, nobody is asked: {NotAsked.LONG_OVERDUE.value}.",
        "HELD, parent: no parent is marked as safe to invite.",
        "MISSED, parent: no parent is marked as safe to invite.",
        "AGELESS, child: no date of birth is known, so no form can be chosen.",
        "AGELESS, parent: no parent is marked as safe to invite.",
        "CONFERENCE, nobody is asked: feedback is asked only once the review is recorded as held.",
        "YOUNG, child: a child this young has no form of their own.",
        "YOUNG, parent: no parent is marked as safe to invite.",
        "SOON, parent: no parent is marked as safe to invite.",
        "1 not invited: it was due over a year ago and is not recorded as held: put its row right.",
        "5 not invited: no parent is marked as safe to invite.",
        "1 not invited: no date of birth is known, so no form can be chosen.",
        "1 not invited: feedback is asked only once the review is recorded as held.",
        "1 not invited: a child this young has no form of their own.",
    ]


def mark_safe(office: Desk, review_ref: str, parents: str) -> None:
    office.change(
        text("UPDATE review SET parents_safe_to_invite = :p WHERE review_ref = :r"), p=parents, r=review_ref
    )


def test_meeting_that_was_stood_down_is_named_until_its_day(office: Desk) -> None:
    office.change(
        text("UPDATE review SET stood_down = :yes WHERE review_ref IN ('SOON', 'MISSED')"), yes=True
    )
    result = office.run("invite", "--due-within", "30")
    assert "SOON, nobody is asked: the meeting is stood down." in result.stderr
    assert "MISSED" not in result.stderr + result.stdout


def test_review_that_gets_its_real_reference_later_invites_nobody_twice(office: Desk) -> None:
    office.run(
        "import",
        "ssda903",
        office.write("903.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n20,01/01/2010,18/11/2026,PN1\n"),
    )
    made = read_codes(office.run("invite", "--review", "903:20:2026-11-18").stdout)
    office.run(
        "import", "reviews", office.write("own.csv", f"{HEAD}20,2010-01-01,OWN,2026-11-18,2026-11-18,\n")
    )
    again = office.run("invite", "--review", "OWN")
    assert len(made) == 3
    assert read_codes(again.stdout) == []
    assert "3 not invited: already invited.\n" in again.stderr
    assert office.run("qr", "--review", "OWN", "--audience", "carer", "--out", "c.svg").exit_code == 0


def test_each_safe_parent_has_an_invitation_of_their_own(office: Desk) -> None:
    mark_safe(office, "SOON", "MUM =DAD")
    rows = read_codes(office.run("invite", "--review", "SOON", "--audience", "parent").stdout)
    assert [(row["person"], row["form"]) for row in rows] == [
        ("MUM", "parent_before"),
        ("'=DAD", "parent_before"),
    ]
    assert len({row["code"] for row in rows}) == 2
    held = office.read(text("SELECT person, takes FROM invitation ORDER BY person"))
    assert held == [{"person": "=DAD", "takes": 1}, {"person": "MUM", "takes": 1}]


def test_code_for_a_child_in_a_conference_never_goes_home(office: Desk) -> None:
    office.change(text("UPDATE review SET held_on = '2026-11-19' WHERE review_ref = 'CONFERENCE'"))
    rows = read_codes(office.run("invite", "--review", "CONFERENCE").stdout)
    assert [(row["audience"], row["hand_over"]) for row in rows] == [
        ("child", "by worker, school or advocate only, never to the home"),
        ("professional", "to the professionals who were there: one code for all of them"),
    ]


def test_invitation_id_stays_what_it_was_and_names_a_parent(keys: Keys) -> None:
    alone = Ask("R", "feedback_carer", Audience.CARER, 1, TODAY)
    assert find_invitation_id(keys, alone.form_key, "R", *alone.whom) == keys.mac(
        "invitation", "feedback_carer", "R"
    )
    asks = [
        Ask("R", form_key, audience, 1, TODAY, person)
        for form_key in ("feedback_parent", "feedback_conference")
        for audience, person in ((Audience.PARENT, "A"), (Audience.PARENT, "B"), (Audience.CHILD, ""))
    ]
    assert len({find_invitation_id(keys, ask.form_key, "R", *ask.whom) for ask in asks}) == 6


def test_invite_keeps_only_a_hash_of_the_code(office: Desk) -> None:
    (row,) = read_codes(office.run("invite", "--review", "SOON", "--audience", "child").stdout)
    code = normalise_code(row["code"])
    assert code is not None
    assert row["link"] == f"http://127.0.0.1:8080/s/{code}"
    hashed = Keys.load(load_settings().key_file).hash_code(code)
    assert office.read(text("SELECT code_hash, made_for FROM invitationcode")) == [
        {"code_hash": hashed, "made_for": "list"}
    ]


def test_invite_is_open_to_the_end_of_its_last_day_in_london(office: Desk) -> None:
    office.run("invite", "--review", "SOON", "--audience", "child")
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
        "child",
        "carer",
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
