"""Files brought in by the console: looked at first, then imported as they were looked at, or left."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import aiohttp
import pytest

from admin.accounts.roles import Role
from admin.console.importing.files import FILES, State, clear_files
from admin.console.importing.working import IMPORTS
from forms.records import AuditEntry, ImportFile, Invitation, Review
from forms.units import PutUnit, Update
from tests.console.meetings import TODAY, add_meeting
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

IMPORT = "/console/import"
HEADINGS = "child_ref,date_of_birth,review_ref,due_on,held_on,stood_down\n"
ROWS = "C-1,2017-03-01,R-1,2026-12-11,,\nC-9,2015-01-01,N-1,2026-12-20,,\nC-9,soon,N-2,2026-12-21,,\n"


async def send(browser: Browser, content: str | bytes, kind: str = "reviews") -> Page:
    page = await browser.get(IMPORT)
    form, _ = page.find_form("Look at it")
    sent = aiohttp.FormData(default_to_multipart=True)
    sent.add_field("token", next(control.value for control in form.controls if control.name == "token"))
    if kind:
        sent.add_field("kind", kind)
    if content:
        body = content.encode() if isinstance(content, str) else content
        sent.add_field("file", io.BytesIO(body), filename="Ann Example.csv", content_type="text/csv")
    return await browser._ask("POST", IMPORT, follow=True, headers={}, data=sent)


async def settle(browser: Browser, page: Page, heading: str) -> Page:
    """Look again until the page has come so far."""
    for _ in range(20):
        if heading in page.text:
            return page
        page = await browser.get(page.address.raw_path)
    raise AssertionError(page.text)


async def read_actions(house: House) -> list[tuple[str, str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"], row["reason"]) for row in rows if row["action"] != "chain.open"]


async def test_what_a_file_will_do_is_told_and_then_done(house: House) -> None:
    await house.invite("have_your_say_8_11", review_ref="R-1")
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await settle(browser, await send(browser, HEADINGS + ROWS), "What this file will do")
    for words in (
        "Rows 3 New 1 Changed 1 As they are 0 Refused 1",
        "4 date_of_birth found 'soon'; expected a date as 2026-01-31 or 31/01/2026",
        "review R-1 due_on 04/12/2026 11/12/2026",
        "review N-1 child_ref: C-9",
    ):
        assert words in page.text, words
    assert {row["review_ref"] for row in await house.rows(Review)} == {"R-1"}
    (kept,) = await house.rows(ImportFile)
    for plain in (b"C-9", b"2026-12-11", b"Ann Example"):
        assert all(plain not in (kept[name] or b"") for name in ("sealed", "sealed_preview"))
    page = await browser.press(page, "Import 2 rows")
    page = await settle(browser, page, "It is imported")
    assert "Rows 3 New 1 Changed 1 Refused 1" in page.text
    due = {row["review_ref"]: row["due_on"] for row in await house.rows(Review)}
    assert due == {"R-1": date(2026, 12, 11), "N-1": date(2026, 12, 20)}
    assert f"{(await house.rows(Invitation))[0]['expires_at']:%Y-%m-%d}" == "2027-01-09"
    (kept,) = await house.rows(ImportFile)
    assert (kept["sealed"], kept["sealed_preview"], kept["sealed_key"]) == (None, None, None)
    assert await read_actions(house) == [("import.carry_out", "business_support", "reviews, 3 rows")]


async def test_pressed_twice_it_is_imported_once(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await settle(browser, await send(browser, HEADINGS + ROWS), "What this file will do")
    await browser.press(page, "Import 2 rows")
    again = await settle(browser, await browser.press(page, "Import 2 rows"), "It is imported")
    assert again.status == 200
    assert len(await read_actions(house)) == 1


async def test_a_file_that_is_left_is_gone(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await settle(browser, await send(browser, HEADINGS + ROWS), "What this file will do")
    page = await browser.press(page, "Leave it")
    assert "Bring in a file" in page.text
    assert await house.rows(ImportFile) == []
    assert await read_actions(house) == []


async def test_nobody_else_sees_a_file(house: House) -> None:
    browser, other = await sign_in(house, Role.MANAGER), await sign_in(house, Role.MANAGER)
    page = await settle(browser, await send(browser, HEADINGS + ROWS), "What this file will do")
    assert (await other.get(page.address.path)).status == 404


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (HEADINGS + ROWS, "", "Choose what is in the file."),
        (HEADINGS + ROWS, "words", "Choose what is in the file."),
        ("", "reviews", "Choose the file."),
        ((HEADINGS + ROWS).encode("utf-16"), "reviews", "is not UTF-8 text"),
        (HEADINGS, "reviews", "no row under them"),
        ("a,b\n1,2\n", "visits", "expected columns called child_ref"),
        (HEADINGS + "C-1,soon,R-1,,,\n", "reviews", "No row of it can be kept."),
    ],
)
async def test_what_cannot_be_used_is_said(house: House, content: str | bytes, kind: str, said: str) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await settle(browser, await send(browser, content, kind), said)
    assert not [
        form for form in page.read.forms if any("Import " in button.text for button in form.buttons())
    ]
    assert await read_actions(house) == []


async def test_a_file_that_is_too_large_is_not_taken(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await send(browser, HEADINGS + "C-1,,R-1,,,\n" * 1_000_000)
    assert (page.status, "too large for this page" in page.text) == (422, True)
    assert await house.rows(ImportFile) == []


async def test_many_changes_go_on_page_by_page(house: House) -> None:
    rows = "".join(f"C{number},,M{number:03},2026-12-01,,\n" for number in range(120))
    browser = await sign_in(house, Role.MANAGER)
    page = await settle(browser, await send(browser, HEADINGS + rows), "What this file will do")
    assert "What is new (240)" in page.text
    page = await browser.get(f"{page.address.path}?part=new&page=5")
    assert "Page 5 of 5" in page.text
    assert len([row for row in page.html.split("<tr>") if '<th scope="row">' in row]) == 40
    assert not page.has_button("Import 120 rows"), "it stands on the page that shows all parts"


async def test_a_review_that_was_stood_down_shuts_what_it_asks(house: House) -> None:
    code = await house.invite("have_your_say_8_11", review_ref="R-1")
    browser = await sign_in(house, Role.MANAGER)
    page = await send(browser, HEADINGS + "C-1,,R-1,2026-12-04,,yes\n")
    page = await settle(browser, page, "What this file will do")
    await settle(browser, await browser.press(page, "Import 1 row"), "It is imported")
    assert not (await house.open_browser().get(f"/s/{code}")).has_button("Start")


async def test_a_file_lies_here_for_an_hour_at_most(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    await settle(browser, await send(browser, HEADINGS + ROWS), "What this file will do")
    store = house.parts.store
    await clear_files(store, house.clock.now + timedelta(minutes=59))
    assert len(await house.rows(ImportFile)) == 1
    await clear_files(store, house.clock.now + timedelta(minutes=61))
    assert await house.rows(ImportFile) == []


async def test_an_import_that_stopped_half_way_says_so(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await settle(browser, await send(browser, HEADINGS + ROWS), "What this file will do")
    (kept,) = await house.rows(ImportFile)
    values = {"state": State.RUNNING.value, "sealed": kept["sealed"][:-1] + b"x"}
    await house.parts.store.write(PutUnit((Update(ImportFile, {"id": kept["id"]}, values),)))
    house.clock.now += timedelta(seconds=30)
    assert "and goes on by itself in a moment" in (await browser.get(page.address.path)).text
    house.part(IMPORTS).bring_in(kept["id"], kept["account_id"])
    page = await settle(browser, await browser.get(page.address.path), "It was not imported")
    assert "It stopped half-way" in page.text
    rows = await house.parts.store.read(FILES.select())
    assert (rows[0]["state"], rows[0]["sealed"]) == ("failed", None)


async def test_reviews_of_the_return_meet_those_there_are(house: House) -> None:
    await add_meeting(house, "M", child="C-1", due_on=TODAY, held_on=date(2026, 11, 10))
    browser = await sign_in(house, Role.MANAGER)
    content = "CHILD,DOB,REVIEW,REVIEW_CODE\nC-1,01/03/2017,10/11/2026,PN1\n"
    page = await settle(browser, await send(browser, content, "ssda903"), "What this file will do")
    assert "review M participation_code blank PN1" in page.text
