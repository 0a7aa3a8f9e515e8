"""A file that takes long: it is made while one may leave, waits for whoever asked, and is gone in an hour."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from admin.accounts.roles import Role
from admin.console.made import working
from admin.console.made.files import ALIVE_FOR, KEPT_FOR, Asked, Progress, clear_made, write_asked
from admin.letters.batch import FILES
from admin.letters.content import LetterTooLongError
from forms.records import AuditEntry, InvitationCode, MadeFile, Reminder
from forms.units import PutUnit, Update
from tests.console.staff import sign_in
from tests.console.test_letters_due import LETTERS, invite_early, print_them

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

MADE = "/console/made"
SAVE = "Save the file"
MANY = 240


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything takes too long for a browser."""
    monkeypatch.setattr(working, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(working, "BEAT_SECONDS", 0.02)


async def ask(house: House, browser: Browser) -> Page:
    """Ask for the letters that are due, leave, and come back when they are there, or cannot be."""
    page = await browser.get(f"{LETTERS}/print")
    asked = await browser.press(page, "Print them", [("which", "all"), ("language", "en")])
    assert asked.address.path.startswith(f"{MADE}/")
    for _ in range(MANY):
        [row] = await house.rows(MadeFile)
        if row["sealed"] or row["said"]:
            break
        await asyncio.sleep(0.05)
    return await browser.get(asked.address.path)


async def save(browser: Browser, page: Page) -> tuple[int, bytes]:
    async with browser.session.get(browser.base.join(page.address) / "save") as answer:
        return answer.status, await answer.read()


async def test_letters_can_be_left_and_are_saved_by_whoever_asked(house: House) -> None:
    await invite_early(house)
    browser, other = (
        await sign_in(house, Role.BUSINESS_SUPPORT),
        await sign_in(house, Role.BUSINESS_SUPPORT),
    )
    page = await ask(house, browser)
    assert SAVE in page.text
    home = await browser.get("/console")
    assert "1 file that you asked for" in home.text
    assert "Letters" in (await browser.get(MADE)).text
    assert (await other.get(page.address.path)).status == 404
    assert "file that you asked for" not in (await other.get("/console")).text
    [row] = await house.rows(MadeFile)
    assert (row["done"], row["of_all"]) == (2, 2)
    assert b"R-1" not in row["sealed"]
    status, content = await save(browser, page)
    assert status == 200
    with ZipFile(BytesIO(content)) as archive:
        assert tuple(archive.namelist()) == FILES
    assert "file that you asked for" not in (await browser.get("/console")).text
    about = [entry["action"] for entry in await house.rows(AuditEntry)]
    assert about.count("letters.print") == 2
    assert about.count("made.save") == 1
    assert (await save(browser, page))[0] == 200, "it can be saved again: a download may break off"


@pytest.mark.parametrize("is_saved", [True, False])
async def test_after_an_hour_it_is_gone_and_what_nobody_saved_is_due_again(
    house: House, *, is_saved: bool
) -> None:
    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await ask(house, browser)
    if is_saved:
        await save(browser, page)
    house.clock.now += KEPT_FOR + timedelta(seconds=1)
    await clear_made(house.parts.store, house.clock.now)
    assert await house.rows(MadeFile) == []
    kept = {row["made_for"] for row in await house.rows(InvitationCode)}
    assert ("reminder" in kept) is is_saved
    assert bool(await house.rows(Reminder)) is is_saved
    again = await sign_in(house, Role.BUSINESS_SUPPORT)
    assert ("2 letters are due" in (await again.get("/console")).text) is not is_saved
    assert (await again.get(page.address.path)).status == 404


async def test_whoever_is_no_more_what_they_asked_as_does_not_get_it(house: House) -> None:
    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await ask(house, browser)
    [row] = await house.rows(MadeFile)
    await house.parts.store.write(
        PutUnit((Update(MadeFile, {"id": row["id"]}, {"role": Role.MANAGER.value}),))
    )
    assert (await save(browser, page))[0] == 404
    assert "Letters" not in (await browser.get(MADE)).text


async def test_what_cannot_be_made_is_said_and_stays_due(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LetterTooLongError

    await invite_early(house)
    monkeypatch.setattr("admin.letters.pdf._draw_letter", refuse)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await ask(house, browser)
    assert "A name in one of the letters is too long for its page." in page.text
    assert SAVE not in page.text
    assert await house.rows(Reminder) == []
    assert "could not be made" in (await browser.get(MADE)).text
    home = await browser.get("/console")
    assert "2 letters are due" in home.text


async def test_a_process_that_died_is_told_of_and_what_it_minted_is_taken_back(house: House) -> None:
    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await ask(house, browser)
    [row] = await house.rows(MadeFile)
    left = {"sealed": None, "sealed_key": None}
    await house.parts.store.write(PutUnit((Update(MadeFile, {"id": row["id"]}, left),)))
    assert "2 of 2 are made" in (await browser.get(page.address.path)).text
    house.clock.now += ALIVE_FOR + timedelta(seconds=1)
    stopped = await browser.get(page.address.path)
    assert "started anew" in stopped.text
    assert (await save(browser, page))[0] == 404
    await clear_made(house.parts.store, row["asked_at"] + KEPT_FOR + timedelta(seconds=1))
    assert await house.rows(Reminder) == []


async def test_one_that_is_still_made_after_an_hour_stays(house: House) -> None:
    now = house.clock.now
    asked = Asked("a" * 32, "acc", Role.MANAGER, "Letters", now - KEPT_FOR * 2)
    row = write_asked(asked, Progress())
    await house.parts.store.write(PutUnit((row,)))
    await house.parts.store.write(PutUnit((Update(MadeFile, {"id": asked.file_id}, {"worked_at": now}),)))
    await clear_made(house.parts.store, now)
    assert len(await house.rows(MadeFile)) == 1


async def test_a_report_can_be_left(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get("/console/report/file?period=q2026-07-01")
    asked = await browser.press(page, "Make the file", [("shape", "json")])
    assert asked.address.path.startswith(f"{MADE}/")
    for _ in range(MANY):
        [row] = await house.rows(MadeFile)
        if row["sealed"]:
            break
        await asyncio.sleep(0.05)
    assert row["title"] == "The chapter: JSON"
    page = await browser.get(asked.address.path)
    status, content = await save(browser, page)
    assert status == 200
    assert content.startswith(b"{")


async def test_what_was_printed_again_since_is_not_taken_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LetterTooLongError

    await invite_early(house)
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    with monkeypatch.context() as patch:
        patch.setattr("admin.letters.pdf._draw_letter", refuse)
        await ask(house, browser)
    [failed] = await house.rows(MadeFile)
    house.clock.now += timedelta(minutes=5)
    monkeypatch.setattr(working, "PATIENCE_SECONDS", 600.0)
    await print_them(browser)
    printed = await house.rows(Reminder)
    assert printed
    await clear_made(house.parts.store, failed["asked_at"] + KEPT_FOR + timedelta(seconds=1))
    assert await house.rows(MadeFile) == []
    assert await house.rows(Reminder) == printed
