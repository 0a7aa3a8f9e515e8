"""Letters that remind: who is due one gets one, its code works, it says so, and nobody gets it twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from admin.handing_over import NEVER_HOME
from admin.letters.content import LetterTooLongError
from forms.codes import normalise_code
from forms.folder import open_folder
from forms.invited import find_by_code
from forms.problems import Problem
from forms.records import Invitation, InvitationCode, Reminder
from forms.reminders import CONSOLE, Reminded, write_no_reminder
from forms.settings import load_settings
from forms.units import PutUnit
from tests.admin.test_letters import FORMS, HEAD, HOST, read_cover, read_pages, scan_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.admin.conftest import Desk

NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)
"""Six weeks before the meeting of SOON."""
REMIND, LAST_CALL = datetime(2026, 11, 17, 9, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC)
NUDGE = datetime(2026, 11, 25, 9, tzinfo=UTC)
ROWS = (
    "1,2010-01-01,I1,Łucja Wójcik,SOON,2026-12-01,,\n"
    "2,1999-01-01,I2,Nguyễn Thị Ánh,HELD,2026-11-18,2026-11-18,\n"
    "=3,2010-01-01,I2,Nguyễn Thị Ánh,CONFERENCE,2026-11-18,2026-11-18,icpc\n"
)


class Office:
    """A desk whose day can be moved."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk, self.now, self.runs = desk, NOW, 0
        for command in ("invite", "letters", "imports"):
            monkeypatch.setattr(f"admin.commands.{command}.read_now", lambda: self.now)

    def print(self, now: datetime, *words: str, out: str = "") -> Result:
        self.now, self.runs = now, self.runs + 1
        return self.desk.run("letters", *words, "--out", out or f"out-{self.runs}")

    @property
    def folder(self) -> Path:
        return self.desk.folder / f"out-{self.runs}"

    def list_reminded(self) -> list[tuple[Any, ...]]:
        rows = self.desk.read(
            select(col(Invitation.review_ref), col(Invitation.audience), col(Reminder.step))
            .join(Reminder, col(Reminder.invitation_id) == col(Invitation.id))
            .order_by(col(Reminder.sent_at), col(Invitation.review_ref), col(Invitation.audience))
        )
        return [tuple(row.values()) for row in rows]


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(desk, monkeypatch)
    monkeypatch.setattr("admin.commands.opening.list_forms", lambda _: FORMS)
    monkeypatch.setenv("SAY_PUBLIC_URL", HOST)
    monkeypatch.setenv("SAY_COUNCIL", "Demoshire")
    monkeypatch.setenv("SAY_OUT_OF_HOURS", "01632 960001")
    monkeypatch.setenv("SAY_WORKING_HOURS", "Mon-Fri 09:00-17:00")
    desk.run("import", "reviews", desk.write("r.csv", HEAD + ROWS))
    desk.change(text("UPDATE review SET parents_safe_to_invite = 'MUM' WHERE review_ref = 'SOON'"))
    return office


def test_a_meeting_brings_a_reminder_and_a_last_call_and_each_once(office: Office) -> None:
    assert office.print(NOW, "--review", "SOON").stdout.startswith("3 letters")
    assert office.print(NOW + timedelta(days=9), "--reminders").stdout == "No letters.\n"
    assert office.print(REMIND, "--reminders", "--audience", "child").stdout.startswith("1 letter ")
    assert office.print(REMIND + timedelta(hours=1), "--reminders").stdout.startswith("2 letters")
    assert office.print(REMIND + timedelta(days=1), "--reminders").stdout == "No letters.\n"
    assert office.print(LAST_CALL, "--reminders").stdout.startswith("3 letters")
    assert office.print(LAST_CALL + timedelta(days=4), "--reminders").stdout == "No letters.\n"
    whose = [("SOON", who) for who in ("carer", "child", "parent")]
    assert sorted(office.list_reminded()) == sorted(
        (*one, step) for one in whose for step in ("reminder", "last_call")
    )


def find_opened(code: str, now: datetime) -> tuple[str, str]:
    return asyncio.run(read_opened(code, now))


async def read_opened(code: str, now: datetime) -> tuple[str, str]:
    keys, store = await open_folder(load_settings())
    try:
        invited = await find_by_code(store, keys, code, now)
        assert not isinstance(invited, Problem)
        assert invited.is_open
        (row,) = await store.read(select(Invitation).where(col(Invitation.id) == invited.invitation_id))
        return row["review_ref"], row["audience"]
    finally:
        await store.close()


