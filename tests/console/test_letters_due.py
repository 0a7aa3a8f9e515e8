"""Letters that are due, as staff see, print and answer for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zipfile import ZipFile

from admin.accounts.roles import Role
from admin.letters.batch import FILES
from admin.letters.content import LetterTooLongError
from forms.records import AuditEntry, Child, InvitationCode, NoReminder, Reminder, Review
from forms.units import PutUnit, Update
from forms.web.language import OFFERED
from tests.admin.test_letters import scan
from tests.console.staff import OTHER, sign_in
from tests.pseudo import make_pseudo
from tests.web.house import NOW

if TYPE_CHECKING:
    import pytest

    from tests.web.house import Browser, House, Page

LETTERS = "/console/letters"
NINE = "have_your_say_8_11"
CHILD, CARER = "I have told them(The child, R-1)", "I have told them(The carer, R-1)"
"""Buttons beside whoever is due a reminder: the reader of pages keeps no space before what is unseen."""


async def invite_early(house: House) -> str:
    """Invite the child of R-1 and the carer, three weeks ago; return the child's code."""
    house.clock.now = NOW - timedelta(days=21)
    until = NOW + timedelta(days=42)
    code = await house.invite(NINE, review_ref="R-1", expires_at=until)
    await house.invite("carer_before", audience="carer", review_ref="R-1", expires_at=until)
    house.clock.now = NOW
    return code


async def print_them(browser: Browser, which: str = "all", language: str = "en") -> tuple[int, bytes]:
    """Press Print, and keep the file."""
    page = await browser.get(f"{LETTERS}/print")
    form, _ = page.find_form("Print them")
    hidden = [(control.name, control.value) for control in form.controls if control.kind == "hidden"]
    body = urlencode([*hidden, ("which", which), ("language", language)]).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    address = browser.base.with_path(f"{LETTERS}/print")
    async with browser.session.post(address, data=body, headers=headers) as answer:
        return answer.status, await answer.read()


async def list_actions(house: House) -> list[tuple[str, str, str]]:
    rows = await house.rows(AuditEntry)
    wanted = ("letters.", "reminder.")
    return [(row["action"], row["role"], row["about"]) for row in rows if row["action"].startswith(wanted)]


async def test_what_is_due_is_printed_once_and_its_codes_open_the_forms(house: House) -> None:
    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    home = await browser.get("/console")
    assert "2 letters are due" in home.text
    page = await browser.get(LETTERS)
    assert page.has_button(CHILD)
    assert "Reminder to whoever has not answered" in page.text
    assert "Hand it over to the child, in person or where they live" in page.text
    status, content = await print_them(browser)
    assert status == 200
    with ZipFile(BytesIO(content)) as archive:
        assert tuple(archive.namelist()) == FILES
        links = scan(archive.read("letters.pdf"))
        cover = archive.read("cover_list.csv").decode("utf-8-sig")
    assert cover.count("R-1") == 2
    assert len(links) == 2
    for [link] in links:
        opened = await house.open_browser().get(f"/s/{link.rsplit('/', 1)[1].lower()}")
        assert opened.has_button("Start")
    assert "No letter is due today." in (await browser.get(LETTERS)).text
    assert await list_actions(house) == [("letters.print", "business_support", "R-1")] * 2
    assert {row["made_for"] for row in await house.rows(InvitationCode)} == {"letter", "reminder"}


async def test_whoever_was_never_asked_is_asked_first(house: House) -> None:
    house.part(OFFERED)["ar"] = make_pseudo()
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get(LETTERS)
    assert "To be asked (2)" in page.text
    assert "Invitations go out" in page.text
    assert (await print_them(browser, "reminders"))[0] == 422
    assert (await print_them(browser, ""))[0] == 422, "nothing is printed that nobody chose"
    assert "Marked" in (await browser.get(f"{LETTERS}/print")).text
    assert (await print_them(browser, "invitations", "ar"))[0] == 200
    assert "No letter is due today." in (await browser.get(LETTERS)).text
    assert await house.rows(Reminder) == []


async def test_an_iro_says_that_they_told_the_child_and_no_letter_goes_out(house: House) -> None:
    await invite_early(house)
    iro, other = await sign_in(house, Role.IRO), await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert "2 reminders are due before meetings" in (await iro.get("/console")).text
    assert "No letter is due today." in (await other.get(LETTERS)).text
    page = await iro.get(LETTERS)
    assert not page.has_button("Print")
    answer = await iro.press(page, CHILD, [])
    assert "It is recorded that you told them." in answer.text
    assert not answer.has_button(CHILD)
    assert answer.has_button(CARER)
    [row] = await house.rows(Reminder)
    assert (row["invitation_id"], row["step"], row["way"]) == ("inv-1", "reminder", "told")
    assert await list_actions(house) == [("reminder.told", "iro", "R-1")]
    again = await iro.press(page, CHILD, [])
    assert "No reminder is due to them any more" in again.text
    assert len(await house.rows(Reminder)) == 1
    meeting = await iro.get("/console/meetings/R-1")
    assert "Reminder to whoever has not answered: told by staff, 20 November 2026" in meeting.text
    assert "Next: last call, 1 December 2026" in meeting.text


