"""axe-core finds nothing on any staff page: every kind of page is opened once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.console.home import pages as home
from admin.console.staff import COOKIE
from forms.records import Quote, Response
from tests.console.planted import OUT, Plant, plant
from tests.console.staff import sign_in_chromium
from tests.console.walked import look_at_all
from tests.web.chromium import find_chromium, open_chromium
from tests.web.looking import open_phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
NINE = "have_your_say_8_11"


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).first.click()


async def walk_booklet(house: House, page: Page) -> AsyncIterator[str]:
    for path in (
        "",
        "/me",
        "/me/password",
        "/me/passkeys",
        "/accounts",
        "/accounts/new",
        "/links",
        "/paper",
        "/paper/no-code",
        "/paper/no-name",
        "/together/no-code",
        "/children",
        "/children?q=C-",
        "/children/C-1",
        "/children/C-1/language",
        "/children/C-1/file",
        "/children/C-1/hand-over",
        "/children/C-1/erase",
        "/children/-/erased",
        "/audit",
    ):
        await page.goto(f"{house.base}/console{path}")
        yield path
    await page.goto(f"{house.base}/console/paper")
    await press(page, "Go on")
    yield "code refused"
    await page.locator("#code").fill(await house.invite(NINE, review_ref="R-1"))
    await press(page, "Go on")
    yield "which booklet"
    await press(page, "Start typing")
    yield "sheet"
    await page.locator("textarea").first.fill("the heron")
    await press(page, "This worries me")
    yield "check"
    await press(page, "Save")
    yield "check refused"
    check = page.url
    await page.get_by_role("link", name="Add photos of the pages").click()
    yield "pages"
    await page.goto(check)
    await page.get_by_role("link", name="Drawing").first.click()
    yield "drawing"
    await page.goto(check)
    await page.get_by_label("Business support").check()
    await press(page, "Save")
    yield "saved"


async def walk_reading(house: House, page: Page) -> AsyncIterator[str]:
    await page.goto(f"{house.base}/console/read")
    yield "list"
    await page.get_by_role("link", name="R-1", exact=True).click()
    door = page.url
    yield "door"
    for button in ("Everything, for my eyes only", "What may be said for the child", "The sheet to read out"):
        await page.goto(door)
        await press(page, button)
        yield button
    await page.goto(f"{door}/joint")
    yield "joint"
    await press(page, "Make the sheets")
    yield "joint refused"
    await page.goto(door)
    await press(page, "The block for the case record")
    yield "for the case record"
    [sent, *_] = [row for row in await house.rows(Response) if row["submitted_at"]]
    for room in ("", "/say", "/aloud"):
        await page.goto(f"{house.base}/console/read/{sent['id']}{room}")
        yield f"one response {room}"


async def walk_answering(house: House, page: Page) -> AsyncIterator[str]:
    """Mark as read, reply, write what was done, tell the child, and what is promised."""
    [sent, *_] = [row for row in await house.rows(Response) if row["submitted_at"]]
    base = f"{house.base}/console/responses/{sent['id']}"
    for room in ("read", "said", "reply"):
        await page.goto(f"{base}/{room}")
        yield room
    await press(page, "See it as they will see it")
    yield "reply refused"
    await page.locator("#words").fill("the heron")
    await page.locator("#promised_on").fill("24/12/2026")
    await press(page, "See it as they will see it")
    yield "what they will see"
    await press(page, "Keep it, to be told")
    yield "what was said to them"
    for path in ("/done", "/done?find=nobody&from=never", "/done/promised", "/done/new"):
        await page.goto(f"{house.base}/console{path}")
        yield path
    await press(page, "Keep it")
    yield "what was done, refused"
    await page.locator("#review").fill("R-1")
    for name in ("said", "done", "told_said", "told_done"):
        await page.locator(f"#{name}").fill("the heron")
    await page.locator("#tell-1").check()
    await press(page, "Keep it")
    yield "what was done"
    for path in ("/done", "/done/promised"):
        await page.goto(f"{house.base}/console{path}")
        yield f"{path}, with something on it"
    await page.goto(f"{base}/quote")
    yield "words for the report"
    await page.goto(f"{house.base}/console/done")
    await page.get_by_role("link", name="Open").first.click()
    await press(page, "I have told them")
    await page.get_by_role("link", name="words for the report").click()
    await page.locator("#said").fill("a bird")
    await press(page, "Propose it")
    yield "you said, we did, refused"
    await page.locator("#done").fill("we looked")
    await press(page, "Propose it")
    yield "what was proposed"
    [quote] = await house.rows(Quote)
    await page.goto(f"{house.base}/console/quotes/{quote['id']}")
    yield "one that a second person decides on"


async def walk_letter(house: House, page: Page) -> AsyncIterator[str]:
    """Answer a child by letter, and print it; tell of a complaint; note something beside what was sent."""
    sent = await plant(house, Plant({"best_thing": "the heron"}, {"best_thing": OUT}, answer_by="letter"))
    base = f"{house.base}/console/responses/{sent}"
    await page.goto(f"{base}/reply")
    await page.locator("#words").fill("the heron")
    await press(page, "See it as they will see it")
    await press(page, "Keep it, to be told")
    await page.get_by_role("link", name="Print the letter").click()
    yield "a letter to print"
    await page.goto(f"{house.base}/console/complaints/from/{sent}")
    yield "a complaint from what was sent"
    await page.goto(f"{house.base}/console/notes/{sent}")
    await page.locator("#words").fill("the heron")
    await page.get_by_role("radio").first.check()
    await press(page, "Keep this note")
    yield "note kept"


async def walk_fault(house: House, page: Page) -> AsyncIterator[str]:
    """A page whose making crashes, and one that is not there."""
    await page.goto(f"{house.base}/console/nowhere")
    yield "not there"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home, "find_waiting", None)
        shown = await page.goto(f"{house.base}/console")
    assert shown is not None
    assert shown.status == 500
    yield "a fault of ours"


async def walk_glass(house: House, page: Page) -> AsyncIterator[str]:
    """As a manager alone: what others may hear, and breaking the glass."""
    await page.context.clear_cookies(name=COOKIE)
    await sign_in_chromium(house, page.context, Role.MANAGER)
    door = f"{house.base}/console/meetings/R-1/brief"
    [sent, *_] = [row for row in await house.rows(Response) if row["submitted_at"]]
    await page.goto(f"{house.base}/console/read/{sent['id']}/everything")
    yield "glass in front of one response"
    await page.goto(door)
    yield "the manager's door"
    await press(page, "What others may hear")
    yield "what others may hear"
    await page.get_by_role("link", name="Open it with a reason").click()
    yield "glass"
    await press(page, "Open it and tell the child")
    yield "glass refused"
    await page.get_by_label("Somebody may be hurt").check()
    await press(page, "Open it and tell the child")
    yield "glass broken"


async def walk_alerts(house: House, page: Page) -> AsyncIterator[str]:
    child, _ = await house.begin(NINE, review_ref="R-1")
    wishes = [("how", "phone"), ("must_not_know", "carer"), ("reach", "07700 900123")]
    await child.press(await child.get("/help"), "Ask someone to contact me", wishes)
    for path in ("/alerts", "/alerts?show=closed", "/alerts/all", "/alerts/test", "/alerts/reach"):
        await page.goto(f"{house.base}/console{path}")
        yield path
    await page.locator("#mobile").fill("12")
    await press(page, "Keep it")
    yield "number refused"
    await page.goto(f"{house.base}/console/alerts")
    await page.locator(".queue a").click()
    yield "alert"
    alert = page.url
    await press(page, "Open the words")
    yield "words with an alert"
    for path, button in (("hand-on", "Hand it on"), ("outcome", "Close it")):
        await page.goto(f"{alert}/{path}")
        yield path
        await press(page, button)
        yield f"{path} refused"
    await page.goto(alert)
    await press(page, "I take this on")
    yield "alert taken on"
    await page.goto(f"{house.base}/console/alerts")
    yield "alerts being dealt with"


async def walk_together(house: House, page: Page) -> AsyncIterator[str]:
    await page.goto(f"{house.base}/console/together")
    yield "together"
    await page.locator("#code").fill(await house.invite(NINE, review_ref="R-1"))
    await press(page, "Go on")
    yield "how"
    await press(page, "Begin")
    yield "how refused"
    await page.locator("#how-1").check()
    await page.locator("#who-1").check()
    await page.locator("#word").fill("kettle")
    await press(page, "Begin")
    yield "introduction, together"
    await page.get_by_role("button", name="I have longer").click()
    yield "question, together"
    await press(page, "Go on alone")
    yield "alone"
    await page.goto(f"{house.base}/console")
    yield "locked"
    await page.locator("#word").fill("kettle")
    await press(page, "Take the tablet back")
    yield "not sent"
    await press(page, "Delete it and take the tablet back")


WALKS = (
    walk_alerts,
    walk_booklet,
    walk_reading,
    walk_answering,
    walk_letter,
    walk_together,
    walk_glass,
    walk_fault,
)
"""One after the other, on one page."""


async def test_axe_finds_nothing_on_any_staff_page(house: House) -> None:
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await sign_in_chromium(house, page.context, *Role)
        await look_at_all(house, page, WALKS)
