"""axe-core finds nothing on the pages of feedback, figures, complaints and what was gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.gathering.kinds import Kind
from forms.records import GatheredItem, HeardPage
from forms.units import PutUnit, Update
from tests.console.about_meetings import add_feedback, many
from tests.console.staff import OWN, add_account, sign_in_chromium
from tests.console.test_axe import press
from tests.console.walked import look_at_all
from tests.gathering.typed import TYPED
from tests.web.chromium import find_chromium, open_chromium
from tests.web.looking import open_phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from playwright.async_api import Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]


async def walk_service(house: House, page: Page) -> AsyncIterator[str]:
    await add_feedback(house, OWN, {"fair": many(yes=14, no=8)})
    await add_account(house, Role.IRO, iro_ref=OWN)
    for path in ("/feedback", "/feedback?from=soon", "/feedback/mine", "/feedback/share", "/figures"):
        await page.goto(f"{house.base}/console{path}")
        yield path
    pack = "/report?period=q2026-07-01&what=pack"
    for path in ("/report", "/report?period=q2026-07-01&compare=before", pack, f"{pack}&for=published"):
        await page.goto(f"{house.base}/console{path}")
        yield path
    for path in ("/report/file?period=q2026-07-01",):
        await page.goto(f"{house.base}/console{path}")
        yield path
    await press(page, "Make the file")
    yield "no kind of file"
    await page.goto(f"{house.base}/console/feedback/share")
    await press(page, "Share it")
    yield "share refused"
    await page.goto(f"{house.base}/console/feedback/share/kept")
    yield "shared"
    await page.goto(f"{house.base}/console/complaints/new")
    await press(page, "Give it to the complaints manager")
    yield "complaint refused"
    await page.locator("#audience-2").check()
    await page.locator("#words").fill("nobody rang about the heron")
    await press(page, "Give it to the complaints manager")
    yield "complaint kept"
    await page.goto(f"{house.base}/console/complaints")
    yield "complaints"
    await page.get_by_role("link", name="open complaint").click()
    yield "complaint"
    complaint = page.url
    await press(page, "Open the words")
    yield "complaint opened"
    await page.goto(f"{complaint}/answer")
    await press(page, "Keep the answer")
    yield "answer refused"


async def walk_heard(house: House, page: Page) -> AsyncIterator[str]:
    """Draft a page for children, write it, and look at it as its second reader does."""
    await page.goto(f"{house.base}/console/heard")
    yield "heard, none"
    await press(page, "Draft it")
    yield "heard to write"
    await press(page, "Keep it")
    yield "heard refused"
    await page.locator("#told-1").fill("83 of every 100 meetings heard a child.")
    await page.locator("#changed-1-said").fill("Wanted Mum there")
    await page.locator("#changed-1-answer").fill("Mum is asked")
    await press(page, "Keep it")
    [row] = await house.rows(HeardPage)
    values = {"written_by": "another"}
    await house.parts.store.write(PutUnit((Update(HeardPage, {"id": row["id"]}, values),)))
    await page.reload()
    yield "heard to be put up"
    await press(page, "Put it up")
    yield "heard, up"
    await page.goto(f"{house.base}/console/heard")
    yield "heard in its list"


async def walk_gathered(house: House, page: Page) -> AsyncIterator[str]:
    """Write one of each kind, as somebody who may approve what others wrote."""
    await page.goto(f"{house.base}/console/gathered")
    yield "gathered, empty"
    await page.goto(f"{house.base}/console/gathered/compliment")
    yield "compliments, none"
    for kind, typed in TYPED.items():
        await page.goto(f"{house.base}/console/gathered/{kind}/new")
        yield f"{kind} to write"
        await press(page, "Keep it")
        yield f"{kind} refused"
        await type_in(page, {**typed, "last_on": "31/10/2026"} if kind is Kind.PLEDGE else typed)
        await press(page, "Keep it")
        yield f"{kind} in its list"
    for item in await house.rows(GatheredItem):
        values = {"entered_by": "another", "approved_at": None}
        await house.parts.store.write(PutUnit((Update(GatheredItem, {"id": item["id"]}, values),)))
        address = f"{house.base}/console/gathered/item/{item['id']}"
        await page.goto(address)
        yield f"{item['kind']}, to be decided on"
        await press(page, "Approve it")
        for path in ("", "/change", "/back"):
            await page.goto(f"{address}{path}")
            yield f"{item['kind']}{path}"
    await press(page, "Delete it")
    yield "taking back refused"
    for path in ("gathered", "shout-outs", "shout-outs?month=2026-01"):
        await page.goto(f"{house.base}/console/{path}")
        yield path


async def type_in(page: Page, typed: Mapping[str, str]) -> None:
    for name, text in typed.items():
        field = page.locator(f"#{name}")
        if await field.count():
            await field.fill(text)
        else:
            await page.locator(f"[name={name}][value={text}]").check()


WALKS = (walk_service, walk_gathered, walk_heard)
"""One after the other, on one page."""


async def test_axe_finds_nothing_on_the_pages_of_the_service(house: House) -> None:
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await sign_in_chromium(house, page.context, *Role)
        await look_at_all(house, page, WALKS)