async def test_who_asks_for_no_reminders_gets_none_at_once_until_that_is_taken_back(house: House) -> None:
    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    stale = await browser.get(LETTERS)
    answer = await browser.press(stale, "They want no reminders(The child", [])
    assert "They are not reminded any more" in answer.text
    assert not answer.has_button(CHILD)
    late = await browser.press(stale, CHILD, [])
    assert "No reminder is due to them any more" in late.text
    await print_them(browser)
    assert {row["invitation_id"] for row in await house.rows(Reminder)} == {"inv-2"}
    meeting = await browser.get("/console/meetings/R-1")
    assert "Asked for no reminders, 20 November 2026: none goes out." in meeting.text
    back = await browser.press(meeting, "They may be reminded again", [])
    assert "They may be reminded again." in back.text
    assert await house.rows(NoReminder) == []
    assert (await browser.get(LETTERS)).has_button(CHILD)
    assert [action for action, _, _ in await list_actions(house)] == [
        "reminder.stop",
        "letters.print",
        "reminder.allow",
    ]


async def test_whoever_sent_something_is_not_reminded(house: House) -> None:
    code = await invite_early(house)
    child = house.open_browser()
    page = await child.press(await child.get(f"/s/{code}"), "Start")
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    assert (await browser.get(LETTERS)).has_button(CHILD), "begun is not sent"
    await child.press(await child.skip_all(page), "Send")
    assert not (await browser.get(LETTERS)).has_button(CHILD)


async def test_a_nudge_about_who_chairs_is_not_theirs_to_see(house: House) -> None:
    held = Update(Review, {"review_ref": "R-1"}, {"held_on": date(2026, 11, 10), "stood_down": False})
    await house.parts.store.write(PutUnit((held,)))
    house.clock.now = datetime(2026, 11, 10, 17, tzinfo=UTC)
    await house.invite("feedback_child", review_ref="R-1")
    house.clock.now = NOW
    iro, manager = await sign_in(house, Role.IRO), await sign_in(house, Role.MANAGER)
    assert "One nudge, and then no more" in (await manager.get(LETTERS)).text
    assert "No letter is due today." in (await iro.get(LETTERS)).text
    assert "One nudge, and then no more: " not in (await iro.get("/console/meetings/R-1")).text
    page = await manager.get(LETTERS)
    form, _ = page.find_form("I have told them")
    assert (await iro.post(form.action, [])).status == 404


async def test_what_cannot_be_printed_stays_due(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)

    def refuse(*_: object) -> Any:
        raise LetterTooLongError("Letter 1 does not fit a page: a name in it is too long.")

    with monkeypatch.context() as patched:
        patched.setattr("admin.letters.pdf.draw_pdf", refuse)
        status, said = await print_them(browser)
    assert status == 422
    assert b"all stays due" in said
    assert await house.rows(Reminder) == []
    assert len(await house.rows(InvitationCode)) == 2
    assert await list_actions(house) == []
    assert (await browser.get(LETTERS)).has_button(CHILD)


async def test_printing_asks_who_one_is_again(house: House) -> None:
    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page: Page = await browser.get(f"{LETTERS}/print")
    assert page.has_button("Print them")
    house.clock.now = NOW + timedelta(minutes=11)
    later = await browser.get(f"{LETTERS}/print")
    assert str(later.address.path).startswith("/console/sign-in/again")


async def test_the_language_recorded_is_looked_for_and_the_cover_list_says_where_a_form_is_not_in_it(
    house: House,
) -> None:
    house.part(OFFERED)["ar"] = make_pseudo()
    await invite_early(house)
    theirs = Update(Child, {"child_ref": "C-1"}, {"language": "ar"})
    await house.parts.store.write(PutUnit((theirs,)))
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    _, content = await print_them(browser, language="")
    with ZipFile(BytesIO(content)) as archive:
        cover = archive.read("cover_list.csv").decode("utf-8-sig").splitlines()[1:]
    why = "letter in English: have_your_say_8_11 is not in Arabic yet"
    assert sorted((",child," in line, why in line) for line in cover) == [(False, False), (True, True)]
