"""axe-core finds nothing on the pages of feedback, figures and complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from tests.console.about_meetings import add_feedback, many
from tests.console.staff import OWN, add_account, sign_in_chromium
from tests.console.test_axe import press
from tests.web.chromium import find_chromium, open_chromium
from tests.web.test_axe import PARTS, find_faults, open_phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

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
    await page.goto(f"{house.base}/console/feedback/share")
    await press(page, "Share it")
    yield "share refused"
    await page.goto(f"{house.base}/console/complaints/new")
    await press(page, "Give it to the complaints manager")
    yield "complaint refused"
    await page.locator("#audience-2").check()
    await page.locator("#words").fill("nobody rang about the heron")
    await press(page, "Give it to the complaints manager")
    yield "complaint kept"
    await page.goto(f"{house.base}/console/complaints")
    yield "complaints"
    await page.get_by_role("link", name="open complaint 1").click()
    yield "complaint"
    complaint = page.url
    await press(page, "Open the words")
    yield "complaint opened"
    await page.goto(f"{complaint}/answer")
    await press(page, "Keep the answer")
    yield "answer refused"


async def test_axe_finds_nothing_on_the_pages_of_the_service(house: House) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await sign_in_chromium(house, page.context, *Role)
        async for name in walk_service(house, page):
            parts = set(await page.evaluate(PARTS))
            if parts - seen:
                seen |= parts
                faults += [f"{name}: {fault}" for fault in await find_faults(page)]
    assert seen
    assert faults == []
