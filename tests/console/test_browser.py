"""The worker's tablet in a real browser: going back never leads out of the child's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from tests.console.staff import sign_in_chromium
from tests.web.chromium import find_chromium, open_chromium

if TYPE_CHECKING:
    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
BACK = 8


async def test_going_back_never_opens_the_staff_pages_to_the_child(house: House) -> None:
    code = await house.invite("have_your_say_8_11", review_ref="R-1")
    async with open_chromium() as chromium:
        context = await chromium.new_context(viewport={"width": 820, "height": 1180})
        await sign_in_chromium(house, context, Role.BUSINESS_SUPPORT)
        page = await context.new_page()
        await page.goto(f"{house.base}/console")
        await page.goto(f"{house.base}/console/together")
        await page.get_by_label("Which code is on the letter?").fill(code)
        await page.get_by_role("button", name="Go on").click()
        await page.get_by_label("I read it aloud. The child presses the answers.").check()
        await page.get_by_label("social worker").check()
        await page.get_by_label("A word to come back with").fill("kettle")
        await page.get_by_role("button", name="Begin").click()
        await page.get_by_role("button", name="I have longer").click()
        await page.get_by_role("button", name="Go on alone").click()
        assert await page.get_by_role("heading", level=1).inner_text() == "Now it is just you"
        seen = set()
        for _ in range(BACK):
            if await page.go_back() is None:
                break
            seen.add(await page.get_by_role("heading", level=1).first.inner_text())
            assert await page.get_by_text("Links to try").count() == 0
            assert await page.get_by_role("button", name="Begin").count() == 0
        assert "This tablet is with a child" in seen


async def test_link_on_another_site_leads_to_whoever_is_signed_in(house: House) -> None:
    async with open_chromium() as chromium:
        context = await chromium.new_context()
        await sign_in_chromium(house, context, Role.MANAGER)
        page = await context.new_page()
        await page.goto(f"{house.base}/console/me")
        desk = next(one["value"] for one in await context.cookies() if one["name"] == "__Host-say-desk")
        await page.goto(house.base.replace("127.0.0.1", "localhost"))
        link = f'<a href="{house.base}/console/me">An e-mail, read in the browser</a>'
        await page.evaluate("link => { document.body.innerHTML = link }", link)
        await page.get_by_role("link").click()
        await page.get_by_role("heading", name="Your account").wait_for()
        held = [one["value"] for one in await context.cookies() if one["name"] == "__Host-say-desk"]
        assert desk in held