def test_its_code_opens_the_same_invitation_and_so_does_the_first_one(office: Office) -> None:
    office.print(NOW, "--review", "SOON")
    [first, *_] = [links[0] for links in scan_pdf(office.folder)]
    office.print(REMIND, "--reminders")
    cover, pages, scanned = read_cover(office.folder), read_pages(office.folder), scan_pdf(office.folder)
    assert [row["audience"] for row in cover] == ["carer", "child", "parent"]
    for row, page, links in zip(cover, pages, scanned, strict=True):
        [link] = links
        code = normalise_code(link.rsplit("/", 1)[1])
        assert code is not None
        assert find_opened(code, REMIND) == ("SOON", row["audience"])
        assert row["letter"] in page
    assert [first] not in scanned
    assert find_opened(first.rsplit("/", 1)[1], REMIND) == ("SOON", "child")
    assert len(office.desk.read(select(Invitation))) == 3


def test_the_letter_says_that_it_reminds_and_how_to_have_no_more(office: Office) -> None:
    office.print(NOW, "--review", "SOON")
    office.print(REMIND, "--reminders")
    carer, child, _ = read_pages(office.folder)
    assert "Your meeting is soon. You can still tell us what you think." in child
    assert "You do not have to. Yes and no are both fine." in child
    assert "We may remind you one more time, and then no more." in child
    assert "Do you want no reminders? Tell your social worker. Then we stop." in child
    assert "The meeting is soon. You can still have your say." in carer
    assert "Tell the social worker." in carer
    office.print(LAST_CALL, "--reminders")
    child = read_pages(office.folder)[1]
    assert "We will not remind you again before the meeting." in child
    page = (office.folder / "letters.html").read_text("utf-8")
    assert "We will not remind you again before the meeting." in page


def test_after_a_meeting_there_is_one_nudge_and_a_conference_goes_never_to_the_home(office: Office) -> None:
    office.print(datetime(2026, 11, 18, 17, tzinfo=UTC), "--due-within", "0")
    result = office.print(NUDGE, "--reminders")
    cover = read_cover(office.folder)
    assert {row["review_ref"] for row in cover} == {"HELD", "CONFERENCE"}, result.output
    [child] = [row for row in cover if row["audience"] == "child"]
    assert child["hand_over"] == NEVER_HOME
    assert all(
        "The meeting is over" in page or "Your meeting is over" in page for page in read_pages(office.folder)
    )
    assert office.print(NUDGE + timedelta(days=7), "--reminders").stdout == "No letters.\n"


def test_who_answered_who_stopped_and_whose_meeting_is_off_get_nothing(office: Office) -> None:
    office.print(NOW, "--review", "SOON")
    office.desk.change(text("UPDATE invitation SET submitted = 1 WHERE audience = 'parent'"))
    stop(Reminded("1", "child", ""))
    office.print(REMIND, "--reminders")
    assert [row["audience"] for row in read_cover(office.folder)] == ["carer"]
    office.desk.change(text("UPDATE review SET stood_down = true"))
    assert office.print(LAST_CALL, "--reminders").stdout == "No letters.\n"


def stop(whom: Reminded) -> None:
    async def write() -> None:
        keys, store = await open_folder(load_settings())
        await store.write(PutUnit((write_no_reminder(keys, whom, NOW, CONSOLE),)))
        await store.close()

    asyncio.run(write())


def test_a_reminder_that_could_not_be_printed_is_due_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.print(NOW, "--review", "SOON")
    before = office.desk.read(select(InvitationCode))

    def refuse(*_: object) -> None:
        raise LetterTooLongError("Letter 1 does not fit a page: a name in it is too long.")

    with monkeypatch.context() as patched:
        patched.setattr("admin.letters.pdf.draw_pdf", refuse)
        assert office.print(REMIND, "--reminders").exit_code == 1
    assert office.list_reminded() == []
    assert office.desk.read(select(InvitationCode)) == before
    assert office.print(REMIND, "--reminders").stdout.startswith("3 letters")


def test_who_had_only_a_reminder_is_not_sent_an_invitation_after_it(office: Office) -> None:
    office.now = NOW
    office.desk.run("invite", "--review", "SOON")
    office.print(REMIND, "--reminders")
    assert office.print(REMIND, "--review", "SOON").stdout == "No letters.\n"


def test_a_last_day_on_a_reminder_is_only_put_later(office: Office) -> None:
    office.now = NOW
    office.desk.run("invite", "--review", "SOON")
    office.print(REMIND, "--reminders")
    [printed] = {row["expires_at"] for row in office.desk.read(select(Invitation))}
    earlier = HEAD + ROWS.replace("2026-12-01", "2026-11-24")
    office.desk.run("import", "reviews", office.desk.write("r.csv", earlier))
    assert {row["expires_at"] for row in office.desk.read(select(Invitation))} == {printed}


@pytest.mark.parametrize(
    "words", [("--due-within", "9"), ("--review", "SOON"), ("--again",), ("--form", "check_in")]
)
def test_reminders_find_by_themselves_whom_to_remind(office: Office, words: tuple[str, ...]) -> None:
    result = office.print(REMIND, "--reminders", *words)
    assert result.exit_code == 2
    assert "--reminders finds by itself" in result.output
