"""axe-core finds nothing on the pages where people at work sign in, and where accounts are looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
import pytest

from admin.accounts.accounts import make_setup_link
from admin.accounts.roles import Role
from admin.console.staff import COOKIE
from forms.records import Account, Response
from forms.units import PutUnit
from tests.console.staff import add_account, sign_in_chromium
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
PASSWORD = "heron kettle umbrella"
NINE = "have_your_say_8_11"


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).first.click()


async def walk_setting_up(house: House, page: Page) -> AsyncIterator[str]:
    """The link, the password, the telephone, the codes on paper, and signing in."""
    account_id = await add_account(house, Role.MANAGER)
    link = make_setup_link(house.parts.keys, account_id, house.clock.now)
    await house.parts.store.write(PutUnit((link.insert,)))
    await page.goto(f"{house.base}/console/welcome/{link.token}")
    yield "a password"
    await press(page, "Go on")
    yield "password refused"
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_label("Once more").fill(PASSWORD)
    await press(page, "Go on")
    yield "the telephone"
    await press(page, "Go on")
    yield "code refused"
    await page.get_by_text("I cannot scan it").click()
    secret = (await page.locator("details code").inner_text()).replace(" ", "")
    await page.get_by_label("The six digits").fill(pyotp.TOTP(secret).at(house.clock.now))
    await press(page, "Go on")
    yield "codes on paper"
    on_paper = await page.locator(".codes code").first.inner_text()
    await page.get_by_role("link", name="Sign in").click()
    yield "sign in"
    await press(page, "Go on")
    yield "sign in refused"
    [account] = [row for row in await house.rows(Account) if row["id"] == account_id]
    await page.get_by_label("E-mail address").fill(account["sign_in"])
    await page.get_by_label("Password").fill(PASSWORD)
    await press(page, "Go on")
    yield "second factor"
    await press(page, "Sign in")
    yield "second factor refused"
    await page.get_by_label("The six digits that your telephone shows").fill(on_paper)
    await press(page, "Sign in")
    yield "home"
    await page.goto(f"{house.base}/console/me")
    yield "my account"
    await page.goto(f"{house.base}/console/me/password")
    await press(page, "Keep it")
    yield "new password refused"
    await page.goto(f"{house.base}/console/sign-in/again?to=/console")
    yield "once more"
    await page.goto(f"{house.base}/console/accounts")
    yield "not for your role"


async def walk_accounts(house: House, page: Page) -> AsyncIterator[str]:
    """Adding somebody, the link they get, and one account."""
    await page.context.clear_cookies(name=COOKIE)
    account_id = await add_account(house, Role.IRO, iro_ref="IRO-9")
    await sign_in_chromium(house, page.context, Role.ADMINISTRATOR)
    await page.goto(f"{house.base}/console/accounts/new")
    await press(page, "Add them")
    yield "adding refused"
    await page.get_by_label("Name", exact=True).fill("Ada Byrne")
    await page.get_by_label("E-mail address at work").fill("ada@council.example")
    await page.get_by_label("Analyst").check()
    await press(page, "Add them")
    yield "the link"
    await page.goto(f"{house.base}/console/accounts/{account_id}")
    yield "one account"
    await press(page, "Add this cover")
    yield "cover refused"


async def walk_being_signed_out(house: House, page: Page) -> AsyncIterator[str]:
    """What was typed is given back to whoever was signed out meanwhile."""
    await page.context.clear_cookies(name=COOKIE)
    await sign_in_chromium(house, page.context, Role.BUSINESS_SUPPORT)
    child, first = await house.begin(NINE, review_ref="R-1")
    await child.press(await child.skip_all(first), "Send")
    [response] = await house.rows(Response)
    await page.goto(f"{house.base}/console/notes/{response['id']}")
    yield "a note"
    await page.context.clear_cookies(name=COOKIE)
    await press(page, "Keep this note")
    yield "signed out"


WALKS = (walk_setting_up, walk_accounts, walk_being_signed_out)
"""One after the other, on one page."""


async def test_axe_finds_nothing_where_people_sign_in(house: House) -> None:
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await look_at_all(house, page, WALKS)
