"""axe-core finds nothing on the pages about signed periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from tests.console.staff import sign_in_chromium
from tests.console.test_axe import press
from tests.console.test_figures import add_reviews
from tests.console.test_rows import FORM, RESPONSES, ROWS
from tests.console.test_signed import DAYS, ID, NEW, SIGNED, code_later
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


async def walk_signed(house: House, page: Page) -> AsyncIterator[str]:
    await add_reviews(house)
    for path in (SIGNED, f"{SIGNED}/new", NEW):
        await page.goto(f"{house.base}{path}")
        yield path
    await press(page, "Sign for good")
    yield "signature refused"
    checksum = await page.locator("code").last.inner_text()
    await page.locator("#typed").fill(checksum[:8])
    await press(page, "Sign for good")
    yield "signed"
    await page.goto(f"{house.base}{SIGNED}/{ID}/differences")
    yield "no differences"
    await code_later(house)
    for path in (f"/{ID}/differences", "", f"/new?{DAYS}", f"/reconcile?{DAYS}&theirs=46&source=Us"):
        await page.goto(f"{house.base}{SIGNED}{path}")
        yield f"later {path}"
    asked = f"{ROWS}?{DAYS}&measure=participation"
    for path in (f"{ROWS}?{DAYS}", asked, f"{asked}&shown=outside", f"{RESPONSES}?form={FORM}&{DAYS}"):
        await page.goto(f"{house.base}{path}")
        yield f"rows {path}"
    await page.goto(f"{house.base}/console/inspection")
    await press(page, "Make the pack")
    yield "pack refused"


WALKS = (walk_signed,)
"""One after the other, on one page."""


async def test_axe_finds_nothing_on_the_pages_about_signed_periods(house: House) -> None:
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await sign_in_chromium(house, page.context, *Role)
        await look_at_all(house, page, WALKS)
